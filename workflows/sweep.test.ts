import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { recordSkipWait } from '../records/enrollment-records.ts';
import { eventKey } from '../records/events.ts';
import { withDatabase } from '../testing/postgres.ts';
import { nextSecond, openStage, type Stage } from '../testing/stage.ts';
import { jobberVendor, quickbooksVendor, type StageVendor } from '../testing/stage-vendors.ts';
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

let accounts = 0;
const account = () => `${Date.now()}${++accounts}`;
const jobber = () => jobberVendor({ accountId: encoded(account()), budgetMultiplier: 50 });
const encoded = (id: string) => Buffer.from(`gid://Jobber/Account/${id}`).toString('base64');
const quickbooks = () => quickbooksVendor({ realmId: account() });

async function onStage(
  vendor: StageVendor,
  work: (stage: Stage) => Promise<void>,
  options: Partial<Parameters<typeof openStage>[0]> = {},
): Promise<void> {
  const stage = await openStage({ appUrl: urls.appUrl, server, bundle, vendor, sweepEveryMs: 500, ...options });
  const workers = await stage.startWorkers();
  try {
    await work(stage);
  } finally {
    await workers.stop();
    await stage.close();
  }
}

const day = 86_400_000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const events = (stage: Stage, trigger: string) =>
  stage.inside((tenant) => tenant.db.event.findMany({ where: { trigger }, orderBy: { n: 'asc' } }));
const connection = (stage: Stage) => stage.inside((tenant) => tenant.db.connection.findFirstOrThrow());
const historyRead = (stage: Stage) =>
  stage.until('the history is read', async () => {
    const runs = await stage.inside((tenant) => tenant.db.syncRun.findMany({ where: { kind: 'history' } }));
    return runs.some(({ status }) => status === 'completed');
  });
/** Two sweeps that began after now have ended. */
const sweptAgain = async (stage: Stage) => {
  const since = new Date();
  const swept = async () => ((await connection(stage)).sweptUntil ?? new Date(0)) > since;
  await stage.until('it was swept', swept);
  const first = (await connection(stage)).sweptUntil ?? since;
  await stage.until('it was swept again', async () => ((await connection(stage)).sweptUntil ?? since) > first);
};

/** A client with an open job, and a connection whose past is read. */
async function withOpenJob(stage: Stage): Promise<{ clientId: string; jobId: string }> {
  const { id: clientId } = await stage.play('POST', '/clients', { firstName: 'Ada' });
  const job = await stage.play('POST', '/jobs', { clientId, title: 'Gutters', createdAt: ago(30 * day) });
  await stage.connect();
  await nextSecond(stage);
  await historyRead(stage);
  return { clientId: String(clientId), jobId: String(job.id) };
}

describe('a webhook that was lost', () => {
  it(
    'is found by the sweep under the same key, and told later it is no second event',
    () =>
      onStage(jobber(), async (stage) => {
        const { jobId } = await withOpenJob(stage);
        await stage.play('PUT', '/faults', { dropWebhooks: true });
        await stage.play('POST', `/jobs/${jobId}/complete`);
        const completed = () => events(stage, 'job_completed');
        await stage.until('it is found', async () => (await completed()).some(({ decidedAt }) => decidedAt));
        await stage.play('PUT', '/faults', { dropWebhooks: false });
        await stage.play('POST', '/webhooks/send', { topic: 'JOB_UPDATE', itemId: jobId, times: 3 });
        await stage.play('POST', `/jobs/${jobId}/touch`);
        await sweptAgain(stage);
        const { accountId, webhookLastReceivedAt } = await connection(stage);
        const entity = { kind: 'job', id: jobId };
        expect(await completed()).toMatchObject([
          {
            foundBy: 'sweep',
            origin: 'live',
            key: eventKey('jobber', accountId, { entity, trigger: 'job_completed', n: 1 }),
          },
        ]);
        expect(await events(stage, 'visit_completed')).toHaveLength(1);
        expect(webhookLastReceivedAt).not.toBeNull();
      }),
    60_000,
  );

  it(
    'and one that was not are one event, when the sweep comes after it',
    () =>
      onStage(jobber(), async (stage) => {
        const { jobId } = await withOpenJob(stage);
        await stage.play('POST', `/jobs/${jobId}/complete`);
        await stage.until('it is told', async () => (await events(stage, 'job_completed')).length > 0);
        await sweptAgain(stage);
        expect(await events(stage, 'job_completed')).toMatchObject([{ foundBy: 'webhook', n: 1 }]);
      }),
    60_000,
  );

  it(
    'does not count as received',
    () =>
      onStage(jobber(), async (stage) => {
        await stage.play('PUT', '/faults', { dropWebhooks: true });
        const { jobId } = await withOpenJob(stage);
        await stage.play('POST', `/jobs/${jobId}/complete`);
        await stage.until('it is found', async () => (await events(stage, 'job_completed')).length > 0);
        await sweptAgain(stage);
        expect((await connection(stage)).webhookLastReceivedAt).toBeNull();
      }),
    60_000,
  );

  it.each([
    ['ahead', 10],
    ['behind', -10],
  ])(
    'is found with a provider whose clock is ten minutes %s',
    (_word, clockSkewMinutes) =>
      onStage(
        jobber(),
        async (stage) => {
          await stage.play('PUT', '/faults', { clockSkewMinutes, dropWebhooks: true });
          const { id: clientId } = await stage.play('POST', '/clients', { firstName: 'Ada', createdAt: ago(day) });
          const made = { clientId, title: 'Gutters', createdAt: ago(30 * day) };
          const before = await stage.play('POST', '/jobs', made);
          const after = await stage.play('POST', '/jobs', made);
          await stage.play('POST', `/jobs/${before.id}/complete`);
          await stage.connect();
          await stage.play('PUT', '/faults', { clockSkewMinutes: clockSkewMinutes + 0.05 });
          await stage.play('POST', `/jobs/${after.id}/complete`);
          await stage.until('it is found', async () =>
            (await events(stage, 'job_completed')).some(({ origin }) => origin === 'live'),
          );
          await historyRead(stage);
          await sweptAgain(stage);
          const completed = await events(stage, 'job_completed');
          expect(completed.filter(({ origin }) => origin === 'live').map(({ entityId }) => entityId)).toEqual([
            after.id,
          ]);
          // What changed "in the future" is read again by every sweep: the history needs a pause between them.
        },
        { sweepEveryMs: 5_000 },
      ),
    90_000,
  );
});

/** The one enrollment is woken as if its wait was over. */
async function wakeEnrollment(stage: Stage): Promise<void> {
  const { id } = await stage.inside((tenant) => tenant.db.enrollment.findFirstOrThrow());
  await stage.inside((tenant) => recordSkipWait(tenant, id, null, new Date()));
  await stage.deps.temporal.nudgeEnrollment(id);
}

const afterAWait: Parameters<Stage['addJourney']>[1] = [
  { id: 'wait', kind: 'wait', amount: 1, unit: 'hours' },
  { id: 'mail', kind: 'send_email', subject: 'Thanks', body: 'Hello' },
];
const enrollment = (stage: Stage) => stage.inside((tenant) => tenant.db.enrollment.findFirst());
const waits = (stage: Stage) =>
  stage.until('the journey waits', async () => (await enrollment(stage))?.status === 'active');
/** What happened at the provider is known; then the enrollment looks, and ends without a word. */
const endsInSilence = async (stage: Stage) => {
  const ada = () => stage.inside((tenant) => tenant.db.customer.findFirst({ where: { firstName: 'Ada' } }));
  await stage.until('the customer is gone', async () => (await ada())?.deletedAt != null);
  await wakeEnrollment(stage);
  await stage.until('the journey ended', async () => (await enrollment(stage))?.status === 'exited');
  expect(await enrollment(stage)).toMatchObject({ status: 'exited', finishReason: 'customer_gone' });
  expect(stage.sent).toEqual([]);
};

describe('a customer that goes while a journey waits', () => {
  it(
    'ends the journey when it is deleted',
    () =>
      onStage(jobber(), async (stage) => {
        await stage.addJourney('job_completed', afterAWait);
        const { clientId, jobId } = await withOpenJob(stage);
        await stage.play('POST', `/jobs/${jobId}/complete`);
        await waits(stage);
        await stage.play('DELETE', `/clients/${clientId}`);
        await endsInSilence(stage);
      }),
    60_000,
  );

  it(
    'ends the journey when it is merged into another, also when nobody told; its papers go on there',
    () =>
      onStage(quickbooks(), async (stage) => {
        await stage.addJourney('invoice_paid', afterAWait);
        const ada = await stage.play('POST', '/customers', { givenName: 'Ada', email: 'ada@example.com' });
        const bob = await stage.play('POST', '/customers', { givenName: 'Bob', email: 'bob@example.com' });
        const made = { customerId: ada.id, total: 100, createdAt: ago(30 * day) };
        const [first, second] = [
          await stage.play('POST', '/invoices', made),
          await stage.play('POST', '/invoices', made),
        ];
        await stage.connect();
        await nextSecond(stage);
        await historyRead(stage);
        await stage.play('POST', '/payments', { invoiceIds: [first.id] });
        await waits(stage);
        await stage.play('PUT', '/faults', { dropWebhooks: true });
        await stage.play('POST', `/customers/${ada.id}/merge`, { into: bob.id });
        await endsInSilence(stage);
        await stage.play('POST', '/payments', { invoiceIds: [second.id] });
        const paid = async () => (await events(stage, 'invoice_paid')).find(({ entityId }) => entityId === second.id);
        await stage.until('the other is paid', async () => (await paid()) !== undefined);
        const heir = await stage.inside((tenant) => tenant.db.customer.findFirst({ where: { firstName: 'Bob' } }));
        expect(await paid()).toMatchObject({ customerId: heir?.id, foundBy: 'sweep', origin: 'live' });
      }),
    60_000,
  );
});

const inSeconds = (seconds: number) => new Date(Math.ceil(Date.now() / 1000 + seconds) * 1000);

describe('a job that begins by the clock', () => {
  it(
    'is one event at the start of its visit, and follows its rescheduling',
    () =>
      onStage(
        jobber(),
        async (stage) => {
          const { id: clientId } = await stage.play('POST', '/clients', { firstName: 'Ada' });
          await stage.connect();
          await nextSecond(stage);
          // The reading of the past may see a visit that has just begun before its due check does.
          await historyRead(stage);
          const [soon, later] = [inSeconds(3), inSeconds(7)];
          const visits = [{ startAt: soon.toISOString() }];
          const made = await stage.play('POST', '/jobs', { clientId, title: 'Gutters', visits });
          const stays = await stage.play('POST', '/jobs', { clientId, title: 'Roof', visits });
          const [visit] = made.visits as { id: string }[];
          const due = () => stage.inside((tenant) => tenant.db.dueCheck.findMany());
          await stage.until('both wait for their time', async () => (await due()).length === 2);
          await stage.play('POST', `/visits/${visit?.id}/reschedule`, { startAt: later.toISOString() });
          const started = () => events(stage, 'job_started');
          await stage.until('both have begun', async () => (await started()).length === 2);
          await stage.until('nothing waits', async () => (await due()).length === 0);
          expect((await started()).map(({ entityId, occurredAt, foundBy }) => [entityId, occurredAt, foundBy])).toEqual(
            expect.arrayContaining([
              [stays.id, soon, 'due'],
              [made.id, later, 'due'],
            ]),
          );
        },
        { sweepEveryMs: day },
      ),
    60_000,
  );
});
