import { describe, expect, it } from '@jest/globals';
import { invoiceShape, invoiceSnapshot, paidTransition } from './invoices.ts';

const sent = {
  id: 'i',
  invoiceNumber: '1042',
  invoiceStatus: 'awaiting_payment',
  subject: 'Gutters',
  issuedDate: '2026-11-20T00:00:00Z',
  dueDate: '2026-12-04T00:00:00Z',
  receivedDate: null,
  createdAt: '2026-11-20T09:00:00Z',
  updatedAt: '2026-11-20T10:00:00Z',
  clientHubUri: 'https://clienthub.getjobber.com/invoices/1042',
  amounts: { total: 180, invoiceBalance: 180 },
  paymentRecords: { nodes: [] as object[] },
  client: null,
};
const paid = { ...sent, invoiceStatus: 'paid', amounts: { total: 180, invoiceBalance: 0 } };
const record = (adjustmentType: string, entryDate = '2026-11-27T00:00:00Z') => ({ adjustmentType, entryDate });

const read = (given: object) => invoiceSnapshot(invoiceShape.parse(given));
const of = (given: object, trigger: string) => read(given).transitions.find((one) => one.trigger === trigger);
const holding = (given: object) =>
  read(given).transitions.flatMap(({ trigger, holds, unclear }) =>
    holds ? [trigger] : unclear ? [`${trigger}?`] : [],
  );

describe('An invoice', () => {
  it.each([
    ['draft', { invoiceStatus: 'draft', issuedDate: null }, []],
    ['sent', {}, ['invoice_sent', 'invoice_overdue']],
    ['sent, not due', { invoiceStatus: 'sent_not_due' }, ['invoice_sent', 'invoice_overdue']],
    ['past due', { invoiceStatus: 'past_due' }, ['invoice_sent', 'invoice_overdue']],
    ['paid in part', { amounts: { total: 180, invoiceBalance: 80 } }, ['invoice_sent', 'invoice_overdue']],
    ['without a due date', { dueDate: null }, ['invoice_sent']],
    ['paid', paid, ['invoice_sent', 'invoice_paid']],
    ['paid too much', { ...paid, amounts: { total: 180, invoiceBalance: -5 } }, ['invoice_sent', 'invoice_paid']],
    ['over nothing', { ...paid, amounts: { total: 0, invoiceBalance: 0 } }, ['invoice_sent']],
    ['closed with a balance', { invoiceStatus: 'paid' }, ['invoice_sent']],
    ['voided', { invoiceStatus: 'voided', amounts: { total: 180, invoiceBalance: 0 } }, []],
    ['voided, shown as paid', { ...paid, paymentRecords: { nodes: [record('VOIDED')] } }, []],
    ['bad debt', { invoiceStatus: 'bad_debt', amounts: { total: 180, invoiceBalance: 0 } }, ['invoice_sent?']],
    ['of a status that we do not know', { invoiceStatus: 'pondering' }, ['invoice_sent?']],
  ])('that is %s tells it', (_, change, expected) => {
    expect(holding({ ...sent, ...change })).toEqual(expected);
  });

  it('was sent on the day that is written on it', () => {
    expect(of(sent, 'invoice_sent')).toMatchObject({
      at: new Date('2026-11-20'),
      dateOnly: true,
      source: 'issuedDate',
      saidBy: [],
    });
    expect(of({ ...sent, issuedDate: null }, 'invoice_sent')).toMatchObject({ holds: true, at: null, source: null });
  });

  it('was not sent before it was there, whatever day is written on it', () => {
    const sentTransition = of({ ...sent, issuedDate: '2026-10-01T00:00:00Z' }, 'invoice_sent');
    expect(sentTransition).toMatchObject({ at: new Date('2026-11-20T09:00:00Z'), source: 'createdAt' });
    expect(sentTransition?.dateOnly).toBeUndefined();
  });

  it('is paid on the day of its last payment, else on the day that is written on it', () => {
    const nodes = [
      record('PAYMENT', '2026-11-27T00:00:00Z'),
      record('DEPOSIT', '2026-11-21'),
      record('REFUND', '2026-11-29'),
    ];
    expect(of({ ...paid, paymentRecords: { nodes } }, 'invoice_paid')).toMatchObject({
      at: new Date('2026-11-27'),
      dateOnly: true,
      source: 'paymentRecords.entryDate',
    });
    expect(of({ ...paid, receivedDate: '2026-11-28T00:00:00Z' }, 'invoice_paid')).toMatchObject({
      at: new Date('2026-11-28'),
      source: 'receivedDate',
    });
    expect(of(paid, 'invoice_paid')).toMatchObject({ holds: true, at: null, source: null });
  });

  it('is due on the day as it is written, in whatever zone', () => {
    const dueOn = (dueDate: string) => of({ ...sent, dueDate }, 'invoice_overdue')?.at?.toISOString();
    for (const written of [
      '2026-12-04',
      '2026-12-04T00:00:00Z',
      '2026-12-04T23:59:59-10:00',
      '2026-12-04T00:00:00+13:00',
    ])
      expect(dueOn(written)).toBe('2026-12-04T00:00:00.000Z');
    expect(of({ ...sent, dueDate: 'soon' }, 'invoice_overdue')).toMatchObject({ due: true, holds: false, at: null });
    expect(of({ ...sent, dueDate: '2026-13-45' }, 'invoice_overdue')).toMatchObject({ holds: false, at: null });
  });

  it('is a paper with number and total', () => {
    expect(read(sent).paper).toEqual({ number: '1042', total: 180 });
    expect(read({ ...sent, amounts: null }).paper).toBeNull();
  });

  it('of an older API version has what it has', () => {
    const { subject, clientHubUri, paymentRecords, ...older } = { ...paid, receivedDate: '2026-11-28T00:00:00Z' };
    expect({ subject, clientHubUri, paymentRecords }).toBeDefined();
    expect(read(older).facts).toMatchObject({ 'invoice.pay_link': null, 'invoice.paid_at': '2026-11-28' });
    expect(holding(older)).toEqual(['invoice_sent', 'invoice_paid']);
  });

  it('is told to be paid just now only by money that came in', () => {
    const invoice = invoiceShape.parse(paid);
    expect(paidTransition(invoice).saidBy).toEqual([]);
    expect(of(paid, 'invoice_paid')?.saidBy).toEqual([]);
  });
});
