import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Call } from '../../sandbox/vendor.ts';
import { listen } from '../../testing/servers.ts';
import type { Change, Session } from '../provider.ts';
import { createQuickbooks } from './index.ts';
import { addressesAt, openQuickbooksWorld, type QuickbooksWorld } from './sandbox-world.ts';

const day = 86_400_000;
type Row = { id: string };

const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );
const refs = (changes: Change[]) =>
  changes.map(({ entity, gone }) => `${entity.kind} ${entity.id}${gone ? ' gone' : ''}`);

describe('what changed', () => {
  let world: QuickbooksWorld;
  let session: Session;
  beforeEach(async () => {
    world = await openQuickbooksWorld({ settings: { empty: true } });
    ({ session } = await world.connect());
  });
  afterEach(() => world.close());

  const post = <Made = Row>(path: string, body: object = {}) => world.control<Made>('POST', path, body);
  const ago = (ms: number) => new Date(Date.now() - ms);
  const finished = (count: number, at: Date) => post('/finished', { count, at: at.toISOString() });
  async function sweep(since: Date) {
    const before = await world.calls();
    const changes: Change[] = [];
    let cursor: string | null = null;
    do {
      const page = await world.provider.changes(session, { since, cursor });
      changes.push(...page.changes);
      cursor = page.nextCursor;
    } while (cursor);
    const calls = (await world.control<Call[]>('GET', '/calls')).slice(before - (await world.calls()));
    return { changes, operations: calls.map(({ operation }) => operation) };
  }

  it('is told by one call, with what was deleted and without parts of customers', async () => {
    const since = ago(0);
    const [first, second, third] = await Promise.all(
      ['Ada', 'Bea', 'Cy'].map((givenName) => post('/customers', { givenName })),
    );
    await post('/customers', { displayName: 'Annex', parentId: first?.id });
    await post('/customers', { displayName: 'Roof', parentId: first?.id, isProject: true });
    const invoice = await post('/invoices', { customerId: first?.id, total: 10 });
    const estimate = await post('/estimates', { customerId: first?.id, total: 10 });
    const payment = await post('/payments', { invoiceIds: [invoice.id] });
    await world.control('DELETE', `/payments/${payment.id}`);
    await world.control('DELETE', `/estimates/${estimate.id}`);
    await world.control('DELETE', `/customers/${third?.id}`);
    await post(`/customers/${second?.id}/merge`, { into: first?.id });
    const { changes, operations } = await sweep(since);
    expect(operations).toEqual(['cdc']);
    expect(refs(changes).sort()).toEqual(
      [
        `client ${first?.id}`,
        `client ${second?.id} gone`,
        // Hidden, not deleted.
        `client ${third?.id}`,
        `invoice ${invoice.id}`,
        `payment ${payment.id} gone`,
        `quote ${estimate.id} gone`,
      ].sort(),
    );
    expect(changes.every(({ updatedAt }) => updatedAt !== null)).toBe(true);
  });

  it('is read kind by kind when an answer may have been cut', async () => {
    const since = ago(5 * day);
    await finished(260, ago(4 * day));
    const { changes, operations } = await sweep(since);
    expect(new Set(refs(changes)).size).toBe(1040);
    expect(changes).toHaveLength(1040);
    expect(operations).toEqual(['cdc', 'cdc', 'cdc', 'cdc', 'cdc']);
  });

  it('is read in narrower windows when one kind alone is too much, each thing once', async () => {
    const since = ago(16 * day);
    await finished(1100, ago(15 * day));
    await finished(30, ago(day));
    const { id } = await post('/invoices', { customerId: await newest(), total: 10 });
    await world.control('DELETE', `/invoices/${id}`);
    const { changes, operations } = await sweep(since);
    expect(changes).toHaveLength(4 * 1130 + 1);
    expect(new Set(refs(changes)).size).toBe(4 * 1130 + 1);
    expect(refs(changes)).toContain(`invoice ${id} gone`);
    // Of each kind: too much, narrowed, and two pages of what lies before.
    expect(operations).toHaveLength(1 + 4 * 4);
  });

  it('is read by query when it was all just now', async () => {
    const since = ago(0);
    await finished(1001, since);
    const { changes } = await sweep(since);
    expect(changes).toHaveLength(4004);
    expect(new Set(refs(changes)).size).toBe(4004);
  });

  it('reaches back further than change data capture does', async () => {
    const since = ago(200 * day);
    for (const days of [190, 100, 29, 1]) await finished(2, ago(days * day));
    const customers = (await world.control<{ customers: Row[] }>('GET', '/state')).customers;
    await post(`/customers/${customers[0]?.id}/merge`, { into: customers[1]?.id });
    const { changes } = await sweep(since);
    expect(changes).toHaveLength(4 * 8);
    expect(new Set(refs(changes)).size).toBe(4 * 8);
    expect(refs(changes)).toContain(`client ${customers[0]?.id} gone`);
  });

  it.each([-10, 10])('is found by a vendor whose clock is %i minutes off', async (clockSkewMinutes) => {
    await world.control('PUT', '/faults', { clockSkewMinutes });
    const { id } = await post('/customers', { givenName: 'Ada' });
    // A sweep begins a quarter of an hour before the last one.
    const { changes } = await sweep(ago(15 * 60_000));
    expect(refs(changes)).toEqual([`client ${id}`]);
  });

  it('is not looked for behind a cursor of nowhere', async () => {
    for (const cursor of ['', 'cdc', 'since:Bill - 1', 'since:Invoice - -1'])
      expect(await failure(world.provider.changes(session, { since: ago(day), cursor }))).toMatchObject({
        code: 'unreadable_cursor',
      });
  });

  const newest = async () => {
    const { customers } = await world.control<{ customers: Row[] }>('GET', '/state');
    return customers.at(-1)?.id;
  };
});

describe('the answers of change data capture', () => {
  const ask = async (body: unknown) => {
    const server = await listen((_req, res) =>
      res.setHeader('content-type', 'application/json').end(JSON.stringify(body)),
    );
    const provider = createQuickbooks({
      clientId: 'id',
      clientSecret: 'secret',
      verifierTokens: [],
      ...addressesAt(server.url),
    });
    try {
      const input = { since: new Date(Date.now() - day), cursor: null };
      return await provider.changes({ accessToken: 't', accountId: '1' }, input);
    } finally {
      await server.close();
    }
  };
  const answer = (...lists: object[]) => ({ CDCResponse: [{ QueryResponse: lists }], time: 'x' });

  it('may hold nothing, lists of other kinds, and rows without a time', async () => {
    expect(await ask(answer({}, {}, {}, {}))).toEqual({ changes: [], nextCursor: null, budget: null });
    const rows = answer(
      { Bill: [{ Id: '1' }], startPosition: 1 },
      {
        Invoice: [
          { Id: 7, status: 'Deleted' },
          { Id: '8', MetaData: { LastUpdatedTime: 'soon' } },
        ],
      },
    );
    expect((await ask(rows)).changes).toEqual([
      { entity: { kind: 'invoice', id: '7' }, updatedAt: null, says: null, gone: true },
      { entity: { kind: 'invoice', id: '8' }, updatedAt: null, says: null, gone: false },
    ]);
  });

  it.each([
    ['nothing', {}],
    ['a row without an id', answer({ Invoice: [{ status: 'Deleted' }] })],
    ['a list that is none', answer({ Invoice: 'all' })],
  ])('are refused for good with %s', async (_, body) => {
    expect(await failure(ask(body))).toMatchObject({ name: 'Rejected', code: 'unexpected_answer' });
  });
});
