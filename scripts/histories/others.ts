import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { decideEvent } from '../../activities/decide-event.ts';
import { createBulk } from '../../records/bulk-enrollments.ts';
import { openJourney } from '../../records/enter-by-hand.ts';
import { pauseJourney, resumeJourney } from '../../records/journeys.ts';
import { writeSingleMessage } from '../../records/messages.ts';
import { findSender } from '../../records/senders.ts';
import { nextSecond, openStage, type Stage } from '../../testing/stage.ts';
import { jobberVendor } from '../../testing/stage-vendors.ts';
import type { WorkflowBundle } from '../../worker-pool.ts';
import { bulkWorkflowId, messageWorkflowId, resumeWorkflowId, syncWorkflowId } from '../../workflows/ids.ts';
import { type Scene, until } from './studio.ts';
import { email } from './waits.ts';

/** More than `resumeHeld` wakes at once. */
const manyHeld = 30;

/** The workflows beside enrollments that the stage of journeys can play. */
export const besides: Record<string, Scene> = {
  resume_held: async (studio) => {
    const shop = await studio.openShop();
    studio.stage.now = new Date();
    const journeyId = await shop.addJourney([email]);
    await shop.inside((tenant) => pauseJourney(tenant, journeyId, new Date()));
    for (let n = 0; n < manyHeld; n++) {
      const eventId = await shop.addEvent(await shop.addCustomer({ email: `held-${n}@example.com` }));
      const { enrollmentIds } = await decideEvent(studio.stage.deps, { organizationId: shop.id, eventId });
      for (const id of enrollmentIds) await studio.start(shop, id);
    }
    const isHeld = { status: 'held' };
    await until('all are held', () =>
      shop.inside(async (tenant) => (await tenant.db.enrollment.count({ where: isHeld })) === manyHeld),
    );
    await shop.inside((tenant) => resumeJourney(tenant, journeyId, new Date()));
    const cause = { organizationId: shop.id, reason: 'journey_paused', scope: journeyId };
    await studio.stage.deps.temporal.startResume(cause);
    const handle = studio.stage.deps.temporal.client.workflow.getHandle(resumeWorkflowId('journey_paused', journeyId));
    await handle.result();
    return handle;
  },
  bulk_enrollment: async (studio) => {
    const shop = await studio.openShop();
    studio.stage.now = new Date();
    const journeyId = await shop.addJourney([email]);
    const customerIds = await Promise.all([1, 2].map((n) => shop.addCustomer({ email: `past-${n}@example.com` })));
    const bulkId = await shop.inside(async (tenant) => {
      const listening = await openJourney(tenant, journeyId);
      if (!listening) throw new Error('The journey is not open');
      const choice = { condition: null, withinDays: null, customerIds, perDay: 1, spreadHours: 0, by: null };
      return createBulk(tenant, listening, choice, new Date());
    });
    await studio.stage.deps.temporal.startBulk({ organizationId: shop.id, bulkId: bulkId ?? '', journeyId });
    const handle = studio.stage.deps.temporal.client.workflow.getHandle(bulkWorkflowId(bulkId ?? ''));
    await until('it waits for tomorrow', () => has(handle, 'timerStartedEventAttributes'));
    return handle;
  },
  single_message: async (studio) => {
    const shop = await studio.openShop();
    const messageId = await shop.inside(async (tenant) => {
      const sender = await findSender(tenant, 'sms');
      if (!sender) throw new Error('The shop has no number');
      await tenant.db.sender.updateMany({ data: { registration: 'pending' } });
      const text = { subject: null, text: 'On our way', html: null, headers: {}, customerId: null };
      const from = { id: sender.id, from: '+15005550007', replyTo: null };
      return writeSingleMessage(
        tenant,
        { ...text, kind: 'answer', channel: 'sms', to: '+12025550123', sender: from, answersId: null, askedBy: null },
        new Date(),
      );
    });
    await studio.stage.deps.temporal.startMessage({ organizationId: shop.id, messageId, channel: 'sms' });
    const handle = studio.stage.deps.temporal.client.workflow.getHandle(messageWorkflowId(messageId));
    await until('it waits', () => has(handle, 'timerStartedEventAttributes'));
    return handle;
  },
  channel_notice: async (studio) => {
    const lane = `channel:email:${randomUUID()}`;
    await studio.stage.deps.temporal.nudgeLane('channel:email', lane);
    const handle = studio.stage.deps.temporal.client.workflow.getHandle(lane);
    await handle.result();
    return handle;
  },
};

export async function has(handle: WorkflowHandle, attributes: 'timerStartedEventAttributes'): Promise<boolean> {
  const { events } = await handle.fetchHistory();
  return (events ?? []).some((event) => Boolean(event[attributes]));
}

/** What lives around a connection: its loop, both syncs and one event of its provider. */
export async function aroundConnection(
  appUrl: string,
  server: TestWorkflowEnvironment,
  bundle: WorkflowBundle,
  take: (name: string, handle: WorkflowHandle) => Promise<void>,
): Promise<void> {
  const vendor = jobberVendor({ budgetMultiplier: 1000 });
  const stage = await openStage({ appUrl, server, bundle, vendor, pageSize: 2, sweepEveryMs: 2_000 });
  const workers = await stage.startWorkers();
  const running = (id: string) => server.client.workflow.getHandle(id);
  try {
    await stage.addJourney('job_completed', [email]);
    const jobs = await openJobs(stage, 6);
    const outcome = await stage.connect();
    if (!outcome.connected) throw new Error(outcome.reason);
    const { connectionId } = outcome;
    await nextSecond(stage);
    await until('all is read', async () => {
      const runs = await stage.inside(({ db }) => db.syncRun.findMany({ where: { status: 'completed' } }));
      return new Set(runs.map(({ kind }) => kind)).size >= 2;
    });
    for (const id of jobs) await stage.play('POST', `/jobs/${id}/complete`);
    await stage.until(
      'the jobs are found',
      async () => {
        const where = { trigger: 'job_completed', origin: 'live', decidedAt: { not: null } };
        return (await stage.inside(({ db }) => db.event.count({ where }))) >= jobs.length;
      },
      300_000,
    );
    await take('connection', running(`connection:${connectionId}`));
    await take('customer_sync', running(syncWorkflowId(connectionId)));
    await take('history_sync', running(`history:${connectionId}`));
    for await (const { workflowId } of server.client.workflow.list({ query: "WorkflowType = 'providerEvent'" })) {
      await take('provider_event', running(workflowId));
      break;
    }
  } finally {
    await workers.stop();
    await stage.close();
  }
}

async function openJobs(stage: Stage, count: number): Promise<unknown[]> {
  const ids: unknown[] = [];
  for (let n = 0; n < count; n++) {
    const client = await stage.play('POST', '/clients', { firstName: 'Ada', lastName: `${n}` });
    ids.push((await stage.play('POST', '/jobs', { clientId: client.id, title: `Job ${n}` })).id);
  }
  return ids;
}
