import { reasonWords } from '../journeys/words.ts';
import type { ListedEnrollment } from '../records/enrollment-list.ts';
import type { ListedMessage } from '../records/message-list.ts';
import type { Enrollment, Message, Reason } from './schemas.ts';

/** A stored code with its words. */
export const reasonOf = (code: string | null): Reason | null => (code && { code, words: reasonWords(code) }) || null;

export const iso = (date: Date | null | undefined): string | null => date?.toISOString() ?? null;

export function presentMessage(row: ListedMessage): Message {
  return {
    id: row.id,
    channel: row.channel as Message['channel'],
    status: row.status as Message['status'],
    reason: reasonOf(row.reason),
    journey: row.enrollment.journey,
    customer: row.customer,
    enrollmentId: row.enrollmentId,
    to: row.toAddress,
    from: row.fromAddress,
    subject: row.subject,
    text: row.bodyText,
    vendorId: row.vendorId,
    notBefore: iso(row.notBefore),
    sentAt: iso(row.sentAt),
    createdAt: row.createdAt.toISOString(),
  };
}

export function presentEnrollment(row: ListedEnrollment): Enrollment {
  return {
    id: row.id,
    journey: row.journey,
    customer: row.customer,
    status: row.status as Enrollment['status'],
    step: row.stepId,
    due: iso(row.due),
    hold: row.status === 'held' ? reasonOf(row.holdReason) : null,
    finish: reasonOf(row.failure ?? row.finishReason),
    enrolledAt: row.enrolledAt.toISOString(),
    finishedAt: iso(row.finishedAt),
  };
}
