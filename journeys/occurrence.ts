import { DateTime } from 'luxon';
import type { Hold, ObservedTransition, ObserveInput } from './reading.ts';

/** When it happened, and who says so. `seen`: what was known of it in this connection. */
export function occurrence(
  transition: ObservedTransition,
  event: 'live' | 'history' | 'correction',
  seen: Hold | undefined,
  { hints, reading, connection, now }: ObserveInput,
): { occurredAt: Date; occurredAtSource: string } {
  const own = transition.source ?? 'provider';
  // Something else than the clock was in the way, or the date was another: then it is not older than what we are told.
  const movedBack = transition.due && seen && !seen.holds && seen.dueAt !== transition.at?.toISOString();
  if (transition.at && !transition.dateOnly && !movedBack) return { occurredAt: transition.at, occurredAtSource: own };
  const since = hints.filter((hint) => event === 'history' || hint.at > connection.connectedAt);
  const saying = since.filter((hint) => transition.saidBy.includes(hint.topic));
  const webhook = earliest((saying.length > 0 ? saying : since).map((hint) => hint.at));
  const told = webhook
    ? { occurredAt: webhook, occurredAtSource: 'webhook' }
    : reading.updatedAt
      ? { occurredAt: reading.updatedAt, occurredAtSource: 'updatedAt' }
      : { occurredAt: now, occurredAtSource: 'observed' };
  if (movedBack && transition.at)
    return transition.at > told.occurredAt ? { occurredAt: transition.at, occurredAtSource: own } : told;
  // Of a day alone it may have been any moment: the one that we were told, but none after its end.
  const end = transition.at ? endOfDay(transition.at, connection.zone) : null;
  const found = end && end < told.occurredAt ? { occurredAt: end, occurredAtSource: own } : told;
  // What is told as "before you connected" cannot carry a later time.
  return event === 'history' && found.occurredAt > connection.connectedAt
    ? { occurredAt: connection.connectedAt, occurredAtSource: 'connectedAt' }
    : found;
}

/** The last moment of a day without a time, in a zone. */
export function endOfDay(day: Date, zone: string): Date {
  return DateTime.fromISO(day.toISOString().slice(0, 10), { zone }).endOf('day').toJSDate();
}

function earliest(times: Date[]): Date | null {
  return times.reduce<Date | null>((first, time) => (first && first <= time ? first : time), null);
}
