import { dayOf } from './days.ts';
import { encodeId } from './ids.ts';
import { balanceOf } from './invoice-state.ts';
import type { InvoiceRow, PaymentRow, State } from './state.ts';
import type { Webhooks } from './webhooks.ts';

type Dependencies = {
  state: State;
  webhooks: Pick<Webhooks, 'send'>;
  clock: () => number;
  changed: () => void;
  zone: string;
};
export type NewInvoice = {
  clientId: number;
  subject?: string;
  total?: number;
  invoiceNumber?: string;
  dueDate?: string;
  issuedDate?: string;
  createdAt?: number;
  sentAt?: number;
};

/** What people do with invoices and payments, with the notices that the vendor sends for it. */
export function createInvoiceDeeds({ state, webhooks, clock, changed, zone }: Dependencies) {
  const idOf = (row: InvoiceRow) => encodeId('Invoice', row.id);
  const tell = (topic: string, id: string) => webhooks.send(topic, id, clock());
  const edited = (row: InvoiceRow) => {
    row.updatedAt = clock();
    changed();
    tell('INVOICE_UPDATE', idOf(row));
  };

  function createInvoice(input: NewInvoice): InvoiceRow {
    const at = input.createdAt ?? clock();
    const sentAt = input.sentAt ?? null;
    const row: InvoiceRow = {
      id: state.nextId++,
      clientId: input.clientId,
      invoiceNumber: input.invoiceNumber ?? String(state.invoices.size + 1),
      subject: input.subject ?? 'For services rendered',
      total: input.total ?? 0,
      createdAt: at,
      updatedAt: sentAt ?? at,
      sentAt,
      issuedDay: input.issuedDate ?? (sentAt === null ? null : dayOf(sentAt, zone)),
      dueDay: input.dueDate ?? null,
      paidAt: null,
      end: null,
      paymentIds: [],
    };
    state.invoices.set(row.id, row);
    changed();
    tell('INVOICE_CREATE', idOf(row));
    return row;
  }

  /** By email or text, or only marked as sent: the vendor shows no difference. */
  function sendInvoice(row: InvoiceRow, at = clock()) {
    if (row.sentAt !== null || row.end) return;
    row.sentAt = at;
    row.issuedDay ??= dayOf(at, zone);
    edited(row);
  }

  function record(row: InvoiceRow, adjustmentType: PaymentRow['adjustmentType'], amount: number, at: number) {
    const payment: PaymentRow = {
      id: state.nextId++,
      invoiceId: row.id,
      clientId: row.clientId,
      amount,
      at,
      adjustmentType,
    };
    state.payments.set(payment.id, payment);
    row.paymentIds.push(payment.id);
    return payment;
  }

  /** Without an amount, all that is left. */
  function payInvoice(row: InvoiceRow, amount = balanceOf(state, row), at = clock()): PaymentRow | null {
    if (row.end || amount <= 0) return null;
    const payment = record(row, 'PAYMENT', amount, at);
    if (balanceOf(state, row) <= 0) row.paidAt = at;
    row.issuedDay ??= dayOf(at, zone);
    tell('PAYMENT_CREATE', encodeId('PaymentRecord', payment.id));
    edited(row);
    return payment;
  }

  function deletePayment(payment: PaymentRow) {
    state.payments.delete(payment.id);
    tell('PAYMENT_DESTROY', encodeId('PaymentRecord', payment.id));
    const row = state.invoices.get(payment.invoiceId);
    if (!row) return;
    row.paymentIds = row.paymentIds.filter((id) => id !== payment.id);
    row.paidAt = null;
    edited(row);
  }

  function endInvoice(row: InvoiceRow, end: NonNullable<InvoiceRow['end']>) {
    if (row.end) return;
    record(row, end === 'bad debt' ? 'BAD_DEBT' : 'VOIDED', balanceOf(state, row), clock());
    row.end = end;
    edited(row);
  }

  function moveDueDate(row: InvoiceRow, dueDate: string | null) {
    row.dueDay = dueDate;
    edited(row);
  }

  return { createInvoice, sendInvoice, payInvoice, deletePayment, endInvoice, moveDueDate, touchInvoice: edited };
}
