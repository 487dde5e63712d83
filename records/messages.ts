import { segmentsOf } from '../journeys/sms-text.ts';
import { isForward, type MessageStatus } from '../journeys/statuses.ts';
import type { Message } from '../prisma/generated/client.ts';
import type { Tenant } from './database.ts';

export type LedgerRow = Omit<Message, 'status' | 'channel' | 'headers' | 'kind'> & {
  status: MessageStatus;
  channel: 'email' | 'sms';
  kind: MessageKind;
  headers: Record<string, string>;
};

/** `journey`: of a step; `fallback`: the same on the other channel. The others belong to none: a test, an owner's answer, what the service itself says. */
export type MessageKind = 'journey' | 'fallback' | 'test' | 'answer' | 'help' | 'confirmation' | 'notice';

/** A message as it was rendered, or why it could not be. */
export type NewMessage = {
  enrollmentId: string;
  stepId: string;
  customerId: string;
  channel: 'email' | 'sms';
  purpose: string;
  to: string | null;
  sender: { id: string; from: string; replyTo: string | null } | null;
  subject: string | null;
  text: string | null;
  html: string | null;
  /** Of an email, beside the usual ones. */
  headers: Record<string, string>;
  /** Set: it is never sent, for this reason. */
  skipped: string | null;
};

/** The message of a step, once there is one. */
export async function findMessage(tenant: Tenant, enrollmentId: string, stepId: string): Promise<LedgerRow | null> {
  const row = await tenant.db.message.findFirst({
    where: { enrollmentId, stepId, askedBy: null },
    orderBy: { pass: 'desc' },
  });
  return row && toLedgerRow(row);
}

/** A message by its id; null when it is not this organization's. */
export async function readMessage(tenant: Tenant, messageId: string): Promise<LedgerRow | null> {
  const row = await tenant.db.message.findFirst({ where: { id: messageId } });
  return row && toLedgerRow(row);
}

/** Stores a message once; who comes second gets the row of the first, whatever they rendered. */
export async function ensureMessage(tenant: Tenant, message: NewMessage, at: Date): Promise<LedgerRow> {
  const { enrollmentId, stepId, customerId, channel, purpose, sender, skipped } = message;
  const status: MessageStatus = skipped ? 'skipped' : 'rendered';
  const { count } = await tenant.db.message.createMany({
    data: [
      {
        organizationId: tenant.id,
        enrollmentId,
        stepId,
        customerId,
        channel,
        purpose,
        status,
        reason: skipped,
        toAddress: message.to,
        senderId: sender?.id ?? null,
        fromAddress: sender?.from ?? null,
        replyTo: sender?.replyTo ?? null,
        subject: message.subject,
        bodyText: message.text,
        bodyHtml: message.html,
        segments: segmentsIn(channel, message.text),
        headers: message.headers,
        createdAt: at,
      },
    ],
    skipDuplicates: true,
  });
  const row = await tenant.db.message.findFirstOrThrow({ where: { enrollmentId, stepId, pass: 1 } });
  if (count > 0) await noteTransition(tenant, row.id, { status, source: 'journey', code: skipped }, at);
  return toLedgerRow(row);
}

/** Stores what takes the place of a message that cannot arrive; null when there is one already. */
export async function writeFallback(
  tenant: Tenant,
  message: NewMessage,
  fallbackOf: string,
  at: Date,
): Promise<LedgerRow | null> {
  const { stepId: _, to, text, html, sender, skipped, ...rest } = message;
  const status: MessageStatus = skipped ? 'skipped' : 'rendered';
  const { count } = await tenant.db.message.createMany({
    data: [
      {
        ...rest,
        organizationId: tenant.id,
        kind: 'fallback',
        fallbackOf,
        status,
        reason: skipped,
        toAddress: to,
        senderId: sender?.id ?? null,
        fromAddress: sender?.from ?? null,
        replyTo: sender?.replyTo ?? null,
        bodyText: text,
        bodyHtml: html,
        createdAt: at,
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) return null;
  const row = await tenant.db.message.findFirstOrThrow({ where: { fallbackOf } });
  await noteTransition(tenant, row.id, { status, source: 'journey', code: skipped }, at);
  return toLedgerRow(row);
}

/** A message of no journey. */
export type SingleMessage = {
  /** Chosen by who asks, where asking twice must write one. */
  id?: string;
  kind: Exclude<MessageKind, 'journey' | 'fallback'>;
  channel: 'email' | 'sms';
  to: string;
  sender: { id: string; from: string; replyTo: string | null };
  subject: string | null;
  text: string;
  html: string | null;
  headers: Record<string, string>;
  customerId: string | null;
  /** The inbound message that it answers. */
  answersId: string | null;
  /** The question that it tells of: a text that answers it answers that. */
  questionId?: string | null;
  /** Who of the business wrote it; null: the service itself. */
  askedBy: string | null;
};

/** Stores a message of no journey; it leaves when its workflow is started. Returns its id. */
export async function writeSingleMessage(tenant: Tenant, message: SingleMessage, at: Date): Promise<string> {
  const { sender, to, text, html, ...rest } = message;
  const { id } = await tenant.db.message.create({
    data: {
      ...rest,
      organizationId: tenant.id,
      status: 'rendered',
      toAddress: to,
      senderId: sender.id,
      fromAddress: sender.from,
      replyTo: sender.replyTo,
      bodyText: text,
      bodyHtml: html,
      segments: segmentsIn(message.channel, text),
      createdAt: at,
    },
    select: { id: true },
  });
  await noteTransition(tenant, id, { status: 'rendered', source: 'journey' }, at);
  return id;
}

/** The row, held against everybody else until the transaction ends. Lock the contact point first. */
export async function lockMessage(tenant: Tenant, messageId: string): Promise<LedgerRow | null> {
  await tenant.db.$queryRaw`SELECT 1 FROM afterjob.messages WHERE id = ${messageId}::uuid FOR UPDATE`;
  const row = await tenant.db.message.findFirst({ where: { id: messageId } });
  return row && toLedgerRow(row);
}

/**
 * Claims a locked row for one attempt and pins the vendor account: a key is worth nothing under another one.
 * `contactId`: of the locked contact point; caps count by it.
 */
export async function reserveMessage(
  tenant: Tenant,
  row: LedgerRow,
  { vendorAccount, contactId }: { vendorAccount: string; contactId: string },
  at: Date,
): Promise<LedgerRow> {
  const reserved = await tenant.db.message.update({
    where: { id: row.id },
    data: {
      status: 'reserved',
      vendorAccount,
      contactId,
      notBefore: null,
      attempts: { increment: 1 },
      firstAttemptAt: row.firstAttemptAt ?? at,
      lastAttemptAt: at,
    },
  });
  if (row.status !== 'reserved')
    await noteTransition(tenant, row.id, { status: 'reserved', source: 'journey', code: null }, at);
  return toLedgerRow(reserved);
}

/** The vendor has refused this attempt for certain: the row may be claimed again, under guards. */
export async function releaseMessage(tenant: Tenant, messageId: string, code: string, at: Date): Promise<void> {
  const { count } = await tenant.db.message.updateMany({
    where: { id: messageId, status: 'reserved' },
    data: { status: 'rendered', firstAttemptAt: null },
  });
  if (count > 0) await noteTransition(tenant, messageId, { status: 'rendered', source: 'vendor', code }, at);
}

/** It leaves later. */
export async function postponeMessage(tenant: Tenant, messageId: string, notBefore: Date): Promise<void> {
  await tenant.db.message.update({ where: { id: messageId }, data: { notBefore } });
}

export type StatusNews = {
  status: MessageStatus;
  source: 'journey' | 'vendor' | 'callback' | 'owner';
  reason?: string | null;
  code?: string | null;
  vendorId?: string | null;
};

/** Moves a message on. News that is not further than what is known is kept, but changes nothing; returns false then. */
export async function moveMessage(tenant: Tenant, messageId: string, news: StatusNews, at: Date): Promise<boolean> {
  const row = await lockMessage(tenant, messageId);
  if (!row) return false;
  await noteTransition(tenant, messageId, news, at);
  const forward = isForward(row.status, news.status);
  const vendorId = row.vendorId ?? news.vendorId ?? null;
  const sentAt = row.sentAt ?? (hasLeft(news.status) ? at : null);
  await tenant.db.message.update({
    where: { id: messageId },
    data: { vendorId, sentAt, ...(forward ? { status: news.status, reason: news.reason ?? null } : {}) },
  });
  return forward;
}

/** What a vendor told that does not move a message (an opened email). */
export async function noteVendorWord(tenant: Tenant, messageId: string, word: string, at: Date): Promise<void> {
  await tenant.db.messageTransition.create({
    data: { organizationId: tenant.id, messageId, status: word, source: 'callback', code: null, at },
  });
}

/** Keeps what became of a message, and who told. */
export async function noteTransition(
  tenant: Tenant,
  messageId: string,
  { status, source, code = null }: Pick<StatusNews, 'status' | 'source' | 'code'>,
  at: Date,
): Promise<void> {
  await tenant.db.messageTransition.create({
    data: { organizationId: tenant.id, messageId, status, source, code, at },
  });
}

const hasLeft = (status: MessageStatus): boolean =>
  ['accepted', 'sent', 'delivered', 'clicked', 'replied'].includes(status);

/** As how many texts it is billed. */
const segmentsIn = (channel: string, text: string | null): number | null =>
  channel === 'sms' && text !== null ? segmentsOf(text).segments : null;

const toLedgerRow = (row: Message): LedgerRow => row as LedgerRow;

/** The enrollment is over: what was not sent never will be, and what may have gone out stays in doubt. */
export async function closeOpenMessages(
  tenant: Tenant,
  enrollmentId: string,
  { completed }: { completed: boolean },
  at: Date,
): Promise<void> {
  const open = await tenant.db.message.findMany({
    // What somebody sends again by hand does not hang on its journey.
    // What takes another channel may still be waiting when the last step is done.
    where: {
      enrollmentId,
      askedBy: null,
      status: { in: ['rendered', 'reserved'] },
      ...(completed ? { kind: 'journey' } : {}),
    },
    select: { id: true, status: true },
  });
  await close(tenant, open, 'exited', at);
}

/** The owner leaves the message of a step out: it will not be sent. */
export async function leaveMessageOut(tenant: Tenant, enrollmentId: string, stepId: string, at: Date): Promise<void> {
  const open = await tenant.db.message.findMany({
    where: { enrollmentId, stepId, askedBy: null, status: { in: ['rendered', 'reserved'] } },
    select: { id: true, status: true },
  });
  await close(tenant, open, 'skipped_by_owner', at);
}

async function close(
  tenant: Tenant,
  open: readonly { id: string; status: string }[],
  reason: string,
  at: Date,
): Promise<void> {
  for (const { id, status } of open) {
    const news: StatusNews =
      status === 'rendered'
        ? { status: 'skipped', reason, source: 'journey' }
        : { status: 'unknown', reason: 'outcome_unknown', source: 'journey' };
    await moveMessage(tenant, id, news, at);
  }
}
