import * as z from 'zod';
import { eraseCustomer } from '../../records/erasure.ts';
import { tell } from '../engine.ts';
import { idOf } from '../id.ts';
import { notFound, ProblemError } from '../problem.ts';
import { route } from '../route.ts';
import { erasure } from '../schemas.ts';

export const customerErasure = {
  'POST /api/customers/:id/erasures': route({
    summary: 'Takes everything out that tells who a customer was; it cannot be undone',
    body: erasure,
    answer: z.object({
      records: z.int().describe('So many records of the person were emptied'),
      ended: z.int().describe('So many journeys ended with it'),
    }),
    async handle({ deps, session, organizationId, params, body, at }) {
      const id = idOf(params.id, 'customer');
      const erased = await deps.database.withOrganization(organizationId, async (tenant) => {
        const customer = await tenant.db.customer.findFirst({ where: { id, erasedAt: null }, select: { name: true } });
        if (!customer) throw notFound('customer');
        if (customer.name.trim() !== body.name.trim()) throw otherName();
        return eraseCustomer(tenant, id, session.userId, at);
      });
      if (!erased) throw notFound('customer');
      // A workflow that sleeps finds its row at its end, and ends.
      await tell(deps.log, ...erased.enrollmentIds.map((enrollment) => deps.temporal.nudgeEnrollment(enrollment)));
      return { records: erased.customerIds.length, ended: erased.enrollmentIds.length };
    },
  }),
};

const otherName = () =>
  new ProblemError(400, 'invalid', 'This is not the name of the customer.', {
    errors: [{ path: 'name', message: 'This is not the name of the customer.' }],
  });
