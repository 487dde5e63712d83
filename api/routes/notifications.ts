import { normalizePhone } from '../../journeys/phone.ts';
import { addTarget, listTargets, removeTarget } from '../../records/notification-targets.ts';
import { readOrganization } from '../../records/organizations.ts';
import { idOf } from '../id.ts';
import { notFound, ProblemError } from '../problem.ts';
import { route } from '../route.ts';
import { newNotificationTarget, notificationTarget, notificationTargets } from '../schemas.ts';

export const notifications = {
  'GET /api/notification-targets': route({
    summary: 'Who of the business is told when a customer writes',
    answer: notificationTargets,
    handle: async ({ deps, organizationId }) => ({
      items: await deps.database.withOrganization(organizationId, listTargets),
    }),
  }),
  'POST /api/notification-targets': route({
    summary: 'Tells one more address or number; adding it again changes whose it is',
    body: newNotificationTarget,
    status: 201,
    answer: notificationTarget,
    handle: ({ deps, organizationId, body, at }) =>
      deps.database.withOrganization(organizationId, async (tenant) => {
        const { channel, label } = body;
        const { country } = await readOrganization(tenant);
        const address = channel === 'email' ? body.address : normalizePhone(body.address, country);
        if (!address) throw notANumber();
        return addTarget(tenant, { channel, address, label: label || null }, at);
      }),
  }),
  'DELETE /api/notification-targets/:id': route({
    summary: 'Tells nobody there any more',
    answer: notificationTargets,
    handle: ({ deps, organizationId, params }) =>
      deps.database.withOrganization(organizationId, async (tenant) => {
        if (!(await removeTarget(tenant, idOf(params.id, 'recipient')))) throw notFound('recipient');
        return { items: await listTargets(tenant) };
      }),
  }),
};

const notANumber = () =>
  new ProblemError(400, 'invalid', 'This is not a phone number. Write it with its area code.', {
    errors: [{ path: 'address', message: 'This is not a phone number.' }],
  });
