import { findCustomers } from '../../records/customer-search.ts';
import { findJourneys } from '../../records/journey-search.ts';
import { route } from '../route.ts';
import { searchAnswer, searchQuery } from '../schemas.ts';

const customersShown = 6;
const journeysShown = 5;

export const search = {
  'GET /api/search': route({
    summary: 'The best few customers and journeys for what was typed',
    query: searchQuery,
    answer: searchAnswer,
    handle: ({ deps, organizationId, query: { q } }) =>
      deps.database.withOrganization(organizationId, async (tenant) => ({
        customers: await findCustomers(tenant, q, customersShown),
        journeys: await findJourneys(tenant, q, journeysShown),
      })),
  }),
};
