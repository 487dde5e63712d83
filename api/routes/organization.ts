import * as z from 'zod';
import { comingHolidays, readHolidays } from '../../journeys/holidays.ts';
import { sendingHours, sendingWindowSchema } from '../../journeys/sending-window.ts';
import { homeRegion } from '../../journeys/whereabouts.ts';
import { dayName } from '../../journeys/words.ts';
import { localDay } from '../../journeys/zone-offsets.ts';
import { linkSureProposals } from '../../records/customer-matches.ts';
import {
  changeOrganization,
  findOrganization,
  type Organization as Row,
  readOrganization,
} from '../../records/organizations.ts';
import { hoursChanged } from '../../records/sending-hours.ts';
import type { AccountSession } from '../accounts/accounts.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { tell } from '../engine.ts';
import { notFound, signInNeeded } from '../problem.ts';
import { plain, route } from '../route.ts';
import {
  organization as answer,
  linkCustomers,
  type Me,
  me,
  type Organization,
  organizationChange,
  organizationChoice,
  publicHolidays,
} from '../schemas.ts';

export const organization = {
  'GET /api/me': plain({
    summary: 'Who is signed in, and for which organization; null: nobody',
    reads: 'nothing',
    answer: me.nullable(),
    handlers: (deps) => [
      async (request, response) => {
        const session = await deps.accounts.session(request.headers);
        for (const cookie of session?.cookies ?? []) response.append('set-cookie', cookie);
        response.set('cache-control', 'no-store').json(session && (await whoIs(deps, session)));
      },
    ],
  }),
  'PUT /api/me/organization': plain({
    summary: 'Chooses which of their businesses somebody works with',
    reads: 'json',
    body: organizationChoice,
    answer: z.object({ organizationId: z.string() }),
    handlers: (deps) => [
      async (request, response) => {
        const { organizationId } = organizationChoice.parse(request.body ?? {});
        const session = await deps.accounts.session(request.headers);
        if (!session) throw signInNeeded();
        if (!(await deps.accounts.choose(session, organizationId))) throw notFound('business');
        response.set('cache-control', 'no-store').json({ organizationId });
      },
    ],
  }),
  'GET /api/organization': route({
    summary: 'The business as we know it',
    answer,
    async handle({ deps, organizationId }) {
      return present(await deps.database.withOrganization(organizationId, readOrganization));
    },
  }),
  'GET /api/organization/public-holidays': route({
    summary: 'The public holidays of the coming twelve months where the business is',
    answer: publicHolidays,
    async handle({ deps, organizationId, at }) {
      const row = await deps.database.withOrganization(organizationId, readOrganization);
      const items = comingHolidays(homeRegion(row), localDay(at.getTime(), row.zone));
      return { items: items.map(({ key, date }) => ({ key, name: dayName(key), date })) };
    },
  }),
  'PATCH /api/organization': route({
    summary: 'Changes what is said of the business or its sending hours, or confirms its time zone',
    body: organizationChange,
    answer,
    async handle({ deps, organizationId, body, at }) {
      const changed = await deps.database.withOrganization(organizationId, async (tenant) => {
        if (body.linkCustomers === 'automatic') await linkSureProposals(tenant, at);
        return changeOrganization(tenant, body, at);
      });
      if (changed.hoursChanged) {
        await tell(
          deps.log,
          deps.temporal.startResume({ organizationId, reason: hoursChanged, scope: organizationId }),
        );
      }
      return present(changed.organization);
    },
  }),
};

async function whoIs(deps: ApiDependencies, session: AccountSession): Promise<Me> {
  const find = () => deps.database.withOrganization(session.organizationId, findOrganization);
  let row = await find();
  if (!row) {
    await deps.accounts.completeSignUp(session);
    row = await find();
  }
  if (!row) throw notFound('organization');
  const organizations = session.memberships.map(({ organizationId: id, name, role }) => ({ id, name, role }));
  return me.parse({ user: session.user, organization: present(row), role: session.role, organizations });
}

function present(row: Row): Organization {
  return {
    ...row,
    id: row.organizationId,
    zoneConfirmed: row.zoneSource === 'owner',
    linkCustomers: linkCustomers.parse(row.linkCustomers),
    sendingWindow: sendingHours(sendingWindowSchema.catch({}).parse(row.sendingWindow)),
    holidays: readHolidays(row.holidays),
  };
}
