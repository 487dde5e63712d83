import {
  changeOrganization,
  findOrganization,
  type Organization as Row,
  readOrganization,
} from '../../records/organizations.ts';
import { notFound } from '../problem.ts';
import { route } from '../route.ts';
import { organization as answer, me, type Organization, organizationChange } from '../schemas.ts';

export const organization = {
  'GET /api/me': route({
    summary: 'Who is signed in, and for which organization',
    answer: me,
    async handle({ deps, session, organizationId }) {
      const find = () => deps.database.withOrganization(organizationId, findOrganization);
      let row = await find();
      if (!row) {
        await deps.accounts.completeSignUp(session);
        row = await find();
      }
      if (!row) throw notFound('organization');
      return { user: session.user, organization: present(row), role: session.role };
    },
  }),
  'GET /api/organization': route({
    summary: 'The business as we know it',
    answer,
    async handle({ deps, organizationId }) {
      return present(await deps.database.withOrganization(organizationId, readOrganization));
    },
  }),
  'PATCH /api/organization': route({
    summary: 'Changes what is said of the business, or confirms its time zone',
    body: organizationChange,
    answer,
    async handle({ deps, organizationId, body, at }) {
      return present(
        await deps.database.withOrganization(organizationId, (tenant) => changeOrganization(tenant, body, at)),
      );
    },
  }),
};

function present(row: Row): Organization {
  return { ...row, id: row.organizationId, zoneConfirmed: row.zoneSource === 'owner' };
}
