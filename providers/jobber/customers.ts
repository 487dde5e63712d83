import * as z from 'zod';
import type { CustomerPage, CustomerRecord, Session, Snapshot } from '../provider.ts';
import type { Client } from './client.ts';
import type { clientFields, FactsOf } from './fields.ts';
import { ClientsDocument } from './generated/graphql.ts';
import { instant, listed, pageInfo, text } from './shapes.ts';

const flag = z.boolean().nullish();

/** A client as the documents ask for it; everything the older API versions lack may be absent. */
export const clientShape = z.object({
  id: z.string(),
  name: text,
  firstName: text,
  lastName: text,
  companyName: text,
  isCompany: z.boolean(),
  isLead: z.boolean(),
  isArchived: z.boolean(),
  sampleData: flag,
  createdAt: instant,
  updatedAt: instant,
  receivesReminders: flag,
  receivesFollowUps: flag,
  receivesQuoteFollowUps: flag,
  receivesInvoiceFollowUps: flag,
  receivesReviewRequests: flag,
  emails: z.array(z.object({ address: z.string(), description: text, primary: z.boolean() })),
  phones: z.array(z.object({ number: z.string(), description: text, primary: z.boolean(), smsAllowed: z.boolean() })),
  billingAddress: z
    .object({ street1: text, street2: text, city: text, province: text, postalCode: text, country: text })
    .nullish(),
});

/** A client with what filters ask about it, as jobs, visits, quotes and invoices carry theirs. */
export const ownerShape = clientShape.extend({
  tags: z
    .object({ nodes: z.array(z.object({ label: z.string() })) })
    .nullish()
    .transform((list) => list?.nodes.map(({ label }) => label) ?? []),
});
type Owner = z.infer<typeof ownerShape>;

const pageShape = z.object({ clients: z.object({ nodes: z.array(clientShape), pageInfo }) });

const consentFlags = [
  'receivesReminders',
  'receivesFollowUps',
  'receivesQuoteFollowUps',
  'receivesInvoiceFollowUps',
  'receivesReviewRequests',
] as const;

/** The vendor's word for a number tells a fax and a mobile; the others may be either. */
const mobileBy: Record<string, boolean> = { MOBILE: true, FAX: false };

export function toCustomer(client: z.infer<typeof clientShape>): CustomerRecord {
  const { firstName, lastName, companyName } = client;
  const consent: CustomerRecord['consent'] = {};
  for (const name of consentFlags) {
    const value = client[name];
    if (typeof value === 'boolean') consent[name] = value;
  }
  return {
    externalId: client.id,
    name: client.name || [firstName, lastName].filter(Boolean).join(' ') || (companyName ?? ''),
    firstName: firstName ?? '',
    lastName: lastName ?? '',
    companyName: companyName || null,
    isCompany: client.isCompany,
    isLead: client.isLead,
    isArchived: client.isArchived,
    isSample: client.sampleData ?? false,
    emails: client.emails.map(({ address, description, primary }) => ({ address, label: description, primary })),
    phones: client.phones.map(({ number, description, primary, smsAllowed }) => ({
      number,
      label: description,
      primary,
      smsAllowed,
      mobile: mobileBy[description ?? ''] ?? null,
    })),
    address: client.billingAddress ?? null,
    consent,
    createdAt: client.createdAt,
    updatedAt: client.updatedAt,
  };
}

export const ownerFacts = (owner: Owner | null): FactsOf<typeof clientFields> => ({
  'client.is_lead': owner?.isLead ?? null,
  'client.is_company': owner?.isCompany ?? null,
  'client.tags': listed(owner?.tags ?? []),
});

export function clientSnapshot(read: Owner): Snapshot {
  const entity = { kind: 'client', id: read.id };
  const { createdAt, updatedAt } = read;
  return {
    entity,
    found: true,
    createdAt,
    updatedAt,
    customer: toCustomer(read),
    transitions: [{ trigger: 'client_created', entity, holds: true, at: createdAt, source: 'createdAt', saidBy: [] }],
    facts: ownerFacts(read),
  };
}

/** A page of 50 costs about 1,600 of 10,000 points, which are restored at 500 a second. */
export async function readCustomerPage(
  client: Client,
  session: Session,
  { cursor, pageSize }: { cursor: string | null; pageSize: number },
): Promise<CustomerPage> {
  const { data, budget } = await client.ask(session, ClientsDocument, { first: pageSize, after: cursor }, pageShape);
  const { nodes, pageInfo } = data.clients;
  return {
    customers: nodes.map(toCustomer),
    nextCursor: pageInfo.hasNextPage ? pageInfo.endCursor : null,
    budget,
  };
}
