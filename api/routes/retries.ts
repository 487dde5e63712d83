import * as z from 'zod';
import { retryNow } from '../../records/attention.ts';
import { enrollmentsToStart } from '../../records/enrollments.ts';
import { engine } from '../engine.ts';
import { idOf } from '../id.ts';
import { notFound, ProblemError } from '../problem.ts';
import { type Call, route } from '../route.ts';

export const retries = {
  'POST /api/enrollments/:id/retries': route({
    summary: 'Tries a step again that could not be done; what was sent is never sent twice',
    body: z.strictObject({}),
    status: 202,
    answer: z.object({ asked: z.literal(true) }),
    async handle(call) {
      const { deps, organizationId, params, at } = call;
      const id = idOf(params.id, 'enrollment');
      const found = await deps.database.withOrganization(organizationId, (tenant) => retryNow(tenant, id, at));
      if (found === 'missing') throw notFound('enrollment');
      if (found === 'not_held') throw new ProblemError(409, 'not_possible_now', 'Nothing of it has to be tried again.');
      await engine(wake(call, id));
      return { asked: true as const };
    },
  }),
};

/** Whose workflow is gone is started again. */
async function wake({ deps, organizationId }: Pick<Call<unknown, unknown>, 'deps' | 'organizationId'>, id: string) {
  if (await deps.temporal.nudgeEnrollment(id)) return;
  const rows = await deps.database.withOrganization(organizationId, (tenant) => enrollmentsToStart(tenant, [id]));
  for (const row of rows) await deps.temporal.startEnrollment({ organizationId, ...row });
}
