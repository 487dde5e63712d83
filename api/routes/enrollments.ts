import * as z from 'zod';
import { customerPast } from '../../records/customer-history.ts';
import { type ListedEnrollment, listEnrollments, readTimeline } from '../../records/enrollment-list.ts';
import { recordSkipWait, recordStop } from '../../records/enrollment-records.ts';
import { readOrganization } from '../../records/organizations.ts';
import { pageOf, readTimeCursor } from '../cursor.ts';
import { daysAgo } from '../days-ago.ts';
import { tell } from '../engine.ts';
import { idOf } from '../id.ts';
import { namesOf, presentEnrollment } from '../presented.ts';
import { presentTimeline } from '../presented-timeline.ts';
import { notFound, ProblemError } from '../problem.ts';
import { type Call, route } from '../route.ts';
import { enrollment, enrollmentListQuery, page, type Timeline, timeline } from '../schemas.ts';

type Asked = Pick<Call<unknown, unknown>, 'deps' | 'organizationId' | 'session' | 'params' | 'at'>;
const nothing = z.strictObject({});

export const enrollments = {
  'GET /api/enrollments': route({
    summary: 'People in journeys, who came last first',
    query: enrollmentListQuery,
    answer: page(enrollment),
    async handle({ deps, organizationId, at, query: { cursor, limit, step, came, days, ...search } }) {
      const seen = step === undefined || came === undefined ? null : { step, came, since: daysAgo(days, at) };
      const rows = await deps.database.withOrganization(organizationId, (tenant) =>
        listEnrollments(tenant, { ...search, seen, before: readTimeCursor(cursor), limit: limit + 1 }),
      );
      const placeOf = (row: ListedEnrollment) => ({ value: row.enrolledAt.toISOString(), id: row.id });
      return pageOf(rows, limit, placeOf, (row) => presentEnrollment(row, namesOf(deps.manifests)));
    },
  }),
  'GET /api/enrollments/:id': route({
    summary: 'One person’s way through a journey: what happened, why, and what comes next',
    answer: timeline,
    handle: (call) => showTimeline(call, enrollmentId(call)),
  }),
  'POST /api/enrollments/:id/stops': route({
    summary: 'Ends it by hand',
    body: nothing,
    answer: timeline,
    handle: (call) => record(call, recordStop),
  }),
  'POST /api/enrollments/:id/skips': route({
    summary: 'Ends the wait it stands at',
    body: nothing,
    answer: timeline,
    handle: (call) => record(call, recordSkipWait),
  }),
};

const enrollmentId = ({ params }: Asked): string => idOf(params.id, 'enrollment');

/** One enrollment as it stands. @throws when there is none */
export async function showTimeline(
  { deps, organizationId }: Pick<Asked, 'deps' | 'organizationId'>,
  id: string,
): Promise<Timeline> {
  const read = await deps.database.withOrganization(organizationId, async (tenant) => {
    const row = await readTimeline(tenant, id);
    if (!row) return null;
    const { customer, event, enrolledAt } = row;
    const past = await customerPast(tenant, customer.id, event?.occurredAt ?? enrolledAt, event);
    return [row, await readOrganization(tenant), past] as const;
  });
  if (!read) throw notFound('enrollment');
  return presentTimeline(deps.manifests, ...read);
}

/** The row first, then the nudge: without it the workflow reads the row when it wakes. */
async function record(call: Asked, work: typeof recordStop | typeof recordSkipWait): Promise<Timeline> {
  const { deps, organizationId, session, at } = call;
  const id = enrollmentId(call);
  const recorded = await deps.database.withOrganization(organizationId, (tenant) =>
    work(tenant, id, session.userId, at),
  );
  if (recorded === 'missing') throw notFound('enrollment');
  if (recorded === 'finished') throw notPossible('It has ended already.');
  if (recorded === 'not_waiting') throw notPossible('It does not stand at a wait.');
  await tell(deps.log, deps.temporal.nudgeEnrollment(id));
  return showTimeline(call, id);
}

const notPossible = (sentence: string) => new ProblemError(409, 'not_possible_now', sentence);
