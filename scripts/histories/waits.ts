import type { Step } from '../../journeys/definition.ts';
import { recordSkipWait } from '../../records/enrollment-records.ts';
import { type Progress, progress } from '../../workflows/journey-enrollment.ts';
import { reaches, type Scene, type Studio, unreachable, until } from './studio.ts';

export const email: Step = { id: 'mail', kind: 'send_email', subject: 'Done', body: 'Thank you' };
export const text: Step = { id: 'text', kind: 'send_sms', body: 'How was it?' };
const rest: Step = { id: 'rest', kind: 'wait', amount: 1, unit: 'days' };
const length = { amount: 3, unit: 'days' } as const;
const isWaiting = ({ code }: Progress) => code === 'waiting';

/** Stands at a wait behind a message. */
const waitsAt =
  (step: Step): Scene =>
  async (studio) => {
    const { handle } = await studio.enter(await studio.openShop(), [email, step, text]);
    return reaches(handle, isWaiting);
  };

/** One scene for every kind of wait, by the name of its history. */
export const waits: Record<string, Scene> = {
  wait: waitsAt(rest),
  wait_until: waitsAt({ id: 'rest', kind: 'wait_until', time: '09:30', weekdays: [2], date: null, passed: 'go_on' }),
  wait_for: waitsAt({ id: 'rest', kind: 'wait_for', for: 'invoice_paid', ...length, happened: [], timedOut: [] }),
  ask_owner: waitsAt({
    ...{ id: 'rest', kind: 'ask_owner', question: 'Ask for a review?', ...length },
    ...{ silence: 'no', yes: [], no: [] },
  }),
  outside_window: async (studio) => {
    const hour = (new Date().getUTCHours() + 3) % 23;
    const email = { everyDay: [hour, hour + 1], sunday: [hour, hour + 1] } as const;
    return messageMoves(studio, await studio.openShop({ window: { email } }));
  },
  capped: async (studio) => {
    const shop = await studio.openShop();
    await (await studio.enter(shop, [email])).handle.result();
    return messageMoves(studio, shop);
  },
  between_attempts: async (studio) => {
    const { handle } = await studio.enter(await studio.openShop(), [email], { email: unreachable });
    const attempts = async () => (await handle.describe()).raw.pendingActivities?.[0]?.attempt ?? 0;
    await until('it was tried twice', async () => (await attempts()) > 1);
    return handle;
  },
  after_a_skipped_wait: async (studio) => {
    const shop = await studio.openShop();
    const { id, handle } = await studio.enter(shop, [email, rest, text, { ...rest, id: 'again' }]);
    await reaches(handle, isWaiting);
    const { due } = await handle.query(progress);
    await shop.inside((tenant) => recordSkipWait(tenant, id, null, new Date()));
    await studio.stage.deps.temporal.nudgeEnrollment(id);
    return reaches(handle, (now) => isWaiting(now) && now.due !== due);
  },
  after_the_end: async (studio) => {
    const { handle } = await studio.enter(await studio.openShop(), [email, text]);
    await handle.result();
    return handle;
  },
  continued_as_new: async (studio) => {
    const shop = await studio.openShop();
    const { id, handle } = await studio.enter(shop, [email, rest, text]);
    await reaches(handle, isWaiting);
    const standing = { zone: 'UTC', ...(await handle.query(progress)) };
    await handle.terminate('its next run begins');
    await studio.stage.deps.temporal.client.workflow.start('journeyEnrollment', {
      workflowId: handle.workflowId,
      taskQueue: 'journeys',
      args: [{ organizationId: shop.id, enrollmentId: id, standing }],
    });
    return reaches(studio.stage.deps.temporal.client.workflow.getHandle(handle.workflowId), isWaiting);
  },
};

async function messageMoves(studio: Studio, shop: Awaited<ReturnType<Studio['openShop']>>) {
  const { handle } = await studio.enter(shop, [email]);
  return reaches(handle, isWaiting);
}
