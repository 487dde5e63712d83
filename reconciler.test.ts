import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { pino } from 'pino';
import { startEnrollments } from './activities/enrollment.ts';
import type { Step } from './journeys/definition.ts';
import { pickUp, reconcile } from './reconciler.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness, tuesdayNoon } from './testing/journey-stage.ts';
import { withDatabase } from './testing/postgres.ts';
import { createRealTimeServer } from './testing/temporal.ts';
import { sharedBundle } from './testing/workflow-bundle.ts';
import { workflowCache } from './testing/workflow-cache.ts';
import { createWorkers } from './worker-pool.ts';
import { connectionWorkflowId, enrollmentWorkflowId } from './workflows/ids.ts';

const email: Step = { id: 'mail', kind: 'send_email', subject: 'Done', body: 'Thank you' };
const minute = 60_000;
const logged: { enrollmentId?: string; msg: string }[] = [];
let server: TestWorkflowEnvironment;
let stage: JourneyStage;
let shop: TestBusiness;
// Hooks run in this order: the database goes last.
afterAll(async () => {
  await stage?.close();
  await server?.teardown();
});
const urls = withDatabase();
beforeAll(async () => {
  server = await createRealTimeServer();
  stage = await openJourneyStage(urls.appUrl, server.client);
  stage.deps.log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  shop = await stage.addBusiness();
}, 120_000);

const later = (minutes: number) => {
  stage.now = new Date(stage.now.getTime() + minutes * minute);
};
const workflowOf = (enrollmentId: string) => server.client.workflow.getHandle(enrollmentWorkflowId(enrollmentId));
const stateOf = async (handle: WorkflowHandle) => {
  try {
    return (await handle.describe()).status.name;
  } catch {
    return 'none';
  }
};
const looksAt = async (handle: WorkflowHandle) =>
  ((await handle.fetchHistory()).events ?? []).filter(
    ({ workflowExecutionSignaledEventAttributes: signal }) => signal?.signalName === 'look',
  ).length;
/** As a first step left it, which then was due in a minute. */
const waiting = async (status: 'active' | 'held' = 'active') => {
  const id = await shop.enroll([email]);
  const due = new Date(stage.now.getTime() + minute);
  await shop.inside((tenant) =>
    tenant.db.enrollment.update({ where: { id }, data: { status, due, lastStepAt: stage.now } }),
  );
  return id;
};
const startIt = (id: string) => startEnrollments(stage.deps, { organizationId: shop.id, enrollmentIds: [id] });

describe('an enrollment', () => {
  it('that stays new for a minute is started', async () => {
    const id = await shop.enroll([email]);
    expect((await pickUp(stage.deps)).started).toBe(0);
    expect(await stateOf(workflowOf(id))).toBe('none');
    later(2);
    expect(await pickUp(stage.deps)).toEqual({ decided: 0, started: 1 });
    expect(await stateOf(workflowOf(id))).toBe('RUNNING');
    const { runId } = await workflowOf(id).describe();
    await pickUp(stage.deps);
    expect((await workflowOf(id).describe()).runId).toBe(runId);
    await shop.inside((tenant) => tenant.db.enrollment.update({ where: { id }, data: { status: 'completed' } }));
  });

  it('that is overdue is nudged', async () => {
    const id = await waiting();
    await startIt(id);
    later(5);
    expect(await reconcile(stage.deps)).toMatchObject({ nudged: 0 });
    later(7);
    expect(await reconcile(stage.deps)).toMatchObject({ nudged: 1, started: 0, lost: 0 });
    expect(await looksAt(workflowOf(id))).toBe(1);
    await shop.inside((tenant) => tenant.db.enrollment.update({ where: { id }, data: { status: 'completed' } }));
  });

  it.each(['active', 'held'] as const)(
    'that is overdue while %s, and has no workflow, is started again',
    async (status) => {
      const ids = [await waiting(status), await waiting(status)];
      await startIt(ids[1] ?? '');
      await workflowOf(ids[1] ?? '').terminate();
      later(12);
      expect(await reconcile(stage.deps)).toMatchObject({ nudged: 0, started: 2, lost: 0 });
      for (const id of ids) expect(await stateOf(workflowOf(id))).toBe('RUNNING');
      await shop.inside((tenant) => tenant.db.enrollment.updateMany({ data: { status: 'completed' } }));
    },
  );

  it('whose workflow completed while its row goes on is told of, and not started again', async () => {
    const id = await shop.enroll([{ id: 'end', kind: 'exit' }]);
    await startIt(id);
    const workers = await createWorkers(stage.deps, {
      connection: server.nativeConnection,
      namespace: server.namespace ?? 'default',
      buildId: null,
      bundle: await sharedBundle(),
      ...workflowCache,
    });
    const running = Promise.all(workers.map((worker) => worker.run()));
    await workflowOf(id).result();
    for (const worker of workers) worker.shutdown();
    await running;
    later(12);
    expect(await reconcile(stage.deps)).toMatchObject({ nudged: 0, lost: 0 });
    const due = new Date(stage.now.getTime() - 11 * minute);
    await shop.inside((tenant) =>
      tenant.db.enrollment.update({ where: { id }, data: { status: 'active', due, lastStepAt: due } }),
    );
    logged.length = 0;
    expect(await reconcile(stage.deps)).toMatchObject({ nudged: 0, started: 0, lost: 1 });
    expect(await stateOf(workflowOf(id))).toBe('COMPLETED');
    expect(logged).toMatchObject([{ enrollmentId: id, msg: expect.stringContaining('ended while its row goes on') }]);
    await shop.inside((tenant) => tenant.db.enrollment.updateMany({ data: { status: 'completed' } }));
  }, 60_000);
});

describe('an event', () => {
  it('that stays undecided for a minute is decided, and who enrolls by it is started', async () => {
    const trigger = `job_${crypto.randomUUID()}`;
    await shop.addJourney([email], { trigger: { provider: 'acme', type: trigger } });
    const eventId = await shop.addEvent(await shop.addCustomer(), { trigger });
    const made = (createdAt: Date) =>
      shop.inside((tenant) => tenant.db.event.update({ where: { id: eventId }, data: { createdAt } }));
    await made(stage.now);
    expect(await pickUp(stage.deps)).toEqual({ decided: 0, started: 0 });
    await made(new Date(stage.now.getTime() - 2 * minute));
    expect(await pickUp(stage.deps)).toEqual({ decided: 1, started: 0 });
    const [enrollment] = await shop.inside((tenant) => tenant.db.enrollment.findMany({ where: { eventId } }));
    expect(await stateOf(workflowOf(enrollment?.id ?? ''))).toBe('RUNNING');
    expect(await pickUp(stage.deps)).toEqual({ decided: 0, started: 0 });
  });

  it('that cannot be decided keeps nobody else waiting', async () => {
    const trigger = `job_${crypto.randomUUID()}`;
    const journeyId = await shop.addJourney([email], { trigger: { provider: 'acme', type: trigger } });
    const created = new Date(stage.now.getTime() - 2 * minute);
    const ids = [await shop.addEvent(await shop.addCustomer(), { trigger }), await shop.addEvent(null)];
    await shop.inside(async (tenant) => {
      await tenant.db.event.updateMany({ where: { id: { in: ids } }, data: { createdAt: created } });
      // A version that an older release wrote and this one cannot read.
      await tenant.db.journeyVersion.updateMany({ where: { journeyId }, data: { definition: { format: 0 } } });
    });
    logged.length = 0;
    expect(await pickUp(stage.deps)).toMatchObject({ decided: 1 });
    expect(logged).toMatchObject([{ eventId: ids[0], msg: 'not picked up this time' }]);
  });
});

describe('a connection', () => {
  it('whose last round is long ago gets its workflow back', async () => {
    const connection = () => server.client.workflow.getHandle(connectionWorkflowId(shop.connectionId));
    const wentRound = (lastRoundAt: Date) =>
      shop.inside((tenant) => tenant.db.connection.update({ where: { id: shop.connectionId }, data: { lastRoundAt } }));
    await wentRound(tuesdayNoon);
    await connection()
      .terminate()
      .catch(() => undefined);
    stage.now = new Date(tuesdayNoon.getTime() + 100 * minute);
    expect(await reconcile(stage.deps)).toMatchObject({ tended: 0 });
    later(40);
    expect(await reconcile(stage.deps)).toMatchObject({ tended: 1 });
    expect(await stateOf(connection())).toBe('RUNNING');
  });
});
