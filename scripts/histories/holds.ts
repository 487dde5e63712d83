import { createEmail } from '../../channels/email/index.ts';
import { raiseCause } from '../../records/causes.ts';
import type { Tenant } from '../../records/database.ts';
import { pauseJourney, resumeJourney } from '../../records/journeys.ts';
import { pauseSending } from '../../records/sending.ts';
import type { TestBusiness } from '../../testing/journey-stage.ts';
import type { Progress } from '../../workflows/journey-enrollment.ts';
import { broken, reaches, type Scene, type Studio, unreachable } from './studio.ts';
import { email, text } from './waits.ts';

const isHeld =
  (reason: string) =>
  ({ hold }: Progress) =>
    hold === reason;

/** Held by what was arranged in the organization before it came there. */
const heldBy =
  (reason: string, arrange: (tenant: Tenant, shop: TestBusiness) => Promise<unknown>, step = email): Scene =>
  async (studio) => {
    const shop = await studio.openShop();
    await shop.inside((tenant) => arrange(tenant, shop));
    const { handle } = await studio.enter(shop, [step], {}, { purpose: 'visit_reminder' });
    return reaches(handle, isHeld(reason));
  };

/** One scene for every reason of a hold, by the name of its history. */
export const holds: Record<string, Scene> = {
  journey_paused: async (studio) => {
    const { handle } = await paused(studio);
    return handle;
  },
  sending_paused: heldBy('sending_paused', (tenant) => pauseSending(tenant, new Date())),
  connection_revoked: heldBy('connection_revoked', (tenant, { connectionId }) =>
    raiseCause(tenant, { kind: 'connection_revoked', scope: connectionId }, new Date()),
  ),
  no_sender: heldBy('no_sender', ({ db }) => db.sender.deleteMany({ where: { channel: 'sms' } }), text),
  sms_not_registered: heldBy(
    'sms_not_registered',
    ({ db }) => db.sender.updateMany({ where: { channel: 'sms' }, data: { registration: 'pending' } }),
    text,
  ),
  quota: async (studio) => {
    const shop = await studio.openShop();
    await shop.inside(({ db, id: organizationId }) =>
      db.organization.update({ where: { organizationId }, data: { dailyQuota: { email: 1 } } }),
    );
    const enter = () => studio.enter(shop, [email], {}, { purpose: 'visit_reminder' });
    await (await enter()).handle.result();
    return reaches((await enter()).handle, isHeld('quota'));
  },
  review: async (studio) => {
    const shop = await studio.openShop();
    await (await studio.enter(shop, [email], {}, { purpose: 'visit_reminder' })).handle.result();
    await shop.inside(async (tenant) => {
      const { id: scope } = await tenant.db.contactPoint.findFirstOrThrow();
      await raiseCause(tenant, { kind: 'review', scope }, new Date());
    });
    const { handle } = await studio.enter(shop, [email], {}, { purpose: 'visit_reminder' });
    return reaches(handle, isHeld('review'));
  },
  channel_down: async (studio) => {
    const { deps, sandbox } = studio.stage;
    const { channels } = deps;
    const refused = createEmail({ apiKey: 're_revoked', baseUrl: sandbox.email, webhookSecrets: [] });
    deps.channels = { ...channels, email: refused };
    const { handle } = await studio.enter(await studio.openShop(), [email]);
    await reaches(handle, isHeld('channel_down')).finally(() => {
      deps.channels = channels;
    });
    return handle;
  },
  vendor_unreachable: async (studio) => {
    const { handle } = await studio.enter(await studio.openShop(), [email], { email: unreachable });
    return reaches(handle, isHeld('vendor_unreachable'));
  },
  attention: async (studio) => {
    const { handle } = await studio.enter(await studio.openShop(), [email], { email: broken });
    return reaches(handle, isHeld('attention'));
  },
  approval: async (studio) => {
    const { handle } = await studio.enter(await studio.openShop(), [email], {}, { review: true });
    return reaches(handle, isHeld('approval'));
  },
  released: async (studio) => {
    const { shop, journeyId, handle } = await paused(studio);
    await shop.inside((tenant) => resumeJourney(tenant, journeyId, new Date()));
    const cause = { organizationId: shop.id, reason: 'journey_paused', scope: journeyId };
    await studio.stage.deps.temporal.startResume(cause);
    return reaches(handle, ({ code }) => code === 'waiting');
  },
};

async function paused(studio: Studio) {
  const shop = await studio.openShop();
  studio.stage.now = new Date();
  const id = await shop.enroll([email, { id: 'rest', kind: 'wait', amount: 1, unit: 'days' }, text]);
  const { journeyId } = await shop.inside((tenant) => tenant.db.enrollment.findFirstOrThrow({ where: { id } }));
  await shop.inside((tenant) => pauseJourney(tenant, journeyId, new Date()));
  const handle = await studio.start(shop, id);
  return { shop, journeyId, handle: await reaches(handle, isHeld('journey_paused')) };
}
