import * as z from 'zod';
import { type EntityRef, Rejected, type Session, type Snapshot } from '../provider.ts';
import type { Client } from './client.ts';
import { clientSnapshot, ownerShape, toCustomer } from './customers.ts';
import {
  ClientDocument,
  InvoiceDocument,
  JobDocument,
  PaymentDocument,
  QuoteDocument,
  VisitDocument,
} from './generated/graphql.ts';
import { invoiceShape, invoiceSnapshot, isPayment, paidTransition } from './invoices.ts';
import { jobSnapshot, ownedJobShape } from './jobs.ts';
import { quoteShape, quoteSnapshot } from './quotes.ts';
import { visitShape, visitSnapshot } from './visits.ts';

const clientReply = z.object({ client: ownerShape.nullable() });
const jobReply = z.object({ job: ownedJobShape.nullable() });
const visitReply = z.object({ visit: visitShape.nullable() });
const quoteReply = z.object({ quote: quoteShape.nullable() });
const invoiceReply = z.object({ invoice: invoiceShape.nullable() });
const paymentReply = z.object({
  paymentRecord: z.object({ id: z.string(), adjustmentType: z.string(), invoice: invoiceShape.nullish() }).nullable(),
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

type Reader = (client: Client, session: Session, id: string) => Promise<Snapshot | null>;

/** A payment says that its invoice is paid; a part payment, a refund and a deposit on a quote say nothing. */
const readPayment: Reader = async (client, session, id) => {
  const answer = await client.ask(session, PaymentDocument, { id }, paymentReply).catch((error: unknown) => {
    // Without that call the invoice's own notice has to do.
    if (error instanceof Rejected && error.code === 'absent_field') return null;
    throw error;
  });
  const read = answer?.data.paymentRecord;
  if (!read) return null;
  const { invoice, adjustmentType } = read;
  return {
    entity: { kind: 'payment', id },
    found: true,
    createdAt: null,
    updatedAt: null,
    customer: invoice?.client ? toCustomer(invoice.client) : null,
    transitions: invoice ? [paidTransition(invoice, isPayment(adjustmentType) ? ['PAYMENT_CREATE'] : [])] : [],
    facts: {},
  };
};

const readers: Record<string, Reader> = {
  async client(client, session, id) {
    const read = (await client.ask(session, ClientDocument, { id }, clientReply)).data.client;
    return read && clientSnapshot(read);
  },
  async job(client, session, id) {
    const read = (await client.ask(session, JobDocument, { id }, jobReply)).data.job;
    return read && jobSnapshot(client, session, read);
  },
  async visit(client, session, id) {
    const read = (await client.ask(session, VisitDocument, { id }, visitReply)).data.visit;
    return read && visitSnapshot(read);
  },
  async quote(client, session, id) {
    const read = (await client.ask(session, QuoteDocument, { id }, quoteReply)).data.quote;
    return read && quoteSnapshot(read);
  },
  async invoice(client, session, id) {
    const read = (await client.ask(session, InvoiceDocument, { id }, invoiceReply)).data.invoice;
    return read && invoiceSnapshot(read);
  },
  payment: readPayment,
};

export const readKinds: ReadonlySet<string> = new Set(Object.keys(readers));

export async function readSnapshot(client: Client, session: Session, entity: EntityRef): Promise<Snapshot> {
  return (await readers[entity.kind]?.(client, session, entity.id)) ?? missing(entity);
}
