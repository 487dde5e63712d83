import { endOfDay, lastDays, startOfDay } from '../../journeys/calendar-days.ts';
import { countAttention } from '../../records/attention-list.ts';
import { countUnread } from '../../records/conversations.ts';
import { countMessagesByDay, countSentByJourney, listRunning } from '../../records/dashboard.ts';
import { brokenConnections, countHeldByReason, silentProviders } from '../../records/dashboard-troubles.ts';
import { readOrganization } from '../../records/organizations.ts';
import { countResults, type Result as FoundResult, listResults } from '../../records/results.ts';
import { askedTime } from '../asked-time.ts';
import { pageOf, readTimeCursor } from '../cursor.ts';
import { dashboardProblems } from '../dashboard-problems.ts';
import { namesOf, reasonOf } from '../presented.ts';
import { presentDashboard } from '../presented-dashboard.ts';
import { route } from '../route.ts';
import { dashboard, dashboardQuery, page, result, resultListQuery } from '../schemas.ts';

const journeysAtMost = 50;

export const dashboards = {
  'GET /api/dashboard': route({
    summary: 'What needs attention, who is on the way, and what the last days brought',
    query: dashboardQuery,
    answer: dashboard,
    handle: ({ deps, organizationId, query: { days }, at }) =>
      deps.database.withOrganization(organizationId, async (tenant) => {
        const { zone } = await readOrganization(tenant);
        const calendar = lastDays(days, at, zone);
        const span = { since: startOfDay(calendar.from, zone), until: endOfDay(calendar.to, zone) };
        const troubles = {
          held: await countHeldByReason(tenant),
          attention: await countAttention(tenant, at),
          unread: await countUnread(tenant),
          broken: await brokenConnections(tenant),
          silent: await silentProviders(tenant, at),
        };
        return {
          ...calendar,
          zone,
          problems: dashboardProblems(troubles, deps.manifests),
          ...presentDashboard({
            calendar,
            byDay: await countMessagesByDay(tenant, span, zone),
            running: await listRunning(tenant, journeysAtMost),
            sent: await countSentByJourney(tenant, span),
            results: await countResults(tenant, span.since, span.until, zone),
          }),
        };
      }),
  }),
  'GET /api/results': route({
    summary: 'People who reached the goal of their journey, the newest first',
    query: resultListQuery,
    answer: page(result),
    async handle({ deps, organizationId, query: { cursor, limit, from, to, ...search } }) {
      const before = readTimeCursor(cursor);
      const rows = await deps.database.withOrganization(organizationId, async (tenant) =>
        listResults(tenant, { ...search, ...(await askedTime(tenant, { from, to })), before, limit: limit + 1 }),
      );
      const placeOf = (row: FoundResult) => ({ value: row.at.toISOString(), id: row.enrollmentId });
      return pageOf(rows, limit, placeOf, ({ reason, at, ...row }) => ({
        ...row,
        reason: reasonOf(reason, namesOf(deps.manifests)) ?? { code: reason, words: reason },
        at: at.toISOString(),
      }));
    },
  }),
};
