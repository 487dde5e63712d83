import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Hint, type Observation, observe, type State, stateKey } from '../../journeys/observation.ts';
import type { EntityRef, Session } from '../provider.ts';
import { openQuickbooksWorld, type QuickbooksWorld } from './sandbox-world.ts';

const minute = 60_000;
const day = 1440 * minute;
type Row = { id: string };

/** What the core makes of the readings of one company, in the order of what people do there. */
describe('what is read', () => {
  let now: number;
  let world: QuickbooksWorld;
  let session: Session;
  let connection: { connectedAt: Date; zone: string; epoch: number };
  let states: Map<string, State>;
  let customerId: string;
  beforeEach(async () => {
    now = Date.UTC(2026, 2, 10, 15);
    states = new Map();
    world = await openQuickbooksWorld({ settings: { empty: true, accessTokenMinutes: 100_000 }, clock: () => now });
    customerId = (await post('/customers', { givenName: 'Ada' })).id;
    const connected = await world.connect();
    session = connected.session;
    connection = { connectedAt: connected.connectedAt, zone: connected.profile.zone ?? '', epoch: 1 };
    now += minute;
  });
  afterEach(() => world.close());

  const post = (path: string, body: object = {}) => world.control<Row>('POST', path, body);
  const paper = async (path: string, body: object = {}) => (await post(path, { customerId, total: 50, ...body })).id;

  async function seen(entity: EntityRef, hints: Hint[] = []) {
    const reading = await world.provider.snapshot(session, entity);
    const observation: Observation = observe({ reading, states, hints, connection, now: new Date(now) });
    if (observation.stale) throw new Error('a stale reading');
    for (const change of observation.changes)
      states.set(stateKey(change.entity), { ...change, epoch: 1, updatedAt: reading.updatedAt });
    return {
      events: observation.events.map(({ trigger, entity: { id }, n, origin }) => `${trigger} ${id} ${n} ${origin}`),
      times: observation.events.map(({ occurredAt }) => occurredAt),
      due: observation.due.find(({ trigger }) => trigger === 'invoice_overdue')?.at ?? null,
    };
  }

  it('is two events when an estimate is accepted, rejected and accepted again on one day', async () => {
    const id = await paper('/estimates');
    const entity = { kind: 'quote', id };
    const found = [await seen(entity)];
    for (const verb of ['accept', 'reject', 'accept']) {
      now += minute;
      await post(`/estimates/${id}/${verb}`);
      found.push(await seen(entity), await seen(entity));
    }
    expect(found.map(({ events }) => events)).toEqual([
      [],
      [`quote_approved ${id} 1 live`],
      [],
      [],
      [],
      [`quote_approved ${id} 2 live`],
      [],
    ]);
  });

  it('is one event when an estimate was rejected and accepted again unseen', async () => {
    const id = await paper('/estimates');
    await post(`/estimates/${id}/accept`);
    expect((await seen({ kind: 'quote', id })).events).toEqual([`quote_approved ${id} 1 live`]);
    for (const verb of ['reject', 'accept']) await post(`/estimates/${id}/${verb}`);
    now += minute;
    expect((await seen({ kind: 'quote', id })).events).toEqual([]);
  });

  it('is overdue when its day has ended where the business is, sent or not', async () => {
    const id = await paper('/invoices', { dueDate: '2026-03-12' });
    const entity = { kind: 'invoice', id };
    const begins = new Date('2026-03-13T03:59:59.999Z');
    expect(await seen(entity)).toMatchObject({ events: [], due: begins });
    now = begins.getTime() - minute;
    expect(await seen(entity)).toMatchObject({ events: [], due: begins });
    now = begins.getTime() + minute;
    expect(await seen(entity)).toMatchObject({ events: [`invoice_overdue ${id} 1 live`], times: [begins] });
    expect(await seen(entity)).toMatchObject({ events: [], due: null });
  });

  it('is overdue after the new date when the date is moved', async () => {
    const id = await paper('/invoices', { dueDate: '2026-03-12' });
    await seen({ kind: 'invoice', id });
    await world.control('PATCH', `/invoices/${id}`, { dueDate: '2026-03-20' });
    now += 5 * day;
    const begins = new Date('2026-03-21T03:59:59.999Z');
    expect(await seen({ kind: 'invoice', id })).toMatchObject({ events: [], due: begins });
    now = begins.getTime() + 1;
    expect((await seen({ kind: 'invoice', id })).events).toEqual([`invoice_overdue ${id} 1 live`]);
  });

  it.each(['pay', 'void', 'delete'])('is never overdue once people %s it', async (what) => {
    const id = await paper('/invoices', { dueDate: '2026-03-12' });
    await seen({ kind: 'invoice', id });
    if (what === 'pay') await post('/payments', { invoiceIds: [id] });
    if (what === 'void') await post(`/invoices/${id}/void`);
    if (what === 'delete') await world.control('DELETE', `/invoices/${id}`);
    now += 5 * day;
    const { events, due } = await seen({ kind: 'invoice', id });
    expect({ overdue: events.filter((event) => event.startsWith('invoice_overdue')), due }).toEqual({
      overdue: [],
      due: null,
    });
  });

  it('is overdue, then paid: the late payment does not take the first back', async () => {
    const id = await paper('/invoices', { dueDate: '2026-03-12' });
    await seen({ kind: 'invoice', id });
    now += 5 * day;
    await seen({ kind: 'invoice', id });
    const payment = await post('/payments', { invoiceIds: [id] });
    expect((await seen({ kind: 'payment', id: payment.id })).events).toEqual([`invoice_paid ${id} 1 live`]);
    expect((await seen({ kind: 'invoice', id })).events).toEqual([]);
  });

  it('is history when it was overdue before the owner connected', async () => {
    const createdAt = new Date(now - 40 * day).toISOString();
    const id = await paper('/invoices', { dueDate: '2026-03-01', createdAt });
    expect((await seen({ kind: 'invoice', id })).events).toEqual([`invoice_overdue ${id} 1 history`]);
  });

  it('is nothing when a voided invoice has no balance', async () => {
    const id = await paper('/invoices');
    await seen({ kind: 'invoice', id });
    now += minute;
    await post(`/invoices/${id}/void`);
    expect((await seen({ kind: 'invoice', id })).events).toEqual([]);
  });

  it('is the same by a page of history as by a reading of its own', async () => {
    const id = await paper('/invoices', { dueDate: '2026-03-12' });
    await post('/payments', { invoiceIds: [id] });
    await seen({ kind: 'invoice', id });
    const { snapshots } = await world.provider.historyPage(session, {
      stage: 'past',
      since: new Date(now - day),
      cursor: null,
    });
    for (const reading of snapshots) {
      const observation = observe({ reading, states, hints: [], connection, now: new Date(now) });
      expect(observation).toMatchObject({ stale: false, events: [] });
    }
  });
});
