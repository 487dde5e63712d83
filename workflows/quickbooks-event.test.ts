import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { withDatabase } from '../testing/postgres.ts';
import { nextSecond, openStage, type Stage } from '../testing/stage.ts';
import { quickbooksVendor } from '../testing/stage-vendors.ts';
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

const day = 86_400_000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
let companies = 0;

async function onStage(work: (stage: Stage) => Promise<void>): Promise<void> {
  const vendor = quickbooksVendor({ realmId: `${Date.now()}${++companies}` });
  const stage = await openStage({ appUrl: urls.appUrl, server, bundle, vendor });
  const workers = await stage.startWorkers();
  try {
    await work(stage);
  } finally {
    await workers.stop();
    await stage.close();
  }
}

const events = (stage: Stage, trigger: string) =>
  stage.inside((tenant) =>
    tenant.db.event.findMany({
      where: { trigger },
      include: { decisions: true },
      orderBy: [{ occurredAt: 'asc' }, { n: 'asc' }],
    }),
  );
/** Whether the transition held when the entity was last read; undefined: not read yet. */
const held = async (stage: Stage, id: unknown, trigger: string): Promise<boolean | undefined> => {
  const where = { externalId: String(id) };
  const row = await stage.inside((tenant) => tenant.db.entity.findFirst({ where, orderBy: { kind: 'asc' } }));
  return ((row?.holds ?? {}) as Record<string, { holds: boolean } | undefined>)[trigger]?.holds;
};
const customer = (stage: Stage) => stage.play('POST', '/customers', { givenName: 'Ada', email: 'ada@example.com' });

describe('a payment', () => {
  it(
    'is one event of each invoice that it paid, with the facts of that invoice',
    () =>
      onStage(async (stage) => {
        const { id: customerId } = await customer(stage);
        const createdAt = ago(30 * day);
        const one = await stage.play('POST', '/invoices', { customerId, total: 100, createdAt });
        const two = await stage.play('POST', '/invoices', { customerId, total: 50, createdAt });
        const left = await stage.play('POST', '/invoices', { customerId, total: 70, createdAt });
        await stage.connect();
        await nextSecond(stage);
        await stage.play('PUT', '/faults', { duplicateWebhooks: true });
        await stage.play('POST', '/payments', { invoiceIds: [one.id, two.id, left.id], amount: 160 });
        await stage.until('both are paid', async () => (await events(stage, 'invoice_paid')).length >= 2);
        await stage.play('POST', `/invoices/${one.id}/touch`);
        await stage.until(
          'all decided',
          async () => (await events(stage, 'invoice_paid')).filter(({ decidedAt }) => decidedAt).length >= 2,
        );
        const paid = await events(stage, 'invoice_paid');
        expect(paid.map(({ entityId, n, origin }) => [entityId, n, origin]).sort()).toEqual([
          [one.id, 1, 'live'],
          [two.id, 1, 'live'],
        ]);
        const numbers = new Map(
          paid.map(({ entityId, facts }) => [entityId, (facts as Record<string, unknown>)['invoice.number']]),
        );
        expect([numbers.get(String(one.id)), numbers.get(String(two.id))]).toEqual([one.docNumber, two.docNumber]);
        const ada = await stage.inside((tenant) => tenant.db.customer.findFirst({ where: { firstName: 'Ada' } }));
        expect(paid.map(({ customerId: owner }) => owner)).toEqual([ada?.id, ada?.id]);
      }),
    60_000,
  );

  it(
    'from before connecting is history, also when the invoice is touched after it',
    () =>
      onStage(async (stage) => {
        const { id: customerId } = await customer(stage);
        const { id } = await stage.play('POST', '/invoices', { customerId, total: 100, createdAt: ago(30 * day) });
        await stage.play('POST', '/payments', { invoiceIds: [id], createdAt: ago(10 * day) });
        await stage.connect();
        await nextSecond(stage);
        await stage.play('POST', `/invoices/${id}/touch`);
        await stage.until('it is seen', async () => (await events(stage, 'invoice_paid')).length > 0);
        const [paid] = await events(stage, 'invoice_paid');
        expect(paid).toMatchObject({ origin: 'history', decisions: [{ reason: 'before_connection' }] });
      }),
    60_000,
  );

  it(
    'that is taken back and made again is a second event',
    () =>
      onStage(async (stage) => {
        await stage.connect();
        await nextSecond(stage);
        const { id: customerId } = await customer(stage);
        const { id } = await stage.play('POST', '/invoices', { customerId, total: 100 });
        const first = await stage.play('POST', '/payments', { invoiceIds: [id] });
        await stage.until('it is paid', async () => (await events(stage, 'invoice_paid')).length === 1);
        await stage.play('DELETE', `/payments/${first.id}`);
        await stage.until('it is open again', async () => (await held(stage, id, 'invoice_paid')) === false);
        const later = new Date(Date.now() + 1000).toISOString();
        await stage.play('POST', '/payments', { invoiceIds: [id], createdAt: later });
        await stage.until('it is paid again', async () => (await events(stage, 'invoice_paid')).length === 2);
        expect((await events(stage, 'invoice_paid')).map(({ n }) => n)).toEqual([1, 2]);
      }),
    60_000,
  );
});

describe('customers', () => {
  it(
    'are synced by pages as large as the provider likes them, without sub-customers',
    () =>
      onStage(async (stage) => {
        stage.deps.settings.customerPageSize = null;
        await stage.play('POST', '/seed', { customers: 1200 });
        const { id: parentId } = await customer(stage);
        await stage.play('POST', '/customers', { displayName: 'Annex', parentId });
        await stage.connect();
        const done = { status: 'completed', kind: 'customers' };
        const synced = () => stage.inside((tenant) => tenant.db.syncRun.findFirst({ where: done }));
        await stage.until('the sync is done', async () => (await synced()) !== null);
        expect(await synced()).toMatchObject({ customers: 1201, pages: 2 });
      }),
    60_000,
  );
});

describe('an estimate', () => {
  it(
    'that is accepted, rejected and accepted again is two events',
    () =>
      onStage(async (stage) => {
        await stage.connect();
        await nextSecond(stage);
        const { id: customerId } = await customer(stage);
        const { id } = await stage.play('POST', '/estimates', { customerId, total: 2300 });
        const approved = async () => (await events(stage, 'quote_approved')).length;
        const holds = (wanted: boolean) => async () => (await held(stage, id, 'quote_approved')) === wanted;
        await stage.until('it is seen', holds(false));
        await stage.play('POST', `/estimates/${id}/accept`);
        await stage.until('it is accepted', async () => (await approved()) === 1);
        await stage.play('POST', `/estimates/${id}/reject`);
        await stage.until('it is rejected', holds(false));
        await stage.play('POST', `/estimates/${id}/accept`);
        await stage.until('it is accepted again', async () => (await approved()) === 2);
        expect((await events(stage, 'quote_approved')).map(({ n, origin }) => [n, origin])).toEqual([
          [1, 'live'],
          [2, 'live'],
        ]);
      }),
    60_000,
  );
});
