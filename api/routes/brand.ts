import { changeBrand, readBrand } from '../../records/brand.ts';
import { route } from '../route.ts';
import { brand as answer, brandChange } from '../schemas.ts';

export const brand = {
  'GET /api/brand': route({
    summary: 'How the messages look and where their links lead',
    answer,
    handle: ({ deps, organizationId }) => deps.database.withOrganization(organizationId, readBrand),
  }),
  'PATCH /api/brand': route({
    summary: 'Changes how the messages that are written from now on look',
    body: brandChange,
    answer,
    handle: ({ deps, organizationId, body, at }) =>
      deps.database.withOrganization(organizationId, (tenant) => changeBrand(tenant, body, at)),
  }),
};
