import * as z from 'zod';
import { allSending, marketingOf } from '../../records/causes.ts';
import { liftHold } from '../../records/reputation.ts';
import { pauseSending, readSending, resumeSending, type Sending as State } from '../../records/sending.ts';
import { tell } from '../engine.ts';
import { iso } from '../presented.ts';
import { notFound } from '../problem.ts';
import { type Call, route } from '../route.ts';
import { sending as answer, channelStanding, type Sending } from '../schemas.ts';

type Asked = Pick<Call<unknown, unknown>, 'deps' | 'organizationId' | 'at'>;
const nothing = z.strictObject({});

export const sending = {
  'GET /api/sending': route({
    summary: 'Whether messages leave, and how each channel stands',
    answer,
    async handle({ deps, organizationId, at }) {
      return present(await deps.database.withOrganization(organizationId, (tenant) => readSending(tenant, at)));
    },
  }),
  'POST /api/sending/pauses': route({
    summary: 'Lets everything wait that would leave: journeys and answers, by email and by text',
    body: nothing,
    answer,
    async handle({ deps, organizationId, at }) {
      const state = await deps.database.withOrganization(organizationId, async (tenant) => {
        await pauseSending(tenant, at);
        return readSending(tenant, at);
      });
      return present(state);
    },
  }),
  'DELETE /api/sending/pauses': route({
    summary: 'Lets messages leave again: what is due goes out within its hours and limits',
    answer,
    async handle(call) {
      const { deps, organizationId, at } = call;
      const state = await deps.database.withOrganization(organizationId, async (tenant) => {
        await resumeSending(tenant);
        return readSending(tenant, at);
      });
      await wake(call, allSending({ id: organizationId }).scope);
      return present(state);
    },
  }),
  'DELETE /api/sending/holds/:channel': route({
    summary: 'Lets the offers of a channel go that were held because too much came back; it is counted anew',
    answer,
    async handle(call) {
      const { deps, organizationId, params, at } = call;
      const channel = channelStanding.shape.channel.safeParse(params.channel);
      if (!channel.success) throw notFound('channel');
      const state = await deps.database.withOrganization(organizationId, async (tenant) => {
        await liftHold(tenant, channel.data, at);
        return readSending(tenant, at);
      });
      await wake(call, marketingOf({ id: organizationId }, channel.data).scope);
      return present(state);
    },
  }),
};

/** Wakes who was held; should that fail, they look again by themselves. */
const wake = ({ deps, organizationId }: Asked, scope: string): Promise<void> =>
  tell(deps.log, deps.temporal.startResume({ organizationId, reason: 'sending_paused', scope }));

const present = ({ pausedSince, waiting, channels }: State): Sending => ({
  pausedSince: iso(pausedSince),
  waiting,
  channels: channels.map(({ figures, heldSince, ...rest }) => ({ ...rest, ...figures, heldSince: iso(heldSince) })),
});
