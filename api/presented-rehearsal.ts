import { assumptionWords } from '../journeys/rehearsal/assumptions.ts';
import type { Past } from '../journeys/rehearsal/past.ts';
import type { Rehearsed, RehearsedMessage } from '../journeys/rehearsal/result.ts';
import { type Count, type Totals, totalsOf } from '../journeys/rehearsal/totals.ts';
import { billedTexts, type Write } from '../journeys/rehearsal/written.ts';
import { segmentsOf } from '../journeys/sms-text.ts';
import { usualTextPrice } from '../journeys/text-cost.ts';
import { lineWords, type Names, reasonWords } from '../journeys/words.ts';
import { iso, reasonOf } from './presented.ts';
import type { RehearsalTotals, RehearsedEvent, RehearsedPath } from './schemas.ts';

/** What a rehearsal comes to, in words. */
export function presentTotals(rehearsed: readonly Rehearsed[], write: Write, names: Names): RehearsalTotals {
  const { leftOut, refused, moved, skipped, ended, ...numbers }: Totals = totalsOf(rehearsed);
  const billed = billedTexts(rehearsed, write);
  const inWords = (counts: readonly Count[]) =>
    counts.map(({ reason, count, people }) => ({ reason: wordsOf(reason, names), count, people }));
  return {
    ...numbers,
    billedTexts: billed,
    cost: Math.round(billed * usualTextPrice * 100) / 100,
    leftOut: inWords(leftOut),
    refused: inWords(refused),
    moved: inWords(moved),
    skipped: inWords(skipped),
    ended: inWords(ended),
  };
}

export function presentRehearsed(one: Rehearsed, { customers }: Past, names: Names): RehearsedEvent {
  const customer = one.customerId === null ? undefined : customers.get(one.customerId);
  const { refused, end } = one;
  return {
    eventId: one.eventId,
    customer: customer ? { id: customer.id, name: customer.values.name } : null,
    at: one.at.toISOString(),
    refused: refused && {
      ...wordsOf(refused.reason, names),
      since: refused.detail.enrolledAt ?? null,
      values: refused.detail.values ?? null,
    },
    messages: one.messages.map((message) => presentMessage(message, names)),
    end: end && { reason: wordsOf(end.reason, names), at: end.at.toISOString() },
    due: iso(one.due),
  };
}

/** The same with every step of the way and the messages as they would have been written. */
export function presentPath(one: Rehearsed, past: Past, write: Write, names: Names): RehearsedPath {
  return {
    ...presentRehearsed(one, past, names),
    messages: one.messages.map((message) => ({
      ...presentMessage(message, names),
      written: writtenOf(one, message, write),
    })),
    lines: one.lines.map(({ stepId, code, reason = null, at }) => ({
      stepId,
      at: at.toISOString(),
      title: lineWords(code, reason),
      reason: reasonOf(reason, names),
    })),
  };
}

function writtenOf(
  one: Rehearsed,
  message: RehearsedMessage,
  write: Write,
): RehearsedPath['messages'][number]['written'] {
  const composed = write(one, message);
  if (!composed) return null;
  if (!composed.ok)
    return { subject: null, text: null, html: null, segments: null, problem: reasonOf(composed.reason) };
  const { subject, text, html } = composed;
  const segments = message.channel === 'sms' ? segmentsOf(text).segments : null;
  return { subject, text, html, segments, problem: null };
}

const presentMessage = ({ at, dueAt, moves, reason, assumed, ...message }: RehearsedMessage, names: Names) => ({
  ...message,
  dueAt: dueAt.toISOString(),
  at: iso(at),
  reason: reasonOf(reason, names),
  assumed: assumed.map((code) => ({ code, words: assumptionWords(code) })),
  moves: moves.map((move) => ({ reason: wordsOf(move.reason, names), to: move.to.toISOString() })),
});

const wordsOf = (code: string, names: Names) => ({ code, words: reasonWords(code, names) });
