import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Call } from '../../sandbox/vendor.ts';
import type { HistoryPage, HistoryStage, Session } from '../provider.ts';
import { openQuickbooksWorld, type QuickbooksWorld } from './sandbox-world.ts';

const day = 86_400_000;
type Row = { id: string };

const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe('a page of history', () => {
  let world: QuickbooksWorld;
  let session: Session;
  const since = new Date(Date.now() - 365 * day);
  beforeEach(async () => {
    world = await openQuickbooksWorld({ settings: { empty: true } });
    ({ session } = await world.connect());
  });
  afterEach(() => world.close());

  const post = <Made = Row>(path: string, body: object = {}) => world.control<Made>('POST', path, body);
  const newCustomer = async (body: object = { givenName: 'Ada' }) => (await post('/customers', body)).id;
  const page = (stage: HistoryStage, cursor: string | null = null) =>
    world.provider.historyPage(session, { stage, since, cursor });
  async function pages(stage: HistoryStage, between?: () => Promise<unknown>): Promise<HistoryPage[]> {
    const read = [await page(stage)];
    for (let next = read[0]?.nextCursor; next; next = read.at(-1)?.nextCursor) {
      await between?.();
      read.push(await page(stage, next));
    }
    return read;
  }
  const ids = (read: HistoryPage[], kind: string) =>
    read.flatMap(({ snapshots }) => snapshots.flatMap(({ entity }) => (entity.kind === kind ? entity.id : [])));
  const callsFor = async (work: () => Promise<unknown>) => {
    const before = await world.calls();
    await work();
    return (await world.control<Call[]>('GET', '/calls')).slice(before - (await world.calls()));
  };

  it('takes a few calls, however many customers and payments it needs', async () => {
    await post('/finished', { count: 501, at: new Date(Date.now() - day).toISOString() });
    const calls = await callsFor(async () => {
      expect((await page('past')).snapshots).toHaveLength(500);
    });
    // The page itself, and 500 payments and 500 customers, 200 a call.
    expect(calls.map(({ operation }) => operation)).toEqual(Array(7).fill('query'));
  });

  it('goes through invoices, estimates and payments, the newest change first', async () => {
    const customerId = await newCustomer();
    for (const ago of [9, 3, 6]) {
      const createdAt = new Date(Date.now() - ago * day).toISOString();
      await post('/invoices', { customerId, total: 10, createdAt, docNumber: `${ago}` });
      await post('/estimates', { customerId, total: 10, createdAt });
    }
    const read = await pages('past');
    expect(read.map(({ kind, snapshots }) => [kind, snapshots.length])).toEqual([
      ['invoice', 3],
      ['quote', 3],
      ['payment', 0],
    ]);
    expect(read[0]?.snapshots.map(({ paper }) => paper?.number)).toEqual(['3', '6', '9']);
    expect((await pages('open')).map(({ kind }) => kind)).toEqual(['invoice', 'quote']);
  });

  it('misses nothing when what was read is changed and deleted meanwhile', async () => {
    for (let hours = 1; hours <= 11; hours += 1)
      await post('/finished', { count: 100, at: new Date(Date.now() - hours * 3_600_000).toISOString() });
    const made = (await world.control<{ invoices: Row[] }>('GET', '/state?limit=2000')).invoices.map(({ id }) => id);
    let turn = 0;
    const read = await pages('past', async () => {
      if (turn === 0) {
        for (const id of made.slice(0, 5)) await world.control('DELETE', `/invoices/${id}`);
        for (const id of made.slice(5, 10)) await post(`/invoices/${id}/touch`);
      }
      turn += 1;
    });
    const seen = ids(read, 'invoice');
    expect(new Set(seen).size).toBe(1100);
    expect(seen).toHaveLength(1100);
  });

  it('reads what changed in one second, more than a page of it', async () => {
    await post('/finished', { count: 1200, at: new Date(Date.now() - day).toISOString() });
    const read = await pages('past');
    for (const kind of ['invoice', 'quote', 'payment']) {
      expect(ids(read, kind)).toHaveLength(1200);
      expect(new Set(ids(read, kind)).size).toBe(1200);
    }
  });

  it('names the customer at the top of a sub-customer, at any depth', async () => {
    let customerId = await newCustomer({ givenName: 'Top', email: 'top@example.com' });
    for (let depth = 1; depth <= 4; depth += 1) {
      customerId = await newCustomer({ displayName: `Part ${depth}`, parentId: customerId, isProject: depth === 4 });
    }
    await post('/invoices', { customerId, total: 10 });
    const [read] = await pages('open');
    expect(read?.snapshots[0]?.customer).toMatchObject({ name: 'Top' });
  });

  it('holds estimates in stage open that may still be decided', async () => {
    const customerId = await newCustomer();
    for (const verb of [null, 'accept', 'reject']) {
      const { id } = await post('/estimates', { customerId, total: 10 });
      if (verb) await post(`/estimates/${id}/${verb}`);
    }
    const read = await pages('open');
    const statuses = read.flatMap(({ snapshots }) => snapshots.map(({ transitions }) => transitions[1]?.holds));
    expect(statuses.sort()).toEqual([false, true]);
  });

  it('holds no invoice in stage open that is paid or voided', async () => {
    const customerId = await newCustomer();
    const [open, paid, voided] = await Promise.all([1, 2, 3].map(() => post('/invoices', { customerId, total: 10 })));
    await post('/payments', { invoiceIds: [paid?.id] });
    await post(`/invoices/${voided?.id}/void`);
    expect(ids(await pages('open'), 'invoice')).toEqual([open?.id]);
  });

  it('is of stage past as far as it changed since, whenever it was made', async () => {
    const customerId = await newCustomer();
    const createdAt = new Date(since.getTime() - 30 * day).toISOString();
    const old = await post('/invoices', { customerId, total: 10, createdAt });
    expect(ids(await pages('past'), 'invoice')).toEqual([]);
    await post(`/invoices/${old.id}/touch`);
    expect(ids(await pages('past'), 'invoice')).toEqual([old.id]);
  });

  it.each(['', 'x', 'invoice', 'bill - 1', 'payment - 1', 'invoice - 0', 'invoice 2026-99-99T00:00:00Z 1', '1; drop'])(
    'is not looked for behind the cursor "%s"',
    async (cursor) => {
      expect(await failure(page('open', cursor))).toMatchObject({ name: 'Rejected', code: 'unreadable_cursor' });
    },
  );

  it('is temporary when the vendor cuts the connection in the middle of it', async () => {
    const customerId = await newCustomer();
    await post('/invoices', { customerId, total: 10 });
    await world.control('PUT', '/faults', { reset: 1 });
    expect(await failure(page('open'))).toMatchObject({ name: 'Unavailable' });
    expect((await page('open')).snapshots).toHaveLength(1);
  });
});
