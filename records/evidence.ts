import * as z from 'zod';
import type { Category } from '../journeys/categories.ts';
import { normalizePhone } from '../journeys/phone.ts';
import type { Customer, InboundMessage, Prisma, Suppression } from '../prisma/generated/client.ts';
import { readConsent } from './consent.ts';
import type { Contact } from './contact-points.ts';
import type { Tenant } from './database.ts';

const include = {
  transitions: { orderBy: { id: 'asc' } },
  enrollment: {
    select: {
      journey: { select: { name: true } },
      version: { select: { number: true } },
      event: { select: { provider: true, trigger: true, occurredAt: true } },
    },
  },
} satisfies Prisma.MessageInclude;

export type EvidenceMessage = Prisma.MessageGetPayload<{ include: typeof include }>;
export type AddressConsent = Contact & { suppressedReason: string | null; refused: readonly Category[] };

/** Everything that was said between a business and one person, and what the person allowed. */
export type Evidence = {
  customer: Customer;
  addresses: AddressConsent[];
  /** Every change of what is allowed at these addresses, oldest first. */
  changes: Suppression[];
  /** Newest first. */
  messages: EvidenceMessage[];
  inbound: InboundMessage[];
  /** There are more than are shown. */
  more: boolean;
};

/** What a business holds against a complaint; null when there is no such customer. */
export async function readEvidence(
  tenant: Tenant,
  customerId: string,
  { region, limit }: { region: string; limit: number },
): Promise<Evidence | null> {
  const customer = await tenant.db.customer.findFirst({ where: { id: customerId } });
  if (!customer) return null;
  const records = customer.personId
    ? await tenant.db.customer.findMany({ where: { personId: customer.personId } })
    : [customer];
  const ids = records.map(({ id }) => id);
  const contacts = contactsOf(records, region);
  const spoken = contacts.map(({ channel, address }) => ({
    channel,
    address: { equals: address, mode: 'insensitive' as const },
  }));
  const messages = await tenant.db.message.findMany({
    where: {
      organizationId: tenant.id,
      OR: [
        { customerId: { in: ids } },
        ...spoken.map(({ channel, address }) => ({ customerId: null, channel, toAddress: address })),
      ],
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    include,
  });
  const inbound = await tenant.db.inboundMessage.findMany({
    where: {
      organizationId: tenant.id,
      OR: [
        { customerId: { in: ids } },
        ...spoken.map(({ channel, address }) => ({ customerId: null, channel, fromAddress: address })),
      ],
    },
    orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  const changes = await tenant.db.suppression.findMany({
    where: { organizationId: tenant.id, OR: contacts },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    take: limit,
  });
  return {
    customer,
    addresses: await consentAt(tenant, contacts),
    changes,
    messages: messages.slice(0, limit),
    inbound: inbound.slice(0, limit),
    more: messages.length > limit || inbound.length > limit,
  };
}

/** What is allowed at each address of a customer; one of which nothing is known allows what the purpose does. */
async function consentAt(tenant: Tenant, contacts: readonly Contact[]): Promise<AddressConsent[]> {
  const points = await tenant.db.contactPoint.findMany({
    where: { organizationId: tenant.id, OR: [...contacts] },
    select: { id: true, channel: true, address: true },
  });
  const consents: AddressConsent[] = [];
  for (const contact of contacts) {
    const point = points.find(({ channel, address }) => channel === contact.channel && address === contact.address);
    const known = point && (await readConsent(tenant, point.id));
    consents.push({
      ...contact,
      suppressedReason: known?.suppressedReason ?? null,
      refused: known?.refused ?? [],
    });
  }
  return consents;
}

const emailsSchema = z.array(z.object({ address: z.string() })).catch([]);
const phonesSchema = z.array(z.object({ number: z.string() })).catch([]);

/** Every address and number of a person, as contact points are written. */
/** Where somebody of these records can be written to, each address as it is compared. */
export function contactsOf(records: readonly Customer[], region: string): Contact[] {
  const emails = records.flatMap(({ email, emails }) => [
    email,
    ...emailsSchema.parse(emails).map(({ address }) => address),
  ]);
  const phones = records.flatMap(({ phone, phones }) => [
    phone,
    ...phonesSchema.parse(phones).map(({ number }) => normalizePhone(number, region)),
  ]);
  const unique = (all: (string | null)[]) => [...new Set(all.flatMap((each) => each?.trim() || []))];
  return [
    ...unique(emails.map((email) => email?.toLowerCase() ?? null)).map((address) => ({
      channel: 'email' as const,
      address,
    })),
    ...unique(phones).map((address) => ({ channel: 'sms' as const, address })),
  ];
}
