import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { connectionTo } from '../records/connections.ts';
import { asOwner } from '../testing/as-owner.ts';
import { withDatabase } from '../testing/postgres.ts';
import { nextSecond, openStage, type Stage } from '../testing/stage.ts';
import { createRealTimeServer } from '../testing/temporal.ts';
import { sharedBundle } from '../testing/workflow-bundle.ts';
import type { WorkflowBundle } from '../worker-pool.ts';

const urls = withDatabase();
let server: TestWorkflowEnvironment;
let bundle: WorkflowBundle;
beforeAll(async () => {
  [server, bundle] = await Promise.all([createRealTimeServer(), sharedBundle()]);
}, 120_000);
afterAll(async () => {
  await server?.teardown();
});

async function onStage(
  work: (stage: Stage) => Promise<void>,
  options: Partial<Parameters<typeof openStage>[0]> = {},
): Promise<void> {
  const settings = { accountId: account(), budgetMultiplier: 50, ...options.settings };
  const stage = await openStage({ appUrl: urls.appUrl, server, bundle, ...options, settings });
  const workers = await stage.startWorkers();
  try {
    await work(stage);
  } finally {
    await workers.stop();
    await stage.close();
  }
}

let accounts = 0;
const account = () => Buffer.from(`gid://Jobber/Account/${Date.now()}${++accounts}`).toString('base64');
const day = 86_400_000;
const deep = process.env.AFTERJOB_DEEP === '1';
const [clients, finishedJobs] = deep ? [10_000, 200] : [1_000, 40];
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

const nobody = Buffer.from('gid://Jobber/Client/987654321').toString('base64');

const events = (stage: Stage, origin?: string) =>
  stage.inside((tenant) =>
    tenant.db.event.findMany({ where: origin ? { origin } : {}, include: { decisions: true }, orderBy: { n: 'asc' } }),
  );
const statuses = async (stage: Stage) => (await deliveries(stage)).filter(({ open }) => !open);
const allProcessed = (stage: Stage, count: number) =>
  stage.until(`${count} deliveries are finished`, async () => (await statuses(stage)).length >= count);

describe('a job that was open at connect', () => {
  it(
    'and is completed after it, is one live event, whatever notices come how often',
    () =>
      onStage(async (stage) => {
        const client = await stage.play('POST', '/clients', {
          firstName: 'Ada',
          emails: [{ address: 'ada@example.com' }],
        });
        const job = await stage.play('POST', '/jobs', {
          clientId: client.id,
          title: 'Gutters',
          createdAt: ago(30 * day),
        });
        await stage.connect();
        await nextSecond(stage);
        await stage.play('PUT', '/faults', { duplicateWebhooks: true });
        await stage.play('POST', `/jobs/${job.id}/complete`);
        await stage.play('POST', '/webhooks/send', { topic: 'JOB_UPDATE', itemId: job.id, times: 50 });
        await stage.until('both events', async () => (await events(stage, 'live')).length >= 2);
        await stage.play('POST', `/jobs/${job.id}/touch`);
        await stage.until('none is open', async () => (await openDeliveries(stage)) === 0);
        const live = await events(stage, 'live');
        expect(live.map(({ trigger }) => trigger).sort()).toEqual(['job_completed', 'visit_completed']);
        expect(live.every(({ decidedAt }) => decidedAt !== null)).toBe(true);
        // Its visit was a month ago.
        const before = (await events(stage, 'history')).map(({ trigger }) => trigger);
        expect(before.sort()).toEqual(['job_started', 'visit_scheduled']);
        const customer = await stage.inside((tenant) => tenant.db.customer.findFirst());
        expect(customer).toMatchObject({ firstName: 'Ada', email: 'ada@example.com' });
        expect(live.map(({ customerId }) => customerId)).toEqual([customer?.id, customer?.id]);
      }),
    60_000,
  );
});

describe('a job that is closed and waits for its invoice', () => {
  it(
    'is one closing however often it is told, and a second one after a reopening',
    () =>
      onStage(async (stage) => {
        const client = await stage.play('POST', '/clients', { firstName: 'Ada' });
        const { id } = await stage.play('POST', '/jobs', {
          clientId: client.id,
          title: 'Gutters',
          createdAt: ago(day),
        });
        await stage.connect();
        await nextSecond(stage);
        const closings = async () =>
          (await events(stage)).filter(({ trigger }) => trigger === 'job_closed').map(({ n, origin }) => [n, origin]);
        const settled = () => stage.until('none is open', async () => (await openDeliveries(stage)) === 0);
        await stage.play('PUT', '/faults', { duplicateWebhooks: true });
        await stage.play('POST', `/jobs/${id}/close`, { awaitsInvoice: true });
        await stage.until('it is closed', async () => (await closings()).length > 0);
        await stage.play('POST', '/webhooks/send', { topic: 'JOB_CLOSED', itemId: id, times: 3 });
        // A notice that is newer than the job is believed to be ahead of the reading, and read again.
        await stage.play('POST', `/jobs/${id}/touch`);
        await settled();
        expect(await closings()).toEqual([[1, 'live']]);
        await stage.play('POST', `/jobs/${id}/reopen`);
        await settled();
        await stage.play('POST', `/jobs/${id}/close`, { awaitsInvoice: true });
        await stage.until('it is closed again', async () => (await closings()).length > 1);
        await settled();
        expect(await closings()).toEqual([
          [1, 'live'],
          [2, 'live'],
        ]);
      }),
    90_000,
  );
});

describe('years of history', () => {
  it(
    `connect without a word: ${clients} clients, ${finishedJobs} updates of what was finished, then one that is done`,
    () =>
      onStage(
        async (stage) => {
          await stage.play('POST', '/seed', { clients, finishedJobs });
          const [client] = ((await stage.play('GET', '/state')) as { clients: { id: string }[] }).clients;
          const open = await stage.play('POST', '/jobs', {
            clientId: client?.id,
            title: 'Open',
            createdAt: ago(20 * day),
          });
          await stage.connect();
          const done = async () =>
            (await stage.inside((t) => connectionTo(t, 'jobber')))?.lastSyncStatus === 'completed';
          await stage.until('the sync ended', done, 240_000);
          expect(await stage.inside((tenant) => tenant.db.customer.count())).toBe(clients);

          const { jobs } = (await stage.play('GET', '/state?limit=300')) as { jobs: { id: string }[] };
          const finished = jobs.filter(({ id }) => id !== open.id).slice(0, finishedJobs);
          expect(finished).toHaveLength(finishedJobs);
          for (const { id } of finished) await stage.play('POST', `/jobs/${id}/touch`);
          const decided = () =>
            stage.inside((tenant) =>
              tenant.db.event.count({ where: { trigger: 'job_completed', decidedAt: { not: null } } }),
            );
          await stage.until('all are judged', async () => (await decided()) >= finishedJobs, 120_000);
          const history = await events(stage);
          expect(history.every(({ origin }) => origin === 'history')).toBe(true);
          const completed = history.filter(({ trigger }) => trigger === 'job_completed');
          expect(completed.map(({ decisions }) => decisions.map(({ reason }) => reason))).toEqual(
            Array.from({ length: finishedJobs }, () => ['before_connection']),
          );
          expect(await stage.inside((tenant) => tenant.db.enrollment.count())).toBe(0);

          await stage.play('POST', `/jobs/${open.id}/complete`);
          await stage.until('one is live', async () => (await events(stage, 'live')).length > 0);
          const live = await events(stage, 'live');
          expect(live.filter(({ trigger }) => trigger === 'job_completed')).toHaveLength(1);
        },
        { pageSize: 200 },
      ),
    400_000,
  );
});

describe('what arrives', () => {
  it(
    'while Temporal is down is processed afterwards, each once',
    () =>
      onStage(async (stage) => {
        const client = await stage.play('POST', '/clients', { firstName: 'Ada' });
        const jobs: Record<string, unknown>[] = [];
        for (let n = 0; n < 50; n++) {
          jobs.push(
            await stage.play('POST', '/jobs', { clientId: client.id, title: `Job ${n}`, createdAt: ago(9 * day) }),
          );
        }
        await stage.connect();
        await nextSecond(stage);
        stage.temporalIsDown = true;
        for (const { id } of jobs) await stage.play('POST', `/jobs/${id}/complete`);
        await stage.until('the inbox holds 100', async () => (await openDeliveries(stage)) >= 100);
        expect(await statuses(stage)).toEqual([]);
        stage.temporalIsDown = false;
        await stage.until('none is open', async () => (await openDeliveries(stage)) === 0, 90_000);
        const completed = (await events(stage, 'live')).filter(({ trigger }) => trigger === 'job_completed');
        expect(new Set(completed.map(({ entityId }) => entityId)).size).toBe(50);
        expect(completed).toHaveLength(50);
      }),
    150_000,
  );

  it(
    'for an account that nobody connected is kept, and processed once somebody has',
    () =>
      onStage(async (stage) => {
        await stage.play('POST', '/webhooks/send', { topic: 'CLIENT_CREATE', itemId: nobody });
        const kept = async () => (await statuses(stage)).map(({ status }) => status);
        await stage.until('it is kept', async () => (await kept()).includes('unknown_account'));
        await stage.connect();
        await stage.until('it is processed', async () => (await kept()).includes('processed'));
        expect(await statuses(stage)).toMatchObject([
          { status: 'processed', reason: expect.stringContaining('not have it') },
        ]);
      }),
    60_000,
  );

  it(
    'about a client that is deleted before it is read leaves a customer that is gone',
    () =>
      onStage(async (stage) => {
        await stage.connect();
        const client = await stage.play('POST', '/clients', { firstName: 'Ada' });
        await stage.until('the client is there', async () => (await stage.inside((t) => t.db.customer.count())) === 1);
        await stage.play('DELETE', `/clients/${client.id}`);
        await stage.until(
          'it is gone',
          async () => (await stage.inside((t) => t.db.customer.findFirst()))?.deletedAt != null,
        );
        await allProcessed(stage, 2);
      }),
    60_000,
  );

  it(
    'and starts nothing is kept as not needed',
    () =>
      onStage(async (stage) => {
        await stage.connect();
        await stage.play('POST', '/webhooks/send', { topic: 'EXPENSE_CREATE', itemId: 'MQ==' });
        await allProcessed(stage, 1);
        expect(await statuses(stage)).toMatchObject([{ topic: 'EXPENSE_CREATE', status: 'not_needed' }]);
      }),
    60_000,
  );

  it(
    'leaves no name, address or token in the histories or the log',
    () =>
      onStage(async (stage) => {
        const name = `Canary${Math.random().toString(36).slice(2)}`;
        const client = await stage.play('POST', '/clients', {
          firstName: name,
          emails: [{ address: `${name}@example.com` }],
        });
        await stage.connect();
        await nextSecond(stage);
        const job = await stage.play('POST', '/jobs', { clientId: client.id, title: name });
        await stage.play('PUT', '/faults', { serverError: true });
        await stage.play('POST', `/jobs/${job.id}/complete`);
        await stage.play('PUT', '/faults', { serverError: false });
        await stage.until('it is live', async () => (await events(stage, 'live')).length > 0);
        const token = await stage.inside((tenant) => tenant.db.connectionTokens.findFirst());
        expect(token?.accessToken.length).toBeGreaterThan(20);
        for await (const { workflowId, runId } of server.client.workflow.list()) {
          const history = await server.client.workflow.getHandle(workflowId, runId).fetchHistory();
          const text = JSON.stringify(history, (_key, value) =>
            value instanceof Uint8Array ? Buffer.from(value).toString() : value,
          );
          expect(`${workflowId} ${text.includes(name)}`).toBe(`${workflowId} false`);
        }
        expect(stage.logged.join('')).not.toContain(name);
      }),
    60_000,
  );
});

const openDeliveries = async (stage: Stage) => (await deliveries(stage)).filter(({ open }) => open).length;

/** As the owner of the tables: the app role may not read this one. */
async function deliveries(stage: Stage): Promise<{ topic: string; status: string; reason: string; open: boolean }[]> {
  const { account: own } = (await stage.play('GET', '/state?limit=0')) as { account: { id: string } };
  const sql = `SELECT topic, status, reason, status IN ('received', 'taken') AS open FROM afterjob.deliveries WHERE account_id = $1`;
  return asOwner(urls, sql, [own.id]);
}
