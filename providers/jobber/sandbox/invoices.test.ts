import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Session } from '../../provider.ts';
import { type JobberWorld, openJobberWorld } from '../sandbox-world.ts';

type Invoice = {
  id: string;
  invoiceStatus: string;
  balance: number;
  payments: { id: string; adjustmentType: string }[];
};

let now: number;
let world: JobberWorld;
let session: Session;
beforeEach(async () => {
  now = Date.UTC(2026, 10, 23, 15);
  world = await openJobberWorld({ clock: () => now, settings: { accessTokenMinutes: 60 * 24 * 365 } });
  session = (await world.connect()).session;
});
afterEach(() => world.close());

const create = async (body: object = {}) => {
  const { clients } = await world.control<{ clients: { id: string }[] }>('GET', '/state');
  return world.control<Invoice>('POST', '/invoices', { clientId: clients[0]?.id, total: 180, ...body });
};
const act = (id: string, verb: string, body?: object) =>
  world.control<Invoice>('POST', `/invoices/${id}/${verb}`, body);
const holding = async (kind: string, id: string) => {
  const { transitions } = await world.provider.snapshot(session, { kind, id });
  return transitions.filter(({ holds }) => holds).map(({ trigger }) => trigger);
};
const day = 86_400_000;

describe('invoices', () => {
  it('go from draft over sent and past due to paid', async () => {
    const { id, invoiceStatus } = await create({ dueDate: '2026-11-25' });
    expect(invoiceStatus).toBe('draft');
    expect((await act(id, 'send')).invoiceStatus).toBe('sent_not_due');
    now += 2 * day;
    expect((await act(id, 'touch')).invoiceStatus).toBe('awaiting_payment');
    now += day;
    expect((await act(id, 'touch')).invoiceStatus).toBe('past_due');
    expect((await act(id, 'due', { dueDate: '2026-12-24' })).invoiceStatus).toBe('sent_not_due');
    expect(await act(id, 'pay')).toMatchObject({ invoiceStatus: 'paid', balance: 0 });
    expect(await holding('invoice', id)).toEqual(['invoice_sent', 'invoice_paid']);
  });

  it('are paid by their last part', async () => {
    const { id } = await create();
    await act(id, 'send');
    const part = await act(id, 'pay', { amount: 100 });
    expect(part).toMatchObject({ balance: 80, invoiceStatus: 'awaiting_payment' });
    expect(await holding('payment', part.payments[0]?.id ?? '')).toEqual([]);
    const rest = await act(id, 'pay');
    expect(await holding('payment', rest.payments[1]?.id ?? '')).toEqual(['invoice_paid']);
    // Whoever reads the first notice late sees the invoice as it is now.
    expect(await holding('payment', rest.payments[0]?.id ?? '')).toEqual(['invoice_paid']);
  });

  it('owe again when a payment is deleted', async () => {
    const { id } = await create();
    await act(id, 'send');
    const { payments } = await act(id, 'pay');
    const payment = payments[0]?.id ?? '';
    await world.control('DELETE', `/payments/${payment}`);
    await world.arrival('PAYMENT_DESTROY');
    expect(await holding('invoice', id)).toEqual(['invoice_sent']);
    expect(await world.provider.snapshot(session, { kind: 'payment', id: payment })).toMatchObject({ found: false });
  });

  it.each([
    ['void', {}, 'voided'],
    ['void', { showsAs: 'paid' }, 'paid'],
    ['write-off', {}, 'bad_debt'],
  ])('are not paid by %s %j', async (verb, body, invoiceStatus) => {
    const { id } = await create({ dueDate: '2026-11-01' });
    await act(id, 'send');
    const ended = await act(id, verb, body);
    expect(ended).toMatchObject({ invoiceStatus, balance: 0 });
    expect(await holding('invoice', id)).toEqual([]);
    expect(await holding('payment', ended.payments[0]?.id ?? '')).toEqual([]);
  });

  it('carry links, tags and whether it is a company', async () => {
    const client = await world.control<{ id: string }>('POST', '/clients', {
      companyName: 'Cove Inn',
      isCompany: true,
      tags: ['Weekly', 'VIP'],
    });
    const { id } = await create({ clientId: client.id, subject: 'Windows', dueDate: '2026-12-01' });
    const { facts, customer } = await world.provider.snapshot(session, { kind: 'invoice', id });
    expect(facts).toMatchObject({
      'invoice.subject': 'Windows',
      'invoice.due_date': '2026-12-01',
      'invoice.balance': 180,
      'invoice.pay_link': expect.stringMatching(/^https:\/\/clienthub\.getjobber\.com\//),
      'client.tags': 'Weekly, VIP',
      'client.is_company': true,
    });
    expect(customer?.name).toBe('Cove Inn');
  });

  it('of an older API version are told without the payments’ own call', async () => {
    await world.close();
    world = await openJobberWorld({ settings: { olderSchema: true } });
    session = (await world.connect()).session;
    const { id } = await create();
    const { payments } = await act(id, 'pay');
    const payment = await world.provider.snapshot(session, { kind: 'payment', id: payments[0]?.id ?? '' });
    const invoice = await world.provider.snapshot(session, { kind: 'invoice', id });
    expect(payment).toMatchObject({ found: false, transitions: [] });
    expect(invoice.transitions).toMatchObject([
      { holds: true },
      { holds: true, source: 'receivedDate' },
      { holds: false },
    ]);
  });
});
