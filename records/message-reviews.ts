import type { Tenant } from './database.ts';
import { type LedgerRow, lockMessage, moveMessage, noteTransition } from './messages.ts';

export type ReviewOutcome = 'arrived' | 'not_sent' | 'send_again';

export type Reviewed =
  | { kind: 'missing' }
  /** Nobody has to decide anything about it. */
  | { kind: 'not_in_review' }
  /** `again`: the new message that leaves in its place. */
  | { kind: 'decided'; again: { messageId: string; channel: 'email' | 'sms' } | null };

const said = {
  arrived: { status: 'delivered', reason: 'said_arrived' },
  not_sent: { status: 'failed', reason: 'said_not_sent' },
  send_again: { status: 'failed', reason: 'sent_again' },
} as const;

/** What somebody of the business says of a message whose end is not known. What the vendor tells later still counts. */
export async function reviewMessage(
  tenant: Tenant,
  messageId: string,
  { outcome, by }: { outcome: ReviewOutcome; by: string },
  at: Date,
): Promise<Reviewed> {
  const row = await lockMessage(tenant, messageId);
  if (!row) return { kind: 'missing' };
  if (row.status !== 'review') return { kind: 'not_in_review' };
  await moveMessage(tenant, messageId, { ...said[outcome], source: 'owner', code: outcome }, at);
  await tenant.db.message.update({ where: { id: messageId }, data: { reviewedAt: at, reviewedBy: by } });
  if (outcome !== 'send_again') return { kind: 'decided', again: null };
  return { kind: 'decided', again: { messageId: await writeAgain(tenant, row, by, at), channel: row.channel } };
}

/** The same words to the same address as a message of its own, under the guards of its purpose. */
async function writeAgain(tenant: Tenant, row: LedgerRow, by: string, at: Date): Promise<string> {
  const { organizationId, kind, enrollmentId, stepId, customerId, channel, purpose } = row;
  const { toAddress, senderId, fromAddress, replyTo, subject, bodyText, bodyHtml, headers, segments, answersId } = row;
  const last =
    enrollmentId === null
      ? null
      : await tenant.db.message.aggregate({ where: { enrollmentId, stepId }, _max: { pass: true } });
  const { id } = await tenant.db.message.create({
    data: {
      ...{ organizationId, kind, enrollmentId, stepId, customerId, channel, purpose, toAddress, senderId, fromAddress },
      ...{ replyTo, subject, bodyText, bodyHtml, headers, segments, answersId },
      pass: (last?._max.pass ?? 0) + 1,
      status: 'rendered',
      askedBy: by,
      createdAt: at,
    },
    select: { id: true },
  });
  await noteTransition(tenant, id, { status: 'rendered', source: 'owner' }, at);
  return id;
}

export type Transition = { id: bigint; status: string; source: string; code: string | null; at: Date };

/** All that a message went through, oldest first. */
export function messageHistory(tenant: Tenant, messageId: string): Promise<Transition[]> {
  return tenant.db.messageTransition.findMany({
    where: { organizationId: tenant.id, messageId },
    select: { id: true, status: true, source: true, code: true, at: true },
    orderBy: { id: 'asc' },
  });
}
