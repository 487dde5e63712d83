import { instantOf, localDay } from './zone-offsets.ts';

const dayMs = 24 * 60 * 60_000;

/** Days of a local calendar as `2026-11-23`, the first and the last one included. */
export type CalendarDays = { from: string; to: string };

/** So many days of a zone's calendar, with the one of `at` as the last. */
export function lastDays(count: number, at: Date, zone: string): CalendarDays {
  const last = localDay(at.getTime(), zone);
  return { from: written(last - count + 1), to: written(last) };
}

/** Each of the days, in order. */
export function eachDay({ from, to }: CalendarDays): string[] {
  const [first, last] = [counted(from), counted(to)];
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => written(first + index));
}

/** When a day of the calendar begins in a zone. */
export const startOfDay = (day: string, zone: string): Date => new Date(instantOf(counted(day) * dayMs, zone));

/** When a day of the calendar is over in a zone. */
export const endOfDay = (day: string, zone: string): Date => new Date(instantOf((counted(day) + 1) * dayMs, zone));

/** From 1970-01-01. */
const counted = (day: string): number => Date.parse(`${day}T00:00:00Z`) / dayMs;
const written = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
