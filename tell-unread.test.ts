import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { decideEvent } from './activities/decide-event.ts';
import { startEnrollments } from './activities/enrollment.ts';
import type { Exit, Step } from './journeys/definition.ts';
import type { SendingWindow } from './journeys/sending-window.ts';
import { pickUp, reconcile, tellUnread } from './reconciler.ts';
import { recordSkipWait, recordStop } from './records/enrollment-records.ts';
import { pauseJourney, resumeJourney } from './records/journeys.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from './testing/journey-stage.ts';
import { withDatabase } from './testing/postgres.ts';
import { createRealTimeServer } from './testing/temporal.ts';
import { sharedBundle } from './testing/workflow-bundle.ts';
import { workflowCache } from './testing/workflow-cache.ts';
import { createWorkers } from './worker-pool.ts';

const urls = withDatabase();
const allDay: NonNullable<SendingWindow['email']> = { everyDay: [0, 24], sunday: [0, 24] };

let server: TestWorkflowEnvironment;
let stage: JourneyStage;
let shop: TestBusiness;
let stopWorkers: () => Promise<void>;
const email: Step = { id: 'mail', kind: 'send_email', subject: 'Done', body: 'Thank you' };
const wait: Step = { id: 'rest', kind: 'wait', amount: 1, unit: 'days' };

const rowOf = (id: string) => shop.inside((tenant) => tenant.db.enrollment.findFirstOrThrow({ where: { id } }));
const start = (id: string) => startEnrollments(stage.deps, { organizationId: shop.id, enrollmentIds: [id] });

async function reaches(id: string, status: string): Promise<void> {
  for (;;) {
    if ((await rowOf(id)).status === status) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function waiting(exits: Exit[] = []): Promise<string> {
  const id = await shop.enroll([wait, email], {}, { exits });
  await start(id);
  await reaches(id, 'active');
  return id;
}

/** A minute goes by without anybody telling Temporal. */
const aMinuteLater = () => {
  stage.now = new Date(stage.now.getTime() + 61_000);
};

describe('what was recorded while Temporal was out of reach', () => {
  beforeAll(async () => {
    const [opened, bundle] = await Promise.all([createRealTimeServer(), sharedBundle()]);
    server = opened;
    stage = await openJourneyStage(urls.appUrl, server.client);
    stage.now = new Date();
    shop = await stage.addBusiness({ window: { email: allDay, marketingSms: allDay, transactionalSms: allDay } });
    const { nativeConnection: connection } = server;
    const workers = await createWorkers(stage.deps, {
      connection,
      namespace: 'default',
      buildId: null,
      bundle,
      ...workflowCache,
    });
    const running = Promise.all(workers.map((worker) => worker.run()));
    stopWorkers = async () => {
      for (const worker of workers) worker.shutdown();
      await running;
    };
  }, 120_000);
  afterAll(async () => {
    await stopWorkers?.();
    await stage?.close();
    await server?.teardown();
  });

  it('is not told in the first minute: the nudge may be on its way', async () => {
    const id = await waiting();
    await shop.inside((tenant) => recordStop(tenant, id, null, stage.now));
    expect(await reconcile(stage.deps)).toMatchObject({ told: 0 });
    aMinuteLater();
    expect(await reconcile(stage.deps)).toMatchObject({ told: 1, nudged: 0, lost: 0 });
    await reaches(id, 'stopped');
  });

  it('is told: a stop ends it, a skipped wait sends', async () => {
    const [stopped, skipped] = [await waiting(), await waiting()];
    await shop.inside((tenant) => recordStop(tenant, stopped, null, stage.now));
    await shop.inside((tenant) => recordSkipWait(tenant, skipped, null, stage.now));
    aMinuteLater();
    await tellUnread(stage.deps);
    await reaches(stopped, 'stopped');
    await reaches(skipped, 'completed');
    expect(await reconcile(stage.deps)).toMatchObject({ told: 0 });
  });

  it('is told: an event ends it, whether it was decided then or is decided now', async () => {
    const paid = async () => {
      const id = await waiting([{ on: 'invoice_paid', goal: false, about: 'customer' }]);
      const eventId = await shop.addEvent((await rowOf(id)).customerId, { trigger: 'invoice_paid' });
      return { id, eventId };
    };
    const [decided, undecided] = [await paid(), await paid()];
    await decideEvent(stage.deps, { organizationId: shop.id, eventId: decided.eventId });
    await shop.inside((tenant) =>
      tenant.db.event.update({ where: { id: undecided.eventId }, data: { createdAt: stage.now } }),
    );
    aMinuteLater();
    expect(await tellUnread(stage.deps)).toMatchObject({ told: 1 });
    await reaches(decided.id, 'exited');
    expect((await rowOf(undecided.id)).status).toBe('active');
    expect(await pickUp(stage.deps)).toEqual({ decided: 1, started: 0 });
    await reaches(undecided.id, 'exited');
    expect(await reconcile(stage.deps)).toMatchObject({ told: 0 });
  });

  it('is told: who was held in a journey that was resumed goes on', async () => {
    // Who got a message today already would wait for tomorrow.
    const id = await shop.enroll([email], { email: 'bea@example.com' });
    const { journeyId } = await rowOf(id);
    await shop.inside((tenant) => pauseJourney(tenant, journeyId, stage.now));
    await start(id);
    await reaches(id, 'held');
    aMinuteLater();
    expect(await reconcile(stage.deps)).toMatchObject({ resumed: 0 });
    await shop.inside((tenant) => resumeJourney(tenant, journeyId, stage.now));
    await tellUnread(stage.deps);
    await reaches(id, 'completed');
  });
});
