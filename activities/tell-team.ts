import { defaults } from '../journeys/defaults.ts';
import { noticeEmail, noticeText, type TeamNotice } from '../journeys/team-notice.ts';
import type { Tenant } from '../records/database.ts';
import { type Inbound, type Received, repliesSince } from '../records/inbound.ts';
import { readRecipient } from '../records/loaded-enrollment.ts';
import { writeSingleMessage } from '../records/messages.ts';
import { type NotificationTarget, targetsFor } from '../records/notification-targets.ts';
import { findSender, fromLine } from '../records/senders.ts';

export type WrittenNotice = { messageId: string; channel: 'email' | 'sms' };

/**
 * Writes what tells the people of the business that somebody wrote; start the messages afterwards. Who writes without
 * end is told of some times an hour: the rest stands in the thread.
 */
export async function tellTeam(
  tenant: Tenant,
  inbound: Pick<Inbound, 'channel' | 'from' | 'text' | 'media'>,
  { conversationId, customerId, isReply, id }: Received,
  { publicUrl }: { publicUrl: string },
  at: Date,
): Promise<WrittenNotice[]> {
  if (!isReply) return [];
  const from = { channel: inbound.channel, address: inbound.from };
  const targets = await targetsFor(tenant, from);
  if (targets.length === 0) return [];
  const hourAgo = new Date(at.getTime() - 60 * 60_000);
  if ((await repliesSince(tenant, from, hourAgo)) > defaults.noticesPerHour) return [];
  const customer = customerId === null ? null : await readRecipient(tenant, customerId);
  const notice: TeamNotice = {
    customerName: customer?.name ?? null,
    number: inbound.from,
    text: inbound.text,
    media: inbound.media,
    link: `${publicUrl}/conversations/${conversationId}`,
    email: inbound.channel === 'email' ? inbound.from : (customer?.email ?? null),
  };
  const written: WrittenNotice[] = [];
  for (const target of targets) {
    const messageId = await write(tenant, target, notice, id, at);
    if (messageId) written.push({ messageId, channel: target.channel });
  }
  return written;
}

/** Null: there is nothing to send it from. */
async function write(
  tenant: Tenant,
  { channel, address }: NotificationTarget,
  notice: TeamNotice,
  inboundId: string,
  at: Date,
): Promise<string | null> {
  const sender = await findSender(tenant, channel);
  if (!sender) return null;
  const words = channel === 'email' ? noticeEmail(notice) : { subject: null, text: noticeText(notice) };
  const row = {
    kind: 'notice' as const,
    channel,
    to: address,
    sender: { id: sender.id, from: fromLine(channel, sender), replyTo: channel === 'email' ? notice.email : null },
    ...words,
    html: null,
    headers: {},
    customerId: null,
    answersId: inboundId,
    askedBy: null,
  };
  return writeSingleMessage(tenant, row, at);
}
