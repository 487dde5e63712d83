import type { Tenant } from './database.ts';
import { readMessage, writeSingleMessage } from './messages.ts';
import { findSender, type Sender } from './senders.ts';
import { lastInbound } from './threads.ts';

export type NewAnswer = {
  /** Chosen by who asks: asked for twice, it is written once. */
  id: string;
  text: string;
  by: string;
};

export type Answered =
  | { answered: true; messageId: string; channel: 'email' | 'sms' }
  | { answered: false; reason: 'missing' | 'no_sender' }
  /** `code`: why the number or address must not be written to. */
  | { answered: false; reason: 'suppressed'; code: string };

/** Writes what a person of the business answers in a conversation; start the message afterwards. */
export async function answerConversation(
  tenant: Tenant,
  conversationId: string,
  { id, text, by }: NewAnswer,
  at: Date,
): Promise<Answered> {
  // One answer at a time: the second of two equal ones finds the first.
  await tenant.db.$queryRaw`SELECT 1 FROM afterjob.conversations WHERE id = ${conversationId}::uuid FOR UPDATE`;
  const row = await tenant.db.conversation.findFirst({ where: { id: conversationId } });
  if (!row) return { answered: false, reason: 'missing' };
  const channel = row.channel === 'email' ? 'email' : 'sms';
  const contact = { channel, address: row.address } as const;
  if (await readMessage(tenant, id)) return { answered: true, messageId: id, channel };
  const code = await suppressedBecause(tenant, contact);
  if (code) return { answered: false, reason: 'suppressed', code };
  const last = await lastInbound(tenant, contact);
  const sender = (last && (await senderAt(tenant, channel, last.toAddress))) ?? (await findSender(tenant, channel));
  if (!sender) return { answered: false, reason: 'no_sender' };
  await writeSingleMessage(
    tenant,
    {
      id,
      kind: 'answer',
      channel,
      to: row.address,
      sender: { id: sender.id, from: sender.address, replyTo: sender.replyTo },
      subject: null,
      text,
      html: null,
      headers: {},
      customerId: row.customerId,
      answersId: last?.id ?? null,
      askedBy: by,
    },
    at,
  );
  await tenant.db.conversation.updateMany({ where: { id: conversationId }, data: { lastAt: at, readAt: at } });
  return { answered: true, messageId: id, channel };
}

/** Why nothing is sent to a number or address; null: nothing stands in the way. */
export async function suppressedBecause(
  tenant: Tenant,
  { channel, address }: { channel: 'email' | 'sms'; address: string },
): Promise<string | null> {
  const point = await tenant.db.contactPoint.findFirst({
    where: { organizationId: tenant.id, channel, address, suppressedAt: { not: null } },
    select: { suppressedReason: true },
  });
  return point && (point.suppressedReason ?? 'suppressed');
}

/** An answer leaves from the number that was written to, if it is still there. */
const senderAt = (tenant: Tenant, channel: 'email' | 'sms', address: string): Promise<Sender | null> =>
  tenant.db.sender.findFirst({
    where: { organizationId: tenant.id, channel, address, status: 'ready' },
    select: { id: true, address: true, vendorAccount: true, displayName: true, replyTo: true },
  });
