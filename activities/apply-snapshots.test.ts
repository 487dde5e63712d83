import { describe, expect, it } from '@jest/globals';
import { type Provider, RateLimited, type Snapshot } from '../providers/provider.ts';
import { asOwner } from '../testing/as-owner.ts';
import { type InboxStage, openInboxStage } from '../testing/inbox-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { jobberVendor, quickbooksVendor, type StageVendor } from '../testing/stage-vendors.ts';

const urls = withDatabase();
const zone = 'America/New_York';
const minute = 60_000;
const hour = 60 * minute;
let accounts = 0;
const jobber = () =>
  jobberVendor({ accountId: Buffer.from(`gid://Jobber/Account/${Date.now()}${++accounts}`).toString('base64'), zone });
const quickbooks = () => quickbooksVendor({ realmId: `${Date.now()}${++accounts}`, zone });

async function onStage(vendor: StageVendor, work: (stage: InboxStage) => Promise<void>): Promise<void> {
  const stage = await openInboxStage(urls.appUrl, vendor, new Date('2026-09-07T15:00:00Z'));
  try {
    await work(stage);
  } finally {
    await stage.close();
  }
}

const live = async (stage: InboxStage, trigger: string) =>
  (await stage.inside((tenant) => tenant.db.event.findMany({ where: { trigger, origin: 'live' } }))).map(
    ({ n, foundBy, occurredAt }) => [n, foundBy, occurredAt.toISOString()],
  );
const deliverAll = async (stage: InboxStage) => {
  for (const webhook of stage.sent.splice(0)) await stage.deliver(webhook);
};

/** A job that was open when the owner connected, an hour ago. */
async function openJob(stage: InboxStage): Promise<string> {
  const { id: clientId } = await stage.play('POST', '/clients', { firstName: 'Ada' });
  const { id } = await stage.play('POST', '/jobs', { clientId, title: 'Gutters' });
  stage.now += minute;
  await stage.connect();
  stage.now += hour;
  return String(id);
}

/** What the provider answers to the reading of one entity, instead of what it has. */
function answering(
  stage: InboxStage,
  answer: (provider: Provider, ...asked: Parameters<Provider['snapshot']>) => Promise<Snapshot>,
): () => void {
  const { providers } = stage.deps;
  const [[key, provider]] = Object.entries(providers) as [[string, Provider]];
  stage.deps.providers = { [key]: { ...provider, snapshot: (...asked) => answer(provider, ...asked) } };
  return () => {
    stage.deps.providers = providers;
  };
}

describe('one reading', () => {
  it('that is older than another, and comes later, changes nothing', () =>
    onStage(jobber(), async (stage) => {
      const id = await openJob(stage);
      const { ref, deps } = stage;
      const [provider] = Object.values(deps.providers);
      const entity = { kind: 'job', id };
      let old: Snapshot | null = null;
      const real = answering(stage, async (own, ...asked) => {
        old = await own.snapshot(...asked);
        return old;
      });
      await stage.play('POST', `/jobs/${id}/touch`);
      await deliverAll(stage);
      await stage.settle();
      real();
      stage.now += minute;
      await stage.play('POST', `/jobs/${id}/complete`);
      await deliverAll(stage);
      await stage.settle();
      const seen = old as Snapshot | null;
      expect([seen?.entity, provider?.key]).toEqual([entity, 'jobber']);
      stage.now += minute;
      answering(stage, async () => seen as Snapshot);
      const notice = { id: 'x', topic: 'JOB_UPDATE', occurredAt: null, receivedAt: deps.clock().toISOString() };
      await stage.activities.resolveEntity({ ...(ref as NonNullable<typeof ref>), entity, notices: [notice] });
      real();
      await stage.play('POST', `/jobs/${id}/touch`);
      await deliverAll(stage);
      await stage.settle();
      expect(await live(stage, 'job_completed')).toHaveLength(1);
    }));

  it('of a replica that lags behind its notice is not believed, and read again', () =>
    onStage(jobber(), async (stage) => {
      const id = await openJob(stage);
      const [provider] = Object.values(stage.deps.providers);
      let old: Snapshot | null = null;
      const keeping = answering(stage, async (own, ...asked) => {
        old = await own.snapshot(...asked);
        return old;
      });
      await stage.play('POST', `/jobs/${id}/touch`);
      await deliverAll(stage);
      await stage.settle();
      keeping();
      stage.now += minute;
      await stage.play('POST', `/jobs/${id}/complete`);
      await deliverAll(stage);
      const lagging = answering(stage, async (own, session, entity) =>
        entity.kind === 'job' && old ? old : own.snapshot(session, entity),
      );
      expect(await stage.settle()).toEqual(['StaleRead']);
      lagging();
      expect(provider?.key).toBe('jobber');
      expect(await stage.settle()).toEqual([]);
      expect(await live(stage, 'job_completed')).toHaveLength(1);
    }));

  it('whose answer is lost after its commit gives the same events when it is done again', () =>
    onStage(jobber(), async (stage) => {
      const id = await openJob(stage);
      await stage.play('POST', `/jobs/${id}/complete`);
      const resolve = () => {
        const receivedAt = stage.deps.clock().toISOString();
        const notices = [{ id: 'x', topic: 'JOB_UPDATE', occurredAt: null, receivedAt }];
        if (!stage.ref) throw new Error('not connected');
        return stage.activities.resolveEntity({ ...stage.ref, entity: { kind: 'job', id }, notices });
      };
      const first = await resolve();
      expect(first.eventIds).toHaveLength(1);
      expect(await resolve()).toEqual(first);
      expect(await live(stage, 'job_completed')).toHaveLength(1);
    }));

  it('by several processes at once gives each event once; who comes too late is told to come again', () =>
    onStage(jobber(), async (stage) => {
      const id = await openJob(stage);
      await stage.play('POST', `/jobs/${id}/complete`);
      const { ref } = stage;
      if (!ref) throw new Error('not connected');
      const input = { ...ref, entity: { kind: 'job', id }, notices: [] };
      const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => stage.activities.resolveEntity(input)));
      const resolved = outcomes.flatMap((one) => (one.status === 'fulfilled' ? one.value.eventIds : []));
      const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason.type] : []));
      expect(new Set(resolved).size).toBe(1);
      expect(refused.filter((type) => type !== 'Busy')).toEqual([]);
      expect(await live(stage, 'job_completed')).toHaveLength(1);
    }));
});

describe('a provider that says "too many" for an hour', () => {
  it('lets everything wait, and then each event comes once', () =>
    onStage(jobber(), async (stage) => {
      const id = await openJob(stage);
      await stage.play('PUT', '/faults', { rateLimit: true });
      await stage.play('POST', `/jobs/${id}/complete`);
      await deliverAll(stage);
      for (let passed = 0; passed < hour; passed += 10 * minute) {
        expect(new Set(await stage.settle())).toEqual(new Set(['RateLimited']));
        await expect(stage.sweep()).rejects.toThrow(RateLimited);
        stage.now += 10 * minute;
      }
      expect(await live(stage, 'job_completed')).toEqual([]);
      await stage.play('PUT', '/faults', { rateLimit: false });
      stage.now += 10 * minute;
      await stage.sweep();
      expect(await stage.settle()).toEqual([]);
      expect(await live(stage, 'job_completed')).toHaveLength(1);
    }));
});

describe('an invoice that falls due', () => {
  const invoice = async (stage: InboxStage) => {
    const { id: customerId } = await stage.play('POST', '/customers', { givenName: 'Ada' });
    await stage.connect();
    stage.now += hour;
    const made = await stage.play('POST', '/invoices', { customerId, total: 90, dueDate: '2026-09-08' });
    await deliverAll(stage);
    await stage.settle();
    return String(made.id);
  };
  const checks = (stage: InboxStage) => stage.inside((tenant) => tenant.db.dueCheck.findMany());
  const ask = async (stage: InboxStage) => {
    await stage.askDue();
    await stage.settle();
  };

  it('is overdue once, when its day has ended where the business is', () =>
    onStage(quickbooks(), async (stage) => {
      await invoice(stage);
      expect((await checks(stage)).map(({ dueAt }) => dueAt.toISOString())).toEqual(['2026-09-09T03:59:59.999Z']);
      stage.now = Date.parse('2026-09-09T03:59:00Z');
      await ask(stage);
      expect(await live(stage, 'invoice_overdue')).toEqual([]);
      stage.now = Date.parse('2026-09-09T04:00:00Z');
      await ask(stage);
      await ask(stage);
      expect(await live(stage, 'invoice_overdue')).toEqual([[1, 'due', '2026-09-09T03:59:59.999Z']]);
      expect(await checks(stage)).toEqual([]);
    }));

  it('is not overdue when it was paid, though nobody told', () =>
    onStage(quickbooks(), async (stage) => {
      const id = await invoice(stage);
      await stage.play('POST', '/payments', { invoiceIds: [id] });
      stage.sent.length = 0;
      stage.now = Date.parse('2026-09-10T00:00:00Z');
      await ask(stage);
      expect(await live(stage, 'invoice_overdue')).toEqual([]);
      expect(await live(stage, 'invoice_paid')).toHaveLength(1);
      expect(await checks(stage)).toEqual([]);
    }));

  it('is forgotten when it is gone', () =>
    onStage(quickbooks(), async (stage) => {
      const id = await invoice(stage);
      await stage.play('DELETE', `/invoices/${id}`);
      stage.sent.length = 0;
      stage.now = Date.parse('2026-09-10T00:00:00Z');
      await ask(stage);
      expect(await checks(stage)).toEqual([]);
    }));

  it('is asked for once while the provider does not answer, and again when nothing came of it in a day', () =>
    onStage(quickbooks(), async (stage) => {
      await invoice(stage);
      stage.now = Date.parse('2026-09-10T00:00:00Z');
      await stage.play('PUT', '/faults', { serverError: true });
      for (let n = 0; n < 5; n++) await stage.askDue();
      expect(await stage.settle()).toEqual(['Unavailable']);
      const asked = async () => {
        const account = await stage.inside((tenant) => tenant.db.connection.findFirstOrThrow());
        const sql = `SELECT duplicates FROM afterjob.deliveries WHERE topic = 'due' AND account_id = $1`;
        return asOwner(urls, sql, [account.accountId]);
      };
      expect(await asked()).toEqual([{ duplicates: 0 }]);
      stage.now += 25 * hour;
      await stage.askDue();
      expect(await asked()).toEqual([{ duplicates: 1 }]);
      await stage.play('PUT', '/faults', { serverError: false });
      expect(await stage.settle()).toEqual([]);
      expect(await live(stage, 'invoice_overdue')).toHaveLength(1);
    }));
});
