import * as z from 'zod';
import type { EntityRef, Session, Snapshot } from '../provider.ts';
import type { Client } from './client.ts';
import { customerReply, isPart, readOwner, toCustomer } from './customers.ts';
import {
  invoiceFacts,
  invoiceShape,
  invoicesPaidBy,
  paidTimes,
  paidTransition,
  paymentShape,
  sentTransition,
} from './invoices.ts';
import { day, id, money, reference, spoken, text, times } from './shapes.ts';

const invoiceReply = z.object({ Invoice: invoiceShape });
const paymentReply = z.object({ Payment: paymentShape });
const estimateReply = z.object({
  Estimate: z.object({
    Id: id,
    DocNumber: spoken,
    CustomerRef: reference.nullish(),
    TotalAmt: money,
    TxnStatus: text,
    AcceptedDate: day,
    ExpirationDate: day,
    MetaData: times,
  }),
});

const missing = (entity: EntityRef): Snapshot => ({
  entity,
  found: false,
  createdAt: null,
  updatedAt: null,
  customer: null,
  transitions: [],
  facts: {},
});

const timesOf = ({ CreateTime, LastUpdatedTime }: z.infer<typeof times>) => ({
  found: true,
  createdAt: CreateTime,
  updatedAt: LastUpdatedTime,
});

type Reader = (client: Client, session: Session, entity: EntityRef) => Promise<Snapshot>;

const readCustomer: Reader = async (client, session, entity) => {
  const read = (await client.find(session, 'customer', entity.id, customerReply))?.Customer;
  if (!read) return missing(entity);
  const customer = toCustomer(read);
  const facts = { 'client.is_company': customer.isCompany, 'client.balance': read.Balance };
  const at = read.MetaData.CreateTime;
  // Of a part of a customer nothing is told; of a hidden one neither, so that showing it again is no news.
  if (isPart(read)) return { entity, ...timesOf(read.MetaData), customer: null, transitions: [], facts };
  const added = { trigger: 'client_created', entity, holds: true, at, source: 'MetaData.CreateTime', saidBy: [] };
  return { entity, ...timesOf(read.MetaData), customer, transitions: customer.isArchived ? [] : [added], facts };
};

const ownerOf = (client: Client, session: Session, customer: { value: string } | null | undefined) =>
  customer ? readOwner(client, session, customer.value) : null;

const readInvoice: Reader = async (client, session, entity) => {
  const invoice = (await client.find(session, 'invoice', entity.id, invoiceReply))?.Invoice;
  if (!invoice) return missing(entity);
  const paidAt = (await paidTimes(client, session, [invoice])).get(invoice.Id);
  return {
    entity,
    ...timesOf(invoice.MetaData),
    customer: await ownerOf(client, session, invoice.CustomerRef),
    transitions: [sentTransition(invoice), paidTransition(invoice, paidAt)],
    facts: invoiceFacts(invoice, paidAt),
  };
};

/** A payment is told of by itself; what it means is that invoices are paid. */
const readPayment: Reader = async (client, session, entity) => {
  const payment = (await client.find(session, 'payment', entity.id, paymentReply))?.Payment;
  if (!payment) return missing(entity);
  const invoices = await invoicesPaidBy(client, session, payment);
  const paid = await paidTimes(client, session, invoices, [payment]);
  const owed = payment.CustomerRef ?? invoices[0]?.CustomerRef;
  return {
    entity,
    ...timesOf(payment.MetaData),
    customer: invoices.length > 0 ? await ownerOf(client, session, owed) : null,
    transitions: invoices.map((invoice) => paidTransition(invoice, paid.get(invoice.Id))),
    facts: {},
  };
};

const accepted = ['Accepted', 'Converted'];

const readEstimate: Reader = async (client, session, entity) => {
  const estimate = (await client.find(session, 'estimate', entity.id, estimateReply))?.Estimate;
  if (!estimate) return missing(entity);
  const holds = accepted.includes(estimate.TxnStatus ?? '');
  const on = holds ? estimate.AcceptedDate : null;
  return {
    entity,
    ...timesOf(estimate.MetaData),
    customer: await ownerOf(client, session, estimate.CustomerRef),
    transitions: [
      {
        trigger: 'quote_approved',
        entity,
        holds,
        at: on === null ? null : new Date(on),
        dateOnly: on !== null,
        source: on === null ? null : 'AcceptedDate',
        saidBy: [],
      },
    ],
    facts: {
      'quote.number': estimate.DocNumber,
      'quote.total': estimate.TotalAmt,
      'quote.approved_at': on,
      'quote.expires_at': estimate.ExpirationDate,
    },
  };
};

const readers: Record<string, Reader> = {
  client: readCustomer,
  invoice: readInvoice,
  payment: readPayment,
  quote: readEstimate,
};

export async function readSnapshot(client: Client, session: Session, entity: EntityRef): Promise<Snapshot> {
  const read = readers[entity.kind];
  return read ? read(client, session, entity) : missing(entity);
}
