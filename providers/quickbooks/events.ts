import type { EntityRef, Session, Snapshot } from '../provider.ts';
import type { Client } from './client.ts';
import { customerReply, isPart, toCustomer } from './customers.ts';
import { estimateReply, estimateSnapshot } from './estimates.ts';
import type { clientFields, FactsOf } from './fields.ts';
import { invoiceReply, invoiceSnapshot } from './invoices.ts';
import { readOwner } from './owners.ts';
import { invoicesPaidBy, paidTimes, paymentReply, paymentSnapshot } from './payments.ts';
import { also } from './rows.ts';
import { found } from './shapes.ts';

const missing = (entity: EntityRef): Snapshot => ({
  entity,
  found: false,
  createdAt: null,
  updatedAt: null,
  customer: null,
  transitions: [],
  facts: {},
});

type Reader = (client: Client, session: Session, entity: EntityRef) => Promise<Snapshot>;

const readCustomer: Reader = async (client, session, entity) => {
  const read = (await client.find(session, 'customer', entity.id, customerReply))?.Customer;
  if (!read) return missing(entity);
  const customer = toCustomer(read);
  const facts: FactsOf<typeof clientFields> = {
    'client.is_company': customer.isCompany,
    'client.balance': read.Balance,
  };
  const at = read.MetaData.CreateTime;
  // Of a part of a customer nothing is told; of a hidden one neither, so that showing it again is no news.
  if (isPart(read)) return { ...found(entity, read), customer: null, transitions: [], facts };
  const added = { trigger: 'client_created', entity, holds: true, at, source: 'MetaData.CreateTime', saidBy: [] };
  return { ...found(entity, read), customer, transitions: customer.isArchived ? [] : [added], facts };
};

const ownerOf = (client: Client, session: Session, customer: { value: string } | null | undefined) =>
  customer ? readOwner(client, session, customer.value) : null;

const readInvoice: Reader = async (client, session, entity) => {
  const invoice = (await client.find(session, 'invoice', entity.id, invoiceReply, also('invoice')))?.Invoice;
  if (!invoice) return missing(entity);
  const paidAt = (await paidTimes(client, session, [invoice])).get(invoice.Id);
  return invoiceSnapshot(invoice, { customer: await ownerOf(client, session, invoice.CustomerRef), paidAt });
};

const readPayment: Reader = async (client, session, entity) => {
  const payment = (await client.find(session, 'payment', entity.id, paymentReply))?.Payment;
  if (!payment) return missing(entity);
  const invoices = await invoicesPaidBy(client, session, [payment]);
  const paid = await paidTimes(client, session, invoices.values(), [payment]);
  const owed = payment.CustomerRef ?? [...invoices.values()][0]?.CustomerRef;
  const customer = invoices.size > 0 ? await ownerOf(client, session, owed) : null;
  return paymentSnapshot(payment, invoices, paid, customer);
};

const readEstimate: Reader = async (client, session, entity) => {
  const estimate = (await client.find(session, 'estimate', entity.id, estimateReply))?.Estimate;
  if (!estimate) return missing(entity);
  return estimateSnapshot(estimate, await ownerOf(client, session, estimate.CustomerRef));
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
