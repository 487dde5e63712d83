import {
  answerDecision,
  findListedDecision,
  type ListedDecision,
  listDecisions,
} from '../../records/decision-answers.ts';
import { enrollmentsToStart } from '../../records/enrollments.ts';
import { enterByHand, openJourney } from '../../records/enter-by-hand.ts';
import { recordForEntered, recordForStarted } from '../../records/listening-enrollments.ts';
import { pageOf, readTimeCursor } from '../cursor.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { tell } from '../engine.ts';
import { idOf } from '../id.ts';
import { reasonOf } from '../presented.ts';
import { presentDecision } from '../presented-decision.ts';
import { notFound, ProblemError } from '../problem.ts';
import { type Call, route } from '../route.ts';
import { askedDecision, decisionAnswer, decisionListQuery, enrollmentCreation, page, timeline } from '../schemas.ts';
import { showTimeline } from './enrollments.ts';

type Asked = Pick<Call<unknown, unknown>, 'deps' | 'organizationId' | 'params' | 'at' | 'session'>;

export const entry = {
  'POST /api/journeys/:id/enrollments': route({
    summary: 'Puts one customer into a journey by hand, through the same guards as events',
    body: enrollmentCreation,
    status: 201,
    answer: timeline,
    async handle(call) {
      const enrollmentId = await enter(call, call.body.customerId);
      await startNow(call, enrollmentId);
      return showTimeline(call, enrollmentId);
    },
  }),
  'GET /api/decisions': route({
    summary: 'Decisions of one outcome, the newest first: `asked` are those that wait for an answer',
    query: decisionListQuery,
    answer: page(askedDecision),
    async handle({ deps, organizationId, query: { cursor, limit, outcome } }) {
      const rows = await deps.database.withOrganization(organizationId, (tenant) =>
        listDecisions(tenant, { outcome, before: readTimeCursor(cursor), limit: limit + 1 }),
      );
      const placeOf = (row: ListedDecision) => ({ value: row.decidedAt.toISOString(), id: row.id });
      return pageOf(rows, limit, placeOf, (row) => present(deps, row));
    },
  }),
  'POST /api/decisions/:id/answers': route({
    summary: 'Says whether an event that came too late starts the journey after all',
    body: decisionAnswer,
    answer: askedDecision,
    async handle(call) {
      const { deps, organizationId, session, at, body } = call;
      const decisionId = idOf(call.params.id, 'decision');
      const enroll = body.answer === 'enroll';
      const answered = await deps.database.withOrganization(organizationId, (tenant) =>
        answerDecision(tenant, decisionId, { enroll, by: session.userId }, at),
      );
      if (!answered.answered) throw refusals[answered.why]();
      const { enrollmentId, eventId } = answered;
      if (enrollmentId) {
        await deps.database.withOrganization(organizationId, (tenant) => recordForStarted(tenant, eventId, at));
        await startNow(call, enrollmentId);
      }
      const row = await deps.database.withOrganization(organizationId, (tenant) =>
        findListedDecision(tenant, decisionId),
      );
      if (!row) throw notFound('decision');
      return present(deps, row);
    },
  }),
};

const refusals = {
  missing: () => notFound('decision'),
  not_asked: () => new ProblemError(409, 'not_possible_now', 'It has been answered already.'),
  journey_closed: () => new ProblemError(409, 'not_possible_now', 'Nobody can enter this journey any more.'),
};

/** Two transactions: what ends it at once is looked for when the row is there for all to see. */
async function enter({ deps, organizationId, session, params, at }: Asked, customerId: string): Promise<string> {
  const journeyId = idOf(params.id, 'journey');
  const one = await deps.database.withOrganization(organizationId, async (tenant) => {
    if (!(await tenant.db.journey.count({ where: { id: journeyId } }))) throw notFound('journey');
    const journey = await openJourney(tenant, journeyId);
    if (!journey) throw notOpen();
    const [entered] = await enterByHand(
      tenant,
      journey,
      { customerIds: [customerId], by: session.userId, bulkId: null },
      at,
    );
    return entered;
  });
  if (!one) throw notFound('customer');
  if (!one.entered) {
    const because = one.detail.enrollmentId;
    throw new ProblemError(409, 'not_entered', reasonOf(one.reason)?.words ?? '', {
      action: because
        ? { label: 'See what stands in the way', href: `/people/${because}` }
        : { label: 'Open the journey', href: `/journeys/${journeyId}` },
    });
  }
  const { enrollmentId } = one;
  await deps.database.withOrganization(organizationId, (tenant) => recordForEntered(tenant, [enrollmentId], at));
  return enrollmentId;
}

export const notOpen = () =>
  new ProblemError(409, 'not_possible_now', 'Nobody can enter this journey: it is not published, or it is archived.');

/** Should Temporal not answer, the worker finds the row within a minute. */
async function startNow({ deps, organizationId }: Asked, enrollmentId: string): Promise<void> {
  const rows = await deps.database.withOrganization(organizationId, (tenant) =>
    enrollmentsToStart(tenant, [enrollmentId]),
  );
  await tell(deps.log, ...rows.map((row) => deps.temporal.startEnrollment({ organizationId, ...row })));
}

function present({ manifests }: ApiDependencies, row: ListedDecision) {
  const { event } = row;
  return {
    ...presentDecision(manifests, event, row),
    event: {
      id: event.id,
      label: manifests[event.provider]?.triggers[event.trigger]?.label ?? event.trigger,
      providerName: manifests[event.provider]?.name ?? event.provider,
      occurredAt: event.occurredAt.toISOString(),
    },
    customer: event.customer,
  };
}
