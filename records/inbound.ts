import { type Contact, liftSuppression, lockContactPoint, suppress } from './contact-points.ts';
import { openConversation } from './conversations.ts';
import type { Tenant } from './database.ts';
import { moveMessage } from './messages.ts';
import { recordReply } from './reactions.ts';
import { storableText } from './storable.ts';

export type Inbound = {
  channel: 'email' | 'sms';
  vendorId: string;
  from: string;
  to: string;
  text: string;
  /** Pictures and the like that came with it. */
  media: number;
  consent: 'stop' | 'start' | 'help' | null;
};

export type Received = {
  id: string;
  conversationId: string;
  customerId: string | null;
  /** As it was taken: YES to somebody who had not ended anything is an answer. */
  consent: Inbound['consent'];
  /** It is for people to read: more than a keyword. */
  isReply: boolean;
};

/**
 * Keeps a message from a customer in the conversation of its address. STOP and START change that number's consent, for
 * this organization only. Returns null when it was kept before.
 */
export async function receiveInbound(tenant: Tenant, inbound: Inbound, at: Date): Promise<Received | null> {
  const { channel, vendorId, from, to, media } = inbound;
  const contact: Contact = { channel, address: from };
  // A claim that waits for this lock reads what is recorded here.
  const { suppressedAt } = await lockContactPoint(tenant, contact, at);
  // A carrier's word for START, and the most common answer to a question: it lifts what there is to lift.
  const isAnswer = inbound.consent === 'start' && suppressedAt === null && /^\s*yes\s*$/i.test(inbound.text);
  const consent = isAnswer ? null : inbound.consent;
  const customerId = await findWriter(tenant, contact);
  const body = storableText(inbound.text);
  const [row] = await tenant.db.inboundMessage.createManyAndReturn({
    data: [
      {
        organizationId: tenant.id,
        channel,
        vendorId,
        fromAddress: from,
        toAddress: to,
        body,
        media,
        consent,
        customerId,
        receivedAt: at,
      },
    ],
    skipDuplicates: true,
    select: { id: true },
  });
  if (!row) return null;
  const change = { ...contact, source: 'inbound' };
  if (consent === 'stop') await suppress(tenant, { ...change, reason: 'stop' }, at);
  if (consent === 'start') await liftSuppression(tenant, { ...change, reason: 'start' }, at);
  const isReply = consent === null;
  const conversationId = await openConversation(tenant, { ...contact, customerId, isReply }, at);
  return { id: row.id, conversationId, customerId, consent, isReply };
}

/**
 * Takes what was just received as an answer: to the message before it, and for the journeys that listen. Who wants out,
 * in whichever words, answers nothing: call it once the meaning is read. Returns enrollments to nudge.
 */
export async function takeReply(
  tenant: Tenant,
  { id, customerId, isReply }: Received,
  { channel, from }: Pick<Inbound, 'channel' | 'from'>,
  at: Date,
): Promise<string[]> {
  const row = isReply ? await tenant.db.inboundMessage.findFirst({ where: { id }, select: { meaning: true } }) : null;
  if (!row || row.meaning === 'wants_out' || row.meaning === 'wrong_person') return [];
  const contact: Contact = { channel, address: from };
  const before = await messageBefore(tenant, contact);
  if (before) {
    await tenant.db.inboundMessage.updateMany({ where: { id }, data: { messageId: before.id } });
    await moveMessage(tenant, before.id, { status: 'replied', source: 'callback' }, at);
  }
  return recordReply(tenant, { ...contact, customerId }, at);
}

/** How often an address wrote since then, keywords left out. */
export function repliesSince(tenant: Tenant, { channel, address }: Contact, since: Date): Promise<number> {
  const where = { organizationId: tenant.id, channel, fromAddress: address, consent: null, receivedAt: { gt: since } };
  return tenant.db.inboundMessage.count({ where });
}

/** Whoever we wrote to last at this address, else whose address it is: a number may be that of a couple. */
async function findWriter(tenant: Tenant, contact: Contact): Promise<string | null> {
  const before = await messageBefore(tenant, contact, { customer: { deletedAt: null } });
  if (before?.customerId) return before.customerId;
  const { channel, address } = contact;
  const customer = await tenant.db.customer.findFirst({
    where: { ...(channel === 'sms' ? { phone: address } : { email: address }), deletedAt: null },
    orderBy: [{ updatedAt: 'desc' }, { id: 'asc' }],
    select: { id: true },
  });
  return customer?.id ?? null;
}

/** The last message of a journey or a person that left to an address; of one just being handed over nothing is known. */
function messageBefore(tenant: Tenant, { channel, address }: Contact, more: { customer?: { deletedAt: null } } = {}) {
  return tenant.db.message.findFirst({
    where: {
      organizationId: tenant.id,
      channel,
      toAddress: address,
      kind: { in: ['journey', 'answer'] },
      firstAttemptAt: { not: null },
      status: { notIn: ['rendered', 'reserved', 'unknown', 'review', 'skipped', 'failed'] },
      ...more,
    },
    orderBy: [{ firstAttemptAt: 'desc' }, { id: 'desc' }],
    select: { id: true, customerId: true },
  });
}
