import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { withDatabase } from '../testing/postgres.ts';
import { nextSecond, openStage, type Stage } from '../testing/stage.ts';
import { jobberVendor, quickbooksVendor, type StageVendor } from '../testing/stage-vendors.ts';
import { createRealTimeServer } from '../testing/temporal.ts';
import { sharedBundle } from '../testing/workflow-bundle.ts';
import type { WorkflowBundle } from '../worker-pool.ts';
import { progress } from './history-sync.ts';
import { historyWorkflowId } from './ids.ts';

const urls = withDatabase();
let server: TestWorkflowEnvironment;
let bundle: WorkflowBundle;
beforeAll(async () => {
  [server, bundle] = await Promise.all([createRealTimeServer(), sharedBundle()]);
}, 120_000);
afterAll(async () => {
  await server?.teardown();
});

let accounts = 0;
const account = () => `${Date.now()}${++accounts}`;
const jobber = (settings: Parameters<typeof jobberVendor>[0] = {}) => {
  const accountId = Buffer.from(`gid://Jobber/Account/${account()}`).toString('base64');
  return jobberVendor({ accountId, budgetMultiplier: 50, ...settings });
};
const quickbooks = () => quickbooksVendor({ realmId: account() });

/** Workers come when the test asks for them. */
async function onStage(
  vendor: StageVendor,
  work: (stage: Stage, begin: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const stage = await openStage({ appUrl: urls.appUrl, server, bundle, vendor });
  const running: { stop(): Promise<void> }[] = [];
  try {
    await work(stage, async () => void running.push(await stage.startWorkers()));
  } finally {
    for (const workers of running) await workers.stop();
    await stage.close();
  }
}

const day = 86_400_000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const runs = (stage: Stage, kind: string) =>
  stage.inside((tenant) => tenant.db.syncRun.findMany({ where: { kind }, orderBy: { startedAt: 'asc' } }));
const allRead = (stage: Stage) =>
  stage.until(
    'all is read',
    async () =>
      [...(await runs(stage, 'history')), ...(await runs(stage, 'customers'))].filter(
        ({ status }) => status === 'completed',
      ).length >= 2,
    60_000,
  );
const events = (stage: Stage, trigger: string) =>
  stage.inside((tenant) =>
    tenant.db.event.findMany({ where: { trigger }, include: { decisions: true }, orderBy: { occurredAt: 'asc' } }),
  );
const enrollments = (stage: Stage) => stage.inside((tenant) => tenant.db.enrollment.count());

/** What was finished before connecting, and what was finished after it while no webhook came and nobody read. */
type Played = { before: string; since: string };
const businesses: [
  string,
  () => StageVendor,
  string,
  (stage: Stage, connect: () => Promise<void>) => Promise<Played>,
][] = [
  [
    'a job completed',
    jobber,
    'job_completed',
    async (stage, connect) => {
      const { id: clientId } = await stage.play('POST', '/clients', { firstName: 'Ada', emails: [] });
      const job = () => stage.play('POST', '/jobs', { clientId, title: 'Gutters', createdAt: ago(30 * day) });
      const [before, since] = [await job(), await job()];
      await stage.play('POST', `/jobs/${before.id}/complete`);
      await connect();
      await stage.play('POST', `/jobs/${since.id}/complete`);
      return { before: String(before.id), since: String(since.id) };
    },
  ],
  [
    'an invoice paid',
    quickbooks,
    'invoice_paid',
    async (stage, connect) => {
      const { id: customerId } = await stage.play('POST', '/customers', { givenName: 'Ada' });
      const invoice = () => stage.play('POST', '/invoices', { customerId, total: 100, createdAt: ago(30 * day) });
      const [before, since] = [await invoice(), await invoice()];
      await stage.play('POST', '/payments', { invoiceIds: [before.id], createdAt: ago(10 * day) });
      await connect();
      await stage.play('POST', '/payments', { invoiceIds: [since.id] });
      return { before: String(before.id), since: String(since.id) };
    },
  ],
];

describe.each(businesses)('%s', (_what, vendor, trigger, play) => {
  it(
    'between connecting and the reading of its page fires once, before connecting never',
    () =>
      onStage(vendor(), async (stage, begin) => {
        await stage.addJourney(trigger, [{ id: 'end', kind: 'exit' }]);
        await stage.play('PUT', '/faults', { dropWebhooks: true });
        const { before, since } = await play(stage, async () => {
          await stage.connect();
          await nextSecond(stage);
        });
        await begin();
        await allRead(stage);
        await stage.until('it is decided', async () => (await enrollments(stage)) > 0);
        const found = await events(stage, trigger);
        expect(found.map(({ entityId, n, origin }) => [entityId, n, origin])).toEqual([
          [before, 1, 'history'],
          [since, 1, 'live'],
        ]);
        expect(found.map(({ decisions }) => decisions.map(({ reason }) => reason))).toEqual([
          ['before_connection'],
          ['enrolled'],
        ]);
        expect(await enrollments(stage)).toBe(1);
        expect(stage.sent).toEqual([]);
      }),
    90_000,
  );
});

describe('the history', () => {
  it(
    'is read open things first, then the customers follow; the workflow says how far it came',
    () =>
      onStage(jobber(), async (stage, begin) => {
        await stage.play('POST', '/seed', { clients: 30, finishedJobs: 40 });
        const { id: clientId } = await stage.play('POST', '/clients', { firstName: 'Ada' });
        await stage.play('POST', '/jobs', { clientId, title: 'Open', createdAt: ago(30 * day) });
        const outcome = await stage.connect();
        if (!outcome.connected) throw new Error(outcome.reason);
        await begin();
        await allRead(stage);
        const [history] = await runs(stage, 'history');
        const [customers] = await runs(stage, 'customers');
        expect(history).toMatchObject({ stage: 'past', cursor: null, error: null });
        expect(customers?.startedAt.getTime()).toBeGreaterThanOrEqual(history?.startedAt.getTime() ?? 0);
        const handle = server.client.workflow.getHandle(historyWorkflowId(outcome.connectionId));
        expect(await handle.query(progress)).toEqual({ stage: 'past', entities: history?.entities });
        expect(history?.entities).toBeGreaterThanOrEqual(40);
        const origins = await stage.inside((tenant) => tenant.db.event.groupBy({ by: ['origin'], _count: true }));
        expect(origins).toMatchObject([{ origin: 'history' }]);
        expect(await runs(stage, 'history')).toHaveLength(1);
      }),
    90_000,
  );

  it(
    'goes on where it stopped when the owner has connected again',
    () =>
      onStage(jobber({ budgetMultiplier: 20 }), async (stage, begin) => {
        await stage.play('POST', '/seed', { clients: 200, finishedJobs: 300 });
        await stage.connect();
        await begin();
        await stage.until('some pages', async () => ((await runs(stage, 'history'))[0]?.entities ?? 0) > 0);
        await stage.play('POST', '/tokens/revoke');
        await stage.until('it failed', async () => (await runs(stage, 'history'))[0]?.status === 'failed');
        const [failed] = await runs(stage, 'history');
        expect(failed?.error).toContain('Connect again');
        await stage.connect();
        await stage.until('it is read', async () => (await runs(stage, 'history'))[1]?.status === 'completed', 60_000);
        const [, second] = await runs(stage, 'history');
        expect(second?.pages).toBeGreaterThan(failed?.pages ?? 0);
        expect(second?.since).toEqual(failed?.since);
      }),
    120_000,
  );
});
