import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { startEnrollments } from './activities/enrollment.ts';
import type { Step } from './journeys/definition.ts';
import { makeCurrent } from './scripts/release/make-current.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from './testing/journey-stage.ts';
import { withDatabase } from './testing/postgres.ts';
import { createRealTimeServer } from './testing/temporal.ts';
import { type SharedBundle, sharedBundle } from './testing/workflow-bundle.ts';
import { workflowCache } from './testing/workflow-cache.ts';
import { createWorkers, type WorkflowBundle } from './worker-pool.ts';
import { enrollmentWorkflowId } from './workflows/ids.ts';
import { progress } from './workflows/journey-enrollment.ts';
import { queues } from './workflows/queues.ts';

let server: TestWorkflowEnvironment;
let bundle: SharedBundle;
let stage: JourneyStage;
let shop: TestBusiness;

// Hooks run in this order: the database goes last.
afterAll(async () => {
  await stage?.close();
  await server?.teardown();
});
const urls = withDatabase();
beforeAll(async () => {
  [server, bundle] = await Promise.all([createRealTimeServer(), sharedBundle()]);
  stage = await openJourneyStage(urls.appUrl, server.client);
  stage.now = new Date();
  stage.deps.clock = () => new Date();
  shop = await stage.addBusiness({ zone: 'UTC', window: { email: { everyDay: [0, 24], sunday: [0, 24] } } });
}, 120_000);

/** The builds by which messages left, in that order. */
const sentBy: string[] = [];
const taskQueues = Object.values(queues);

async function startBuild(buildId: string, ownBundle: WorkflowBundle = bundle): Promise<{ stop(): Promise<void> }> {
  const { email } = stage.deps.channels;
  if (!email) throw new Error('The stage has no email');
  const noting: typeof email = {
    ...email,
    async send(message) {
      sentBy.push(buildId);
      return email.send(message);
    },
  };
  const workers = await createWorkers(
    { ...stage.deps, channels: { email: noting } },
    { connection: server.nativeConnection, namespace: 'default', buildId, bundle: ownBundle, ...workflowCache },
  );
  const running = Promise.all(workers.map((worker) => worker.run()));
  return {
    async stop() {
      for (const worker of workers) worker.shutdown();
      await running;
    },
  };
}

const release = (buildId: string, patienceMs = 30_000) =>
  makeCurrent(server.connection, { namespace: 'default', buildId, patienceMs, taskQueues });

/** Two messages with a sleep of some seconds between them. */
async function enroll(seconds: number): Promise<WorkflowHandle> {
  const mail = { kind: 'send_email', subject: 'Done', body: 'Thank you' } as const;
  const date = { field: 'job.visit_at', amount: 0, unit: 'minutes' } as const;
  const steps: Step[] = [
    { id: 'first', ...mail },
    { id: 'rest', kind: 'wait_until', time: null, weekdays: [], date, passed: 'go_on' },
    { id: 'second', ...mail },
  ];
  stage.now = new Date();
  const address = `${Date.now()}@example.com`;
  const id = await shop.enroll(steps, { email: address }, { purpose: 'visit_reminder' });
  const { eventId } = await shop.inside(({ db }) => db.enrollment.findFirstOrThrow({ where: { id } }));
  const facts = { 'job.visit_at': new Date(Date.now() + seconds * 1000).toISOString() };
  await shop.inside(({ db }) => db.event.update({ where: { id: eventId ?? '' }, data: { facts } }));
  await startEnrollments(stage.deps, { organizationId: shop.id, enrollmentIds: [id] });
  const handle = server.client.workflow.getHandle(enrollmentWorkflowId(id));
  await until(async () => (await handle.query(progress)).code === 'waiting');
  return handle;
}

async function until(look: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 40_000; performance.now() < end; ) if (await look()) return;
  throw new Error('It did not come there');
}

const failedTasks = async (handle: WorkflowHandle) =>
  ((await handle.fetchHistory()).events ?? []).filter((event) => event.workflowTaskFailedEventAttributes).length;

describe('a release', () => {
  it('is refused while no worker of the build polls, and says where', async () => {
    await expect(release('nobody', 0)).rejects.toThrow(/No worker of build nobody polls events, journeys, email/);
  });

  it('lets who sleeps wake under the new build, and its worker alone', async () => {
    const one = await startBuild('one');
    expect(await release('one')).toEqual({ former: null });
    const handle = await enroll(6);
    expect(sentBy).toEqual(['one']);
    const two = await startBuild('two');
    try {
      expect(await release('two')).toEqual({ former: 'one' });
      await one.stop();
      expect(await handle.result()).toBe('reached_end');
      expect(sentBy).toEqual(['one', 'two']);
      expect(await failedTasks(handle)).toBe(0);
    } finally {
      await two.stop();
    }
  }, 120_000);

  it('that breaks who sleeps is taken back by the same command, and nobody is lost', async () => {
    const good = await startBuild('good');
    await release('good');
    sentBy.length = 0;
    const handle = await enroll(6);
    // Its histories begin with another activity: whoever sleeps cannot be replayed by it.
    const whole = readFileSync(bundle.codePath, 'utf8');
    const code = whole.replaceAll("next: 'decide'", "next: 'sendSms'");
    expect(code).not.toBe(whole);
    const bad = await startBuild('bad', { code });
    try {
      await release('bad');
      await until(async () => (await failedTasks(handle)) > 0);
      expect(sentBy).toEqual(['good']);
      expect(await release('good')).toEqual({ former: 'bad' });
      expect(await handle.result()).toBe('reached_end');
      expect(sentBy).toEqual(['good', 'good']);
    } finally {
      await bad.stop();
      await good.stop();
    }
  }, 180_000);
});
