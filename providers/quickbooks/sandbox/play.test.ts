import { afterEach, describe, expect, it } from '@jest/globals';
import type { Session } from '../../provider.ts';
import { openQuickbooksWorld, type QuickbooksWorld } from '../sandbox-world.ts';

type Row = { id: string; updatedAt: number; createdAt: number };
type Books = {
  customers: (Row & { displayName: string; email: string | null })[];
  invoices: (Row & { docNumber: string; total: number; balance: number; voided: boolean; customerId: string })[];
  estimates: (Row & { docNumber: string; total: number })[];
  payments: Row[];
  totals: Record<string, number>;
  webhooks: { topic: string; itemId: string; status: string }[];
};
type LiveEvent = { trigger: string; entity: { kind: string; id: string } };

let worlds: QuickbooksWorld[] = [];
const open = async (...given: Parameters<typeof openQuickbooksWorld>) => {
  const world = await openQuickbooksWorld(...given);
  worlds.push(world);
  return world;
};
afterEach(async () => {
  await Promise.all(worlds.map((world) => world.close()));
  worlds = [];
});
const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );
const books = (world: QuickbooksWorld) => world.control<Books>('GET', '/state?limit=100000&webhooks=500');
const newCustomers = async (world: QuickbooksWorld, count: number) => {
  const made: string[] = [];
  for (let n = 0; n < count; n += 1)
    made.push((await world.control<Row>('POST', '/customers', { givenName: `Ada ${n}` })).id);
  return made;
};

describe('a busy company', () => {
  it('has a year behind it, tells nobody, and is the same for the same seed', async () => {
    const clock = () => Date.UTC(2026, 5, 1, 12);
    const [one, same] = await Promise.all([1, 2].map(() => open({ settings: { empty: true }, clock })));
    if (!one || !same) throw new Error('no worlds');
    await one.connect();
    const made = await one.control('POST', '/busy', { seed: 7 });
    expect(made).toMatchObject({ customers: 2000, invoices: 4000, estimates: 500 });
    await same.control('POST', '/busy', { seed: 7 });
    const [first, second] = await Promise.all([one, same].map(books));
    const rows = (read: Books | undefined) => [read?.customers, read?.invoices, read?.estimates, read?.payments];
    expect(rows(second)).toEqual(rows(first));
    expect(first?.webhooks).toEqual([]);
    const { invoices = [], payments = [] } = first ?? {};
    expect(Math.max(...[...invoices, ...payments].map(({ updatedAt }) => updatedAt))).toBeLessThan(clock());
    expect(Math.min(...invoices.map(({ createdAt }) => createdAt))).toBeGreaterThan(clock() - 366 * 86_400_000);
    expect(invoices.filter(({ balance }) => balance === 0).length).toBeGreaterThan(3000);
    expect(invoices.filter(({ voided }) => voided).length).toBeGreaterThan(50);
    expect(payments.length).toBeGreaterThan(3400);
  });

  it('is read whole by pages, in some ten calls a page', async () => {
    const world = await open({ settings: { empty: true } });
    const { session } = await world.connect();
    await world.control('POST', '/busy', { seed: 7 });
    const before = await world.calls();
    const seen: string[] = [];
    let pages = 0;
    let cursor: string | null = null;
    do {
      const since = new Date(Date.now() - 365 * 86_400_000);
      const page = await world.provider.historyPage(session, { stage: 'past', since, cursor });
      seen.push(...page.snapshots.map(({ entity: { kind, id } }) => `${kind} ${id}`));
      cursor = page.nextCursor;
      pages += 1;
    } while (cursor);
    const { invoices, estimates, payments } = await books(world);
    expect(seen).toHaveLength(invoices.length + estimates.length + payments.length);
    expect(new Set(seen).size).toBe(seen.length);
    expect((await world.calls()) - before).toBeLessThanOrEqual(pages * 10);
  });

  it('lives on, and every event that it tells of is found', async () => {
    const world = await open({ settings: { empty: true } });
    const { session } = await world.connect();
    await world.control('POST', '/busy', { seed: 7 });
    const since = new Date();
    const { events } = await world.control<{ events: LiveEvent[] }>('POST', '/live', { count: 40, seed: 3 });
    expect(new Set(events.map(({ trigger }) => trigger))).toEqual(
      new Set(['client_created', 'invoice_sent', 'invoice_paid', 'quote_approved']),
    );
    const { changes } = await world.provider.changes(session, { since, cursor: null });
    const changed = new Set(changes.map(({ entity: { kind, id } }) => `${kind} ${id}`));
    for (const { trigger, entity } of events) {
      expect(changed).toContain(`${entity.kind} ${entity.id}`);
      const { transitions } = await world.provider.snapshot(session, entity);
      expect(transitions.find((one) => one.trigger === trigger)).toMatchObject({ holds: true });
    }
    expect((await books(world)).webhooks.length).toBeGreaterThanOrEqual(events.length);
  });
});

describe('a paper of another system', () => {
  const written = (world: QuickbooksWorld, body: object) =>
    world.control<{ kind: string; customerId: string; id: string }>('PUT', '/paper', body);
  const ada = { name: 'Ada Byron', email: 'ada@example.com', phone: '+1 207 555 0199' };

  it('brings its customer, and is known by its number', async () => {
    const world = await open();
    const { session } = await world.connect();
    const invoice = { kind: 'invoice', number: 'J-1042', total: 180, dueDate: '2026-12-04', customer: ada };
    const { id, customerId } = await written(world, invoice);
    const snapshot = await world.provider.snapshot(session, { kind: 'invoice', id });
    expect(snapshot).toMatchObject({
      paper: { number: 'J-1042', total: 180 },
      customer: { externalId: customerId, name: 'Ada Byron', emails: [{ address: 'ada@example.com' }] },
      facts: { 'invoice.due_date': '2026-12-04' },
    });
    const estimate = await written(world, { kind: 'estimate', number: '310', total: 2300, customer: ada });
    expect(estimate).toMatchObject({ kind: 'estimate', customerId });
    const quote = await world.provider.snapshot(session, { kind: 'quote', id: estimate.id });
    expect(quote.paper).toEqual({ number: '310', total: 2300 });
    await world.arrival('invoice.created');
    await world.arrival('estimate.created');
  });

  it('is the same one when it is written again, with what changed', async () => {
    const world = await open();
    await world.connect();
    for (const kind of ['invoice', 'estimate']) {
      const first = await written(world, { kind, number: '77', total: 180, customer: ada });
      const again = await written(world, { kind, number: '77', total: 200, customer: ada });
      expect(again).toEqual(first);
      const { invoices, estimates } = await books(world);
      const rows = [...invoices, ...estimates].filter(({ id }) => id === first.id);
      expect(rows).toMatchObject([{ total: 200 }]);
    }
  });

  it.each([
    ['address', { name: 'M. Alvarez', email: 'Maria.Alvarez@example.com' }],
    ['number', { name: 'M. Alvarez', phone: '207-555-0111' }],
    ['name', { name: 'maria alvarez' }],
  ])('goes to the customer who is there already, by %s', async (_, customer) => {
    const world = await open();
    const { customerId } = await written(world, { kind: 'invoice', number: '1', total: 10, customer });
    expect((await books(world)).customers.find(({ id }) => id === customerId)?.displayName).toBe('Maria Alvarez');
  });
});

describe('faults', () => {
  const created = async (world: QuickbooksWorld, count: number) => {
    const ids: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const [notice] = world.provider.readWebhook(await world.arrival('customer.created'));
      if (notice?.readable) ids.push(notice.entity?.id ?? '');
    }
    return ids;
  };

  it('cut the connection: temporary for a read, unknown for a refresh that happened', async () => {
    const world = await open();
    const { session, account, tokens } = await world.connect();
    await world.control('PUT', '/faults', { reset: 2 });
    for (let n = 0; n < 2; n += 1)
      expect(await failure(world.provider.account(session))).toMatchObject({ name: 'Unavailable' });
    expect(await world.provider.account(session)).toEqual(account);
    await world.control('PUT', '/faults', { reset: true });
    expect(await failure(world.provider.refresh(tokens.refreshToken))).toMatchObject({ name: 'OutcomeUnknown' });
    await world.control('PUT', '/faults', { reset: false });
    expect(await failure(world.provider.refresh(tokens.refreshToken))).toMatchObject({ name: 'ReconnectNeeded' });
  });

  it('answer late what was done at once', async () => {
    const world = await open({ config: { timeouts: { readMs: 50, tokenMs: 50 } } });
    const { session, tokens } = await world.connect();
    await world.control('PUT', '/faults', { slow: 400 });
    expect(await failure(world.provider.account(session))).toMatchObject({ name: 'Unavailable' });
    expect(await failure(world.provider.refresh(tokens.refreshToken))).toMatchObject({ name: 'OutcomeUnknown' });
    await world.control('PUT', '/faults', { slow: 1 });
    expect((await world.provider.account(session)).name).toBe('Northwind Home Services');
  });

  it('put webhooks out of order, and lose none', async () => {
    const world = await open({ settings: { shuffleWithinMs: 100 } });
    await world.connect();
    await world.control('PUT', '/faults', { outOfOrder: true });
    const made = await newCustomers(world, 12);
    const arrived = await created(world, 12);
    expect(arrived).not.toEqual(made);
    expect(arrived.toSorted()).toEqual(made.toSorted());
  });

  it('lose a share of the webhooks, the same ones for the same seed', async () => {
    const dropped = async (dropSeed: number) => {
      const world = await open();
      await world.connect();
      await world.control('PUT', '/faults', { dropShare: 0.2, dropSeed });
      await newCustomers(world, 50);
      return (await books(world)).webhooks.flatMap(({ status }, n) => (status === 'dropped' ? n : []));
    };
    const [first, second, other] = await Promise.all([dropped(4), dropped(4), dropped(5)]);
    expect(second).toEqual(first);
    expect(other).not.toEqual(first);
    expect(first?.length).toBeGreaterThan(3);
    expect(first?.length).toBeLessThan(20);
  });

  it.each([10, -10])('put the vendor’s clock %i minutes off, in answers, papers and notices', async (minutes) => {
    const now = Date.UTC(2026, 5, 1, 12);
    const world = await open({ clock: () => now });
    await world.control('PUT', '/faults', { clockSkewMinutes: minutes });
    const there = new Date(now + minutes * 60_000);
    const { session, connectedAt, tokens } = await world.connect();
    expect(connectedAt).toEqual(there);
    expect(tokens.accessTokenExpiresAt).toEqual(new Date(there.getTime() + 3_600_000));
    const [id = ''] = await newCustomers(world, 1);
    const snapshot = await world.provider.snapshot(session as Session, { kind: 'client', id });
    expect(snapshot.createdAt).toEqual(there);
    const [notice] = world.provider.readWebhook(await world.arrival('customer.created'));
    expect(notice).toMatchObject({ occurredAt: there });
  });

  it('are refused where they make no sense', async () => {
    const { control } = await open();
    for (const faults of [{ dropShare: 2 }, { slow: -1 }, { reset: 'yes' }, { weather: true }])
      await expect(control('PUT', '/faults', faults)).rejects.toThrow('400');
    await expect(control('PATCH', '/invoices/999', { total: 1 })).rejects.toThrow('404');
    await expect(control('PUT', '/paper', { kind: 'bill', number: '1', total: 1 })).rejects.toThrow('400');
    await expect(control('POST', '/live', { count: 0 })).rejects.toThrow('400');
  });
});

describe('the pay link', () => {
  it('is told of an invoice whose customer has an address, where it is asked for', async () => {
    const world = await open();
    const { session, tokens } = await world.connect();
    const link = async (customerId: string) => {
      const { id } = await world.control<Row>('POST', '/invoices', { customerId, total: 10 });
      const { facts } = await world.provider.snapshot(session, { kind: 'invoice', id });
      return { id, link: facts['invoice.pay_link'] };
    };
    const { customers } = await books(world);
    const [with_, without] = [customers.find(({ email }) => email), customers.find(({ email }) => !email)];
    const asked = await link(with_?.id ?? '');
    expect(asked.link).toBe(`https://pay.northwind.example.com/${asked.id}`);
    expect((await link(without?.id ?? '')).link).toBeNull();
    const answer = await fetch(`${world.config.apiUrl}/v3/company/9341452700004711/invoice/${asked.id}`, {
      headers: { authorization: `Bearer ${tokens.accessToken}`, accept: 'application/json' },
    });
    expect(await answer.text()).not.toContain('InvoiceLink');
  });
});
