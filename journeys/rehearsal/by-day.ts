import { localDay } from '../zone-offsets.ts';
import type { Rehearsed, RehearsedMessage } from './result.ts';

/** How many messages would have left on a day of the business's calendar, written as `2026-11-23`. */
export type DayCount = { day: string; emails: number; texts: number };

/** The days on which something would have left, in order. */
export function messagesByDay(rehearsed: readonly Rehearsed[], zone: string): DayCount[] {
  const days = new Map<string, DayCount>();
  for (const message of rehearsed.flatMap(({ messages }) => messages)) {
    const day = dayOf(message, zone);
    if (day === null) continue;
    const { emails, texts } = days.get(day) ?? { emails: 0, texts: 0 };
    const isEmail = message.channel === 'email';
    days.set(day, { day, emails: emails + Number(isEmail), texts: texts + Number(!isEmail) });
  }
  return [...days.values()].sort((one, other) => (one.day < other.day ? -1 : 1));
}

/** Whether somebody would have got something on that day. */
export const isWrittenOn = (one: Rehearsed, day: string, zone: string): boolean =>
  one.messages.some((message) => dayOf(message, zone) === day);

function dayOf({ outcome, at }: RehearsedMessage, zone: string): string | null {
  if (outcome !== 'sent' || at === null) return null;
  return new Date(localDay(at.getTime(), zone) * 24 * 3_600_000).toISOString().slice(0, 10);
}
