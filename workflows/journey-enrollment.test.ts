import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Context } from '@temporalio/activity';
import type { WorkflowHandle } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { createDecideActivities } from '../activities/decide-event.ts';
import { startEnrollments } from '../activities/enrollment.ts';
import type { Step } from '../journeys/definition.ts';
import type { SendingWindow } from '../journeys/sending-window.ts';
import { recordSkipWait, recordStop } from '../records/enrollment-records.ts';
import { pauseJourney, resumeJourney } from '../records/journeys.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { createTimeSkippingServer } from '../testing/temporal.ts';
import { sharedBundle } from '../testing/workflow-bundle.ts';
import { workflowCache } from '../testing/workflow-cache.ts';
import { createWorkers, type WorkflowBundle } from '../worker-pool.ts';
import { enrollmentWorkflowId, resumeWorkflowId } from './ids.ts';
import { type Progress, progress } from './journey-enrollment.ts';
import { searchAttributeKeys } from './search-attributes.ts';

const urls = withDatabase();
let server: TestWorkflowEnvironment;
let bundle: WorkflowBundle;
beforeAll(async () => {
  [server, bundle] = await Promise.all([createTimeSkippingServer(), sharedBundle()]);
  // Without them this server half makes what it then refuses to start.
  const keyword = temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;
  const searchAttributes = Object.fromEntries(Object.values(searchAttributeKeys).map(({ name }) => [name, keyword]));
  await server.connection.operatorService.addSearchAttributes({ namespace: 'default', searchAttributes });
}, 120_000);
afterAll(() => server?.teardown());

const allDay: NonNullable<SendingWindow['email']> = { everyDay: [0, 24], sunday: [0, 24] };
const email: Step = { id: 'mail', kind: 'send_email', subject: 'Done', body: 'Thank you' };
const wait: Step = { id: 'rest', kind: 'wait', amount: 1, unit: 'days' };
const sms: Step = { id: 'text', kind: 'send_sms', body: 'How was it?' };

type Scene = {
  stage: JourneyStage;
  shop: TestBusiness;
  start(steps: Step[], person?: { email: string }): Promise<{ id: string; handle: WorkflowHandle }>;
};

/** Workers on the server's clock, over a stage that leaves nothing behind. */
async function onStage(work: (scene: Scene) => Promise<void>): Promise<void> {
  const stage = await openJourneyStage(urls.appUrl, server.client);
  stage.now = new Date(await server.currentTimeMs());
  // Inside an activity it is as late as the server says.
  stage.deps.clock = () => {
    try {
      return new Date(Context.current().info.currentAttemptScheduledTimestampMs);
    } catch {
      return stage.now;
    }
  };
  const window = { email: allDay, marketingSms: allDay, transactionalSms: allDay };
  const shop = await stage.addBusiness({ zone: 'UTC', country: 'IE', window });
  const workers = await createWorkers(stage.deps, {
    connection: server.nativeConnection,
    namespace: server.namespace ?? 'default',
    buildId: null,
    bundle,
    ...workflowCache,
  });
  const running = Promise.all(workers.map((worker) => worker.run()));
  const start: Scene['start'] = async (steps, person) => {
    const id = await shop.enroll(steps, person);
    await startEnrollments(stage.deps, { organizationId: shop.id, enrollmentIds: [id] });
    return { id, handle: server.client.workflow.getHandle(enrollmentWorkflowId(id)) };
  };
  try {
    await work({ stage, shop, start });
  } finally {
    for (const worker of workers) worker.shutdown();
    await running;
    await stage.close();
  }
}

/** The server's clock stands still while nobody waits for a result, so this is reached without a wait ending. */
async function standing(handle: WorkflowHandle, reached: (progress: Progress) => boolean): Promise<Progress> {
  const giveUpAt = performance.now() + 90_000;
  for (;;) {
    const now = await handle.query(progress);
    if (reached(now)) return now;
    if (performance.now() > giveUpAt) throw new Error(`The enrollment stands at ${JSON.stringify(now)}`);
    // Without a cache every question replays the workflow: asked without a pause, nothing else is done.
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Every text in a history, payloads read as what they hold. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value instanceof Uint8Array) return [Buffer.from(value).toString('utf8')];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
const isWaiting = ({ code }: Progress) => code === 'waiting';

describe('the workflow of an enrollment', () => {
  it(
    'sends, waits a day, sends: 11 events for a message with its wait, and nobody is named in them',
    () =>
      onStage(async ({ stage, shop, start }) => {
        const historyOf = async (steps: Step[]) => {
          const { handle } = await start(steps);
          expect(await handle.result()).toBe('reached_end');
          return (await handle.fetchHistory()).events ?? [];
        };
        const [short, long] = [await historyOf([email]), await historyOf([email, wait, sms])];
        expect([(await stage.emails()).length, (await stage.texts()).length]).toEqual([2, 1]);
        expect(long.length - short.length).toBe(11);
        const told = textsIn(long).join(' ');
        expect(told).toContain(shop.id);
        expect(told).not.toMatch(/ada@example|Lovelace|2025550123|How was it/);
      }),
    120_000,
  );

  it(
    'goes on at once when the wait is skipped, and ends when it is stopped',
    () =>
      onStage(async ({ stage, shop, start }) => {
        const steps = [email, wait, sms];
        // Of two offers to one address the later one would wait for tomorrow.
        const [first, second] = [await start(steps), await start(steps, { email: 'bob@example.com' })];
        await Promise.all([first, second].map(({ handle }) => standing(handle, isWaiting)));
        await shop.inside((tenant) => recordSkipWait(tenant, first.id, null, stage.now));
        await shop.inside((tenant) => recordStop(tenant, second.id, null, stage.now));
        expect(await stage.deps.temporal.nudgeEnrollment(first.id)).toBe(true);
        expect(await stage.deps.temporal.nudgeEnrollment(second.id)).toBe(true);
        const isOver = ({ next }: Progress) => next === null;
        expect(await standing(first.handle, isOver)).toMatchObject({ code: 'reached_end' });
        expect(await standing(second.handle, isOver)).toMatchObject({ code: 'stopped_by_owner' });
        expect(await first.handle.result()).toBe('reached_end');
        expect(await second.handle.result()).toBe('stopped_by_owner');
        expect(await stage.texts()).toHaveLength(1);
        expect(await stage.deps.temporal.nudgeEnrollment(first.id)).toBe(false);
      }),
    120_000,
  );

  it(
    'ends at once when what ends it is decided, while it waits and before it is started',
    () =>
      onStage(async ({ stage, shop }) => {
        const exits = [{ on: 'invoice_paid', goal: true, about: 'customer' as const }];
        const enter = async () => {
          const id = await shop.enroll([wait, sms], {}, { exits });
          const row = await shop.inside((tenant) => tenant.db.enrollment.findFirstOrThrow({ where: { id } }));
          return { id, customerId: row.customerId, handle: server.client.workflow.getHandle(enrollmentWorkflowId(id)) };
        };
        const start = (id: string) => startEnrollments(stage.deps, { organizationId: shop.id, enrollmentIds: [id] });
        const pay = async (customerId: string) => {
          const eventId = await shop.addEvent(customerId, { trigger: 'invoice_paid' });
          return createDecideActivities(stage.deps).decideEvent({ organizationId: shop.id, eventId });
        };
        const [waits, fresh] = [await enter(), await enter()];
        await start(waits.id);
        await standing(waits.handle, isWaiting);
        expect((await pay(fresh.customerId)).nudge).toEqual([fresh.id]);
        await start(fresh.id);
        expect((await pay(waits.customerId)).nudge).toEqual([waits.id]);
        const goal = 'goal_reached:invoice_paid:acme';
        const isOver = ({ next }: Progress) => next === null;
        expect(await standing(waits.handle, isOver)).toMatchObject({ code: goal });
        expect([await fresh.handle.result(), await waits.handle.result()]).toEqual([goal, goal]);
        expect(await stage.texts()).toEqual([]);
      }),
    120_000,
  );

  it(
    'is held while its journey is paused, and woken when that ends',
    () =>
      onStage(async ({ stage, shop }) => {
        const id = await shop.enroll([email]);
        const { journeyId } = await shop.inside((tenant) => tenant.db.enrollment.findFirstOrThrow({ where: { id } }));
        await shop.inside((tenant) => pauseJourney(tenant, journeyId, stage.now));
        await startEnrollments(stage.deps, { organizationId: shop.id, enrollmentIds: [id] });
        const handle = server.client.workflow.getHandle(enrollmentWorkflowId(id));
        expect(await standing(handle, ({ hold }) => hold !== null)).toMatchObject({ hold: 'journey_paused' });
        expect(await stage.emails()).toEqual([]);
        await shop.inside((tenant) => resumeJourney(tenant, journeyId, stage.now));
        await stage.deps.temporal.startResume({ organizationId: shop.id, reason: 'journey_paused', scope: journeyId });
        const resume = server.client.workflow.getHandle(resumeWorkflowId('journey_paused', journeyId));
        expect(await resume.result()).toBe(1);
        expect(await handle.result()).toBe('reached_end');
        expect(await stage.emails()).toHaveLength(1);
      }),
    120_000,
  );

  it(
    'looks again by itself when nobody wakes it',
    () =>
      onStage(async ({ stage, shop }) => {
        const id = await shop.enroll([email]);
        const { journeyId } = await shop.inside((tenant) => tenant.db.enrollment.findFirstOrThrow({ where: { id } }));
        await shop.inside((tenant) => pauseJourney(tenant, journeyId, stage.now));
        await startEnrollments(stage.deps, { organizationId: shop.id, enrollmentIds: [id] });
        const handle = server.client.workflow.getHandle(enrollmentWorkflowId(id));
        await standing(handle, ({ hold }) => hold !== null);
        await shop.inside((tenant) => resumeJourney(tenant, journeyId, stage.now));
        expect(await handle.result()).toBe('reached_end');
      }),
    120_000,
  );

  it(
    'is started once, however often',
    () =>
      onStage(async ({ stage, shop, start }) => {
        const { id, handle } = await start([email]);
        const again = () => startEnrollments(stage.deps, { organizationId: shop.id, enrollmentIds: [id] });
        await Promise.all([again(), again()]);
        await handle.result();
        await again();
        expect(await stage.emails()).toHaveLength(1);
      }),
    120_000,
  );
});
