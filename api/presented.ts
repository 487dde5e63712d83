import { factWords, type Names, onHoldWords, reasonWords } from '../journeys/words.ts';
import type { Manifest } from '../providers/provider.ts';
import { isPausedOnTheWay, type ListedEnrollment } from '../records/enrollment-list.ts';
import type { ListedMessage } from '../records/message-list.ts';
import type { Transition } from '../records/message-reviews.ts';
import { truthsOf } from '../records/truth-sources.ts';
import type { Enrollment, Message, MessageDetail, Reason } from './schemas.ts';

/** A stored code with its words. */
export const reasonOf = (code: string | null, names: Names = {}): Reason | null =>
  (code && { code, words: reasonWords(code, names) }) || null;

/** What providers are called, for words in which they stand. */
export const namesOf = (manifests: Readonly<Record<string, Manifest>>): Names =>
  Object.fromEntries([['import', 'Uploaded list'], ...Object.values(manifests).map(({ key, name }) => [key, name])]);

export const iso = (date: Date | null | undefined): string | null => date?.toISOString() ?? null;

export function presentMessage(row: ListedMessage): Message {
  return {
    id: row.id,
    kind: row.kind as Message['kind'],
    channel: row.channel as Message['channel'],
    status: row.status as Message['status'],
    reason: reasonOf(row.reason),
    journey: row.enrollment?.journey ?? null,
    customer: row.customer,
    enrollmentId: row.enrollmentId,
    to: row.toAddress,
    from: row.fromAddress,
    subject: row.subject,
    text: row.bodyText,
    vendorId: row.vendorId,
    segments: row.segments,
    notBefore: iso(row.notBefore),
    sentAt: iso(row.sentAt),
    createdAt: row.createdAt.toISOString(),
  };
}

/** One message with all that is known of what became of it. */
export const presentMessageDetail = (row: ListedMessage, history: readonly Transition[]): MessageDetail => ({
  ...presentMessage(row),
  html: row.bodyHtml,
  attempts: row.attempts,
  askedAt: iso(row.checkedAt),
  approvedAt: iso(row.approvedAt),
  truths: truthsOf(row).map(({ fact, holds, asOf, source }) => ({ fact, words: factWords(fact), holds, asOf, source })),
  history: history.map(({ id, status, source, code, at }) => ({
    id: String(id),
    status,
    source: source as MessageDetail['history'][number]['source'],
    code,
    at: at.toISOString(),
  })),
});

/** Why it does not go on now. */
export function holdOf(row: ListedEnrollment): string | null {
  if (row.status === 'held') return row.holdReason ?? 'held';
  return isPausedOnTheWay(row) ? 'journey_paused' : null;
}

export function presentEnrollment(row: ListedEnrollment, names: Names): Enrollment {
  const hold = holdOf(row);
  return {
    id: row.id,
    journey: row.journey,
    customer: row.customer,
    status: hold ? 'held' : (row.status as Enrollment['status']),
    step: row.stepId,
    // A held row's own time is only when it looks again by itself.
    due: row.status === 'held' ? null : iso(row.due),
    hold: hold === null ? null : { code: hold, words: onHoldWords(hold) },
    finish: reasonOf(row.failure ?? row.finishReason, names),
    enrolledAt: row.enrolledAt.toISOString(),
    finishedAt: iso(row.finishedAt),
  };
}
