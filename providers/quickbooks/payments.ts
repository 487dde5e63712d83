import * as z from 'zod';
import type { CustomerRecord, Session, Snapshot } from '../provider.ts';
import type { Client } from './client.ts';
import { type Invoice, invoiceShape, isPaid, paidTransition } from './invoices.ts';
import { rowsById } from './rows.ts';
import { found, id, links, reference, times } from './shapes.ts';

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
export const paymentReply = z.object({ Payment: paymentShape });

const linkedTo = (list: z.infer<typeof links>, type: string) => [
  ...new Set(list.filter(({ TxnType }) => TxnType === type).map(({ TxnId }) => TxnId)),
];
const linesOf = ({ Line }: Payment) => Line.flatMap(({ LinkedTxn }) => LinkedTxn);

/** The invoices that payments were applied to, by their ids. */
export async function invoicesPaidBy(
  client: Client,
  session: Session,
  payments: readonly Payment[],
): Promise<Map<string, Invoice>> {
  const wanted = payments.flatMap((payment) => linkedTo(linesOf(payment), 'Invoice'));
  const rows = await rowsById(client, session, 'Invoice', wanted, invoiceShape);
  return new Map(rows.map((invoice) => [invoice.Id, invoice]));
}

/**
 * When each paid invoice was paid: an invoice keeps no such time, so it is when the last of its payments was entered.
 * `known` are payments that need not be read again.
 */
export async function paidTimes(
  client: Client,
  session: Session,
  invoices: Iterable<Invoice>,
  known: readonly Payment[] = [],
): Promise<Map<string, Date>> {
  const payments = new Map(known.map((payment) => [payment.Id, payment]));
  const paid = [...invoices].filter(isPaid);
  const missing = paid.flatMap(({ LinkedTxn }) => linkedTo(LinkedTxn, 'Payment')).filter((one) => !payments.has(one));
  for (const payment of await rowsById(client, session, 'Payment', missing, paymentShape))
    payments.set(payment.Id, payment);
  const applied = new Map<string, Payment[]>();
  for (const payment of known)
    for (const one of linkedTo(linesOf(payment), 'Invoice')) applied.set(one, [...(applied.get(one) ?? []), payment]);
  const times = new Map<string, Date>();
  for (const { Id, LinkedTxn } of paid) {
    const own = linkedTo(LinkedTxn, 'Payment').flatMap((one) => payments.get(one) ?? []);
    // A payment that brought us here counts even where the invoice does not name it.
    const entered = [...own, ...(applied.get(Id) ?? [])].map(({ MetaData }) => MetaData.CreateTime.getTime());
    if (entered.length > 0) times.set(Id, new Date(Math.max(...entered)));
  }
  return times;
}

/** A payment is told of by itself; what it means is that invoices are paid, in the order of its lines. */
export function paymentSnapshot(
  payment: Payment,
  invoices: ReadonlyMap<string, Invoice>,
  paid: ReadonlyMap<string, Date>,
  customer: CustomerRecord | null,
): Snapshot {
  const own = linkedTo(linesOf(payment), 'Invoice').flatMap((one) => invoices.get(one) ?? []);
  return {
    ...found({ kind: 'payment', id: payment.Id }, payment),
    customer: own.length > 0 ? customer : null,
    transitions: own.map((invoice) => paidTransition(invoice, { customer, paidAt: paid.get(invoice.Id) })),
    facts: {},
  };
}
