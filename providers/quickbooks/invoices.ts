import * as z from 'zod';
import type { EntityRef, Facts, Session, Transition } from '../provider.ts';
import { type Client, quoted } from './client.ts';
import { day, id, instant, listOf, money, reference, spoken, text, times } from './shapes.ts';

const links = z
  .array(z.object({ TxnId: id, TxnType: z.string() }))
  .nullish()
  .transform((value) => value ?? []);

export const invoiceShape = z.object({
  Id: id,
  DocNumber: spoken,
  CustomerRef: reference.nullish(),
  TotalAmt: money,
  Balance: money,
  DueDate: day,
  EmailStatus: text,
  DeliveryInfo: z.object({ DeliveryTime: instant.nullish().catch(null) }).nullish(),
  PrivateNote: text,
  LinkedTxn: links,
  MetaData: times,
});
export type Invoice = z.infer<typeof invoiceShape>;

export const paymentShape = z.object({
  Id: id,
  CustomerRef: reference.nullish(),
  Line: z
    .array(z.object({ LinkedTxn: links }))
    .nullish()
    .transform((value) => value ?? []),
  MetaData: times,
});
export type Payment = z.infer<typeof paymentShape>;

const invoicesReply = listOf('Invoice', invoiceShape);
const paymentsReply = listOf('Payment', paymentShape);

/** Ids in one statement: well within the length of an address. */
const idsAtOnce = 100;

async function allOf<Row>(
  client: Client,
  session: Session,
  entity: string,
  ids: readonly string[],
  shape: z.ZodType<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let from = 0; from < ids.length; from += idsAtOnce) {
    const some = ids.slice(from, from + idsAtOnce);
    const statement = `select * from ${entity} where Id in (${some.map(quoted).join(',')}) MAXRESULTS ${some.length}`;
    rows.push(...(await client.query(session, statement, shape)).data);
  }
  return rows;
}

const linkedTo = (list: z.infer<typeof links>, type: string) => [
  ...new Set(list.filter(({ TxnType }) => TxnType === type).map(({ TxnId }) => TxnId)),
];

/** The invoices that a payment was applied to, in the order of its lines. */
export async function invoicesPaidBy(client: Client, session: Session, payment: Payment): Promise<Invoice[]> {
  const wanted = linkedTo(
    payment.Line.flatMap(({ LinkedTxn }) => LinkedTxn),
    'Invoice',
  );
  const found = new Map(
    (await allOf(client, session, 'Invoice', wanted, invoicesReply)).map((invoice) => [invoice.Id, invoice]),
  );
  return wanted.flatMap((one) => found.get(one) ?? []);
}

/** The vendor zeroes a voided invoice and says so in a note of its own. */
const isVoided = ({ PrivateNote }: Invoice) => /^voided\b/i.test(PrivateNote ?? '');

export const isPaid = (invoice: Invoice) => invoice.Balance === 0 && (invoice.TotalAmt ?? 0) > 0 && !isVoided(invoice);

/**
 * When each paid invoice was paid: an invoice keeps no such time, so it is when the last of its payments was entered.
 * `known` are payments that need not be read again.
 */
export async function paidTimes(
  client: Client,
  session: Session,
  invoices: readonly Invoice[],
  known: readonly Payment[] = [],
): Promise<Map<string, Date>> {
  const payments = new Map(known.map((payment) => [payment.Id, payment]));
  const paid = invoices.filter(isPaid);
  const missing = [...new Set(paid.flatMap(({ LinkedTxn }) => linkedTo(LinkedTxn, 'Payment')))].filter(
    (one) => !payments.has(one),
  );
  for (const payment of await allOf(client, session, 'Payment', missing, paymentsReply))
    payments.set(payment.Id, payment);
  const times = new Map<string, Date>();
  for (const invoice of paid) {
    const own = linkedTo(invoice.LinkedTxn, 'Payment').flatMap((one) => payments.get(one) ?? []);
    // A payment that brought us here counts even where the invoice does not name it.
    const entered = [...own, ...known].map(({ MetaData }) => MetaData.CreateTime.getTime());
    if (entered.length > 0) times.set(invoice.Id, new Date(Math.max(...entered)));
  }
  return times;
}

const iso = (date: Date | null | undefined) => date?.toISOString() ?? null;

export const invoiceFacts = (invoice: Invoice, paidAt: Date | undefined): Facts => ({
  'invoice.number': invoice.DocNumber,
  'invoice.total': invoice.TotalAmt,
  'invoice.balance': invoice.Balance,
  'invoice.due_date': invoice.DueDate,
  'invoice.sent_at': iso(invoice.DeliveryInfo?.DeliveryTime),
  'invoice.paid_at': iso(paidAt),
});

const entityOf = ({ Id }: Invoice): EntityRef => ({ kind: 'invoice', id: Id });

export function sentTransition(invoice: Invoice): Transition {
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

export function paidTransition(invoice: Invoice, paidAt: Date | undefined): Transition {
  const holds = isPaid(invoice);
  return {
    trigger: 'invoice_paid',
    entity: entityOf(invoice),
    facts: invoiceFacts(invoice, paidAt),
    holds,
    at: holds ? (paidAt ?? null) : null,
    source: holds && paidAt ? 'Payment.MetaData.CreateTime' : null,
    saidBy: [],
  };
}
