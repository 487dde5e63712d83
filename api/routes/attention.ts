import {
  type AttentionCounts,
  countAttention,
  listUnseenFailures,
  markFailuresSeen,
} from '../../records/attention-list.ts';
import type { ListedMessage } from '../../records/message-list.ts';
import { pageOf, readTimeCursor } from '../cursor.ts';
import { presentMessage } from '../presented.ts';
import { route } from '../route.ts';
import { type Attention, attention as answer, failureViews, listQuery, message, page } from '../schemas.ts';

export const attention = {
  'GET /api/attention': route({
    summary: 'How much waits for somebody of the business, by what it is',
    answer,
    handle: async ({ deps, organizationId, at }) =>
      present(await deps.database.withOrganization(organizationId, (tenant) => countAttention(tenant, at))),
  }),
  'GET /api/attention/failures': route({
    summary: 'Messages of the last 30 days that did not arrive and that nobody has seen yet, newest first',
    query: listQuery,
    answer: page(message),
    async handle({ deps, organizationId, query: { cursor, limit }, at }) {
      const search = { before: readTimeCursor(cursor), limit: limit + 1 };
      const rows = await deps.database.withOrganization(organizationId, (tenant) =>
        listUnseenFailures(tenant, search, at),
      );
      const placeOf = (row: ListedMessage) => ({ value: row.createdAt.toISOString(), id: row.id });
      return pageOf(rows, limit, placeOf, presentMessage);
    },
  }),
  'POST /api/attention/failures/views': route({
    summary: 'Says that these messages were seen: they stay in the ledger and are not shown here again',
    body: failureViews,
    answer,
    status: 201,
    async handle({ deps, organizationId, session, body: { messageIds }, at }) {
      const counts = await deps.database.withOrganization(organizationId, async (tenant) => {
        await markFailuresSeen(tenant, { messageIds, by: session.userId }, at);
        return countAttention(tenant, at);
      });
      return present(counts);
    },
  }),
};

const present = (counts: AttentionCounts): Attention => ({
  ...counts,
  waiting: counts.review + counts.failed + counts.held + counts.asked,
});
