import type { Meaning } from '../journeys/revocation.ts';
import type { Prisma } from '../prisma/generated/client.ts';
import { type Contact, liftSuppression, lockContactPoint, suppress } from './contact-points.ts';
import type { Tenant } from './database.ts';
import { settle } from './followed-consent.ts';

/** A message by which somebody perhaps, or surely, wanted no more. */
export type ConsentQuestion = {
  id: string;
  channel: 'email' | 'sms';
  from: string;
  text: string;
  meaning: Meaning;
  receivedAt: Date;
  /** Null: nobody has said yet what was meant, and no journey writes there until then. */
  decidedAt: Date | null;
  customer: { id: string; name: string } | null;
  /** Nothing is sent there now because of what was read in such a message: it can be taken back. */
  suppressedByReading: boolean;
};

/** Reasons that our own reading gave, not a word of the vendor or the customer's own STOP. */
const readings = ['wants_out', 'wrong_person'];

/** What was read in answers, the open questions first, then the newest. */
export async function listQuestions(
  tenant: Tenant,
  { customerId, openOnly, limit }: { customerId: string | null; openOnly: boolean; limit: number },
): Promise<ConsentQuestion[]> {
  const where: Prisma.InboundMessageWhereInput = {
    organizationId: tenant.id,
    meaning: openOnly ? 'unclear' : { not: null },
    ...(openOnly ? { decidedAt: null } : {}),
    ...(customerId ? { customerId } : {}),
  };
  const rows = await tenant.db.inboundMessage.findMany({
    where,
    orderBy: [{ decidedAt: { sort: 'desc', nulls: 'first' } }, { receivedAt: 'desc' }, { id: 'desc' }],
    take: limit,
  });
  const ids = rows.flatMap((row) => row.customerId ?? []);
  const customers = await tenant.db.customer.findMany({
    where: { organizationId: tenant.id, id: { in: ids } },
    select: { id: true, name: true },
  });
  const points = await tenant.db.contactPoint.findMany({
    where: {
      organizationId: tenant.id,
      address: { in: rows.map(({ fromAddress }) => fromAddress) },
      suppressedReason: { in: readings },
    },
    select: { channel: true, address: true },
  });
  return rows.map((row) => ({
    id: row.id,
    channel: row.channel as Contact['channel'],
    from: row.fromAddress,
    text: row.body,
    meaning: row.meaning as Meaning,
    receivedAt: row.receivedAt,
    decidedAt: row.decidedAt,
    customer: customers.find(({ id }) => id === row.customerId) ?? null,
    suppressedByReading: points.some(({ channel, address }) => channel === row.channel && address === row.fromAddress),
  }));
}

/**
 * The owner says what was meant by an answer. Taking back what was read wrongly lifts only what our own reading set:
 * never a STOP, a bounce or a complaint.
 * Returns the address whose review ended, null when nobody waits for it; undefined when there is no such question.
 */
export async function decideQuestion(
  tenant: Tenant,
  inboundId: string,
  { outcome, by }: { outcome: 'no_more' | 'go_on'; by: string },
  at: Date,
): Promise<string | null | undefined> {
  const row = await tenant.db.inboundMessage.findFirst({ where: { id: inboundId, meaning: { not: null } } });
  if (!row) return undefined;
  const contact = { channel: row.channel as Contact['channel'], address: row.fromAddress };
  const point = await lockContactPoint(tenant, contact, at);
  const change = { ...contact, source: 'owner', by };
  if (outcome === 'no_more') await suppress(tenant, { ...change, reason: 'wants_out' }, at);
  else if (point.suppressedAt && readings.includes(point.suppressedReason ?? ''))
    await liftSuppression(tenant, { ...change, reason: 'read_wrongly' }, at);
  await tenant.db.inboundMessage.update({ where: { id: inboundId }, data: { decidedAt: at, decidedBy: by } });
  return settle(tenant, contact, point.id, by, at);
}
