import * as z from 'zod';
import type { CustomerRecord, EntityRef, Snapshot, Transition } from '../provider.ts';
import type { FactsOf, invoiceFields } from './fields.ts';
import { day, found, id, instant, iso, link, links, money, paperOf, reference, spoken, text, times } from './shapes.ts';

export const invoiceShape = z.object({
  Id: id,
  DocNumber: spoken,
  CustomerRef: reference.nullish(),
  TotalAmt: money,
  Balance: money,
  DueDate: day,
  EmailStatus: text,
  DeliveryInfo: z.object({ DeliveryTime: instant.nullish().catch(null) }).nullish(),
  /** Only of a single invoice, where it is asked for, and the company takes payments online. */
  InvoiceLink: link,
  PrivateNote: text,
  LinkedTxn: links,
  MetaData: times,
});
export type Invoice = z.infer<typeof invoiceShape>;
export const invoiceReply = z.object({ Invoice: invoiceShape });

/** The vendor zeroes a voided invoice and says so in a note of its own. */
const isVoided = ({ PrivateNote }: Invoice) => /^voided\b/i.test(PrivateNote ?? '');

export const isPaid = (invoice: Invoice) => invoice.Balance === 0 && (invoice.TotalAmt ?? 0) > 0 && !isVoided(invoice);

/** Something is left to pay on it. */
export const isOwed = (invoice: Invoice) => (invoice.Balance ?? 0) > 0 && !isVoided(invoice);

/** What is known beside the invoice itself: whom it is for, and when it was paid. */
type Known = { customer: CustomerRecord | null; paidAt: Date | undefined };

const factsOf = (invoice: Invoice, { customer, paidAt }: Known): FactsOf<typeof invoiceFields> => ({
  'invoice.number': invoice.DocNumber,
  'invoice.total': invoice.TotalAmt,
  'invoice.balance': invoice.Balance,
  'invoice.due_date': invoice.DueDate,
  'invoice.pay_link': invoice.InvoiceLink,
  'invoice.sent_at': iso(invoice.DeliveryInfo?.DeliveryTime),
  'invoice.paid_at': iso(paidAt),
  'client.is_company': customer?.isCompany ?? null,
});

const printedOn = (invoice: Invoice) => (isVoided(invoice) ? null : paperOf(invoice));

const entityOf = ({ Id }: Invoice): EntityRef => ({ kind: 'invoice', id: Id });

function sentTransition(invoice: Invoice): Transition {
  const sentAt = invoice.DeliveryInfo?.DeliveryTime ?? null;
  const holds = !isVoided(invoice) && (invoice.EmailStatus === 'EmailSent' || sentAt !== null);
  return {
    trigger: 'invoice_sent',
    entity: entityOf(invoice),
    holds,
    at: holds ? sentAt : null,
    source: holds && sentAt ? 'DeliveryInfo.DeliveryTime' : null,
    saidBy: ['invoice.emailed'],
  };
}

export function paidTransition(invoice: Invoice, known: Known): Transition {
  const holds = isPaid(invoice);
  const at = holds ? (known.paidAt ?? null) : null;
  return {
    trigger: 'invoice_paid',
    entity: entityOf(invoice),
    facts: factsOf(invoice, known),
    paper: printedOn(invoice),
    holds,
    at,
    source: at && 'Payment.MetaData.CreateTime',
    saidBy: [],
  };
}

/** Sent or not: an invoice that was handed over on paper is never sent for the vendor, and owed all the same. */
function overdueTransition(invoice: Invoice): Transition {
  const { DueDate } = invoice;
  const holds = DueDate !== null && isOwed(invoice);
  return {
    trigger: 'invoice_overdue',
    entity: entityOf(invoice),
    holds,
    at: holds ? new Date(DueDate) : null,
    dateOnly: true,
    due: true,
    source: holds ? 'DueDate' : null,
    saidBy: [],
  };
}

export const invoiceSnapshot = (invoice: Invoice, known: Known): Snapshot => ({
  ...found(entityOf(invoice), invoice),
  customer: known.customer,
  transitions: [sentTransition(invoice), paidTransition(invoice, known), overdueTransition(invoice)],
  facts: factsOf(invoice, known),
  paper: printedOn(invoice),
});
