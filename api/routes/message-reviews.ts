import { findMessage } from '../../records/message-list.ts';
import { messageHistory, reviewMessage } from '../../records/message-reviews.ts';
import { tell } from '../engine.ts';
import { idOf } from '../id.ts';
import { presentMessageDetail } from '../presented.ts';
import { notFound, ProblemError } from '../problem.ts';
import { route } from '../route.ts';
import { messageDetail, messageReview } from '../schemas.ts';

export const messageReviews = {
  'POST /api/messages/:id/reviews': route({
    summary: 'Decides about a message of which nobody knows whether it arrived',
    body: messageReview,
    answer: messageDetail,
    async handle({ deps, organizationId, session, params, body: { outcome }, at }) {
      const messageId = idOf(params.id, 'message');
      const { reviewed, row, history } = await deps.database.withOrganization(organizationId, async (tenant) => ({
        reviewed: await reviewMessage(tenant, messageId, { outcome, by: session.userId }, at),
        row: await findMessage(tenant, messageId),
        history: await messageHistory(tenant, messageId),
      }));
      if (reviewed.kind === 'missing' || !row) throw notFound('message');
      if (reviewed.kind === 'not_in_review')
        throw new ProblemError(409, 'not_in_review', 'There is nothing to decide about this message any more.');
      // Committed; what is not started now is found by the worker.
      if (reviewed.again) await tell(deps.log, deps.temporal.startMessage({ organizationId, ...reviewed.again }));
      return presentMessageDetail(row, history);
    },
  }),
};
