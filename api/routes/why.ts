import { readWhy } from '../../records/why.ts';
import { idOf } from '../id.ts';
import { presentWhy } from '../presented-why.ts';
import { notFound } from '../problem.ts';
import { route } from '../route.ts';
import { why, whyQuery } from '../schemas.ts';

const shownAtMost = 100;

export const whys = {
  'GET /api/customers/:id/why': route({
    summary: 'Why a customer did or did not get something: every decision with its values, and every step',
    query: whyQuery,
    answer: why,
    async handle({ deps, organizationId, params, query: { journeyId = null } }) {
      const customerId = idOf(params.id, 'customer');
      const found = await deps.database.withOrganization(organizationId, (tenant) =>
        readWhy(tenant, customerId, { journeyId, limit: shownAtMost }),
      );
      if (!found) throw notFound('customer');
      return presentWhy(deps.manifests, found);
    },
  }),
};
