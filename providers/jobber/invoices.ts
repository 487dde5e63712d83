import * as z from 'zod';
import type { Facts, Paper, Snapshot, Transition } from '../provider.ts';
import { ownerFacts, ownerShape, toCustomer } from './customers.ts';
import type { FactsOf, invoiceFields } from './fields.ts';
import { day, instant, money, spoken, startOf, text } from './shapes.ts';

const recordShape = z.object({ entryDate: day, adjustmentType: z.string() });

export const invoiceShape = z.object({
  id: z.string(),
  invoiceNumber: spoken,
  invoiceStatus: z.string(),
  subject: text,
  issuedDate: day,
  dueDate: day,
  receivedDate: day,
  createdAt: instant,
  updatedAt: instant,
  clientHubUri: text,
  amounts: z.object({ total: money, invoiceBalance: money }).nullish(),
  paymentRecords: z.object({ nodes: z.array(recordShape) }).nullish(),
  client: ownerShape.nullable(),
});
export type Invoice = z.infer<typeof invoiceShape>;

/** Waiting for the client's money. */
const unpaid = new Set(['awaiting_payment', 'sent_not_due', 'past_due']);
/** Money that came in; the others are refunds, write-offs and corrections. */
const payments = new Set(['PAYMENT', 'DEPOSIT']);

export const isPayment = (adjustmentType: string) => payments.has(adjustmentType);

const records = (invoice: Invoice) => invoice.paymentRecords?.nodes ?? [];
/** The status may read as closed like a paid one; the record that takes the amount back gives it away. */
const isVoid = (invoice: Invoice) =>
  /^void/i.test(invoice.invoiceStatus) || records(invoice).some(({ adjustmentType }) => adjustmentType === 'VOIDED');
/** Of an invoice over nothing there is nothing to pay. */
const isPaid = (invoice: Invoice) =>
  invoice.invoiceStatus === 'paid' &&
  !isVoid(invoice) &&
  invoice.amounts?.total !== 0 &&
  (invoice.amounts?.invoiceBalance ?? 0) <= 0;

/** The day of the last payment; an invoice keeps no time of being paid. */
function paidOn(invoice: Invoice): { day: string; source: string } | null {
  const days = records(invoice).flatMap(({ entryDate, adjustmentType }) =>
    entryDate && isPayment(adjustmentType) ? [entryDate] : [],
  );
  const last = days.sort().at(-1);
  if (last) return { day: last, source: 'paymentRecords.entryDate' };
  return invoice.receivedDate ? { day: invoice.receivedDate, source: 'receivedDate' } : null;
}

export function invoiceFacts(invoice: Invoice): Facts {
  const facts: FactsOf<typeof invoiceFields> = {
    'invoice.number': invoice.invoiceNumber,
    'invoice.subject': invoice.subject,
    'invoice.total': invoice.amounts?.total ?? null,
    'invoice.balance': invoice.amounts?.invoiceBalance ?? null,
    'invoice.due_date': invoice.dueDate,
    'invoice.issued_date': invoice.issuedDate,
    'invoice.paid_at': isPaid(invoice) ? (paidOn(invoice)?.day ?? null) : null,
    'invoice.pay_link': invoice.clientHubUri,
  };
  return { ...facts, ...ownerFacts(invoice.client) };
}

const entityOf = ({ id }: Invoice) => ({ kind: 'invoice', id });

/** "Mark as sent" looks the same. What was written off, and what we do not know, leaves open whether it was sent. */
function sentTransition(invoice: Invoice): Transition {
  const { invoiceStatus, issuedDate, createdAt } = invoice;
  const isSent = unpaid.has(invoiceStatus) || invoiceStatus === 'paid';
  const holds = isSent && !isVoid(invoice);
  // People may write an earlier date on it, but nothing is sent before it is there.
  const isBackdated = issuedDate !== null && issuedDate < createdAt.toISOString().slice(0, 10);
  const at = isBackdated ? createdAt : startOf(issuedDate);
  return {
    trigger: 'invoice_sent',
    entity: entityOf(invoice),
    holds,
    unclear: !isSent && invoiceStatus !== 'draft' && !isVoid(invoice),
    at: holds ? at : null,
    ...(holds && at && !isBackdated && { dateOnly: true }),
    source: holds && at ? (isBackdated ? 'createdAt' : 'issuedDate') : null,
    saidBy: [],
  };
}

/** `saidBy`: only a reading of a payment knows that its notice tells of money that came in. */
export function paidTransition(invoice: Invoice, saidBy: readonly string[] = []): Transition {
  const holds = isPaid(invoice);
  const on = holds ? paidOn(invoice) : null;
  return {
    trigger: 'invoice_paid',
    entity: entityOf(invoice),
    facts: invoiceFacts(invoice),
    paper: paperOf(invoice),
    holds,
    at: on && startOf(on.day),
    ...(on && { dateOnly: true }),
    source: on?.source ?? null,
    saidBy,
  };
}

/** The client still has to pay it. */
export const isOwed = (invoice: Invoice) =>
  unpaid.has(invoice.invoiceStatus) && !isVoid(invoice) && (invoice.amounts?.invoiceBalance ?? 0) > 0;

/** Begins when the due date is over and something is still to be paid. */
function overdueTransition(invoice: Invoice): Transition {
  const at = startOf(invoice.dueDate);
  return {
    trigger: 'invoice_overdue',
    entity: entityOf(invoice),
    holds: at !== null && isOwed(invoice),
    at,
    dateOnly: true,
    source: at && 'dueDate',
    saidBy: [],
    due: true,
  };
}

function paperOf({ invoiceNumber, amounts }: Invoice): Paper | null {
  const total = amounts?.total ?? null;
  return total === null ? null : { number: invoiceNumber, total };
}

export function invoiceSnapshot(invoice: Invoice): Snapshot {
  return {
    entity: entityOf(invoice),
    found: true,
    createdAt: invoice.createdAt,
    updatedAt: invoice.updatedAt,
    customer: invoice.client && toCustomer(invoice.client),
    transitions: [sentTransition(invoice), paidTransition(invoice), overdueTransition(invoice)],
    facts: invoiceFacts(invoice),
    paper: paperOf(invoice),
  };
}
