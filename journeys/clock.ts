import type { WaitUnit } from './definition.ts';
import { instantOf, localAt, localDay, nextShift } from './zone-offsets.ts';

const minute = 60_000;
const dayMinutes = 24 * 60;
const dayMs = dayMinutes * minute;
/** Longer than any message is of use: what does not open by then never does. */
const furthest = 92 * dayMs;
/** Nobody has to know of an end that lies further away. */
const furthestEnd = 9 * dayMs;

/** Local minutes of the day [from, to); `to` at or before `from` reaches over midnight into the next day. */
export type Span = readonly [from: number, to: number];

/** When messages may leave by one rule. What several allow is what each of them allows. */
export type Opening = {
  /** From Monday to Sunday; null: closed. What reaches over midnight belongs to the day it opened on. */
  week: readonly (Span | null)[];
  /** Days of the local calendar, counted from 1970-01-01, on which it is closed. */
  closedOn?: (day: number) => boolean;
};

/** A week that is open all day. */
export const always: Opening['week'] = Array.from({ length: 7 }, () => [0, dayMinutes] as const);

/**
 * The first instant at or after `at` at which every rule is open by the wall clock of every zone.
 * Exact to the minute over both shifts of the clock; null when there is none within three months.
 */
export const nextAllowed = (at: Date, zones: readonly string[], rules: readonly Opening[]): Date | null =>
  firstInstant(at, zones, rules, true, furthest);

/** The first instant at or after `at` at which one of them is closed; null when they stay open for nine days. */
export const windowEnd = (at: Date, zones: readonly string[], rules: readonly Opening[]): Date | null =>
  firstInstant(at, zones, rules, false, furthestEnd);

/** True when every rule is open at the instant in every zone. */
export const isAllowed = (at: Date, zones: readonly string[], rules: readonly Opening[]): boolean =>
  zones.every((zone) => areOpen(localAt(at.getTime(), zone), rules));

/** Minutes and hours are exact time; a day is a day of the calendar: the same local hour, whatever the clock did. */
export function addWait(from: Date, amount: number, unit: WaitUnit, zone: string): Date {
  if (unit === 'minutes') return new Date(from.getTime() + amount * minute);
  if (unit === 'hours') return new Date(from.getTime() + amount * 60 * minute);
  return new Date(instantOf(localAt(from.getTime(), zone) + amount * dayMs, zone));
}

/** The first instant of the next day of the local calendar. */
export function nextDay(at: Date, zone: string): Date {
  return new Date(instantOf((localDay(at.getTime(), zone) + 1) * dayMs, zone));
}

function firstInstant(
  at: Date,
  zones: readonly string[],
  rules: readonly Opening[],
  open: boolean,
  within: number,
): Date | null {
  const edges = edgesOf(rules);
  const last = at.getTime() + within;
  for (let instant = at.getTime(); instant <= last; ) {
    if (zones.every((zone) => areOpen(localAt(instant, zone), rules)) === open) return new Date(instant);
    let next = Number.POSITIVE_INFINITY;
    for (const zone of zones) next = Math.min(next, nextEdge(instant, zone, edges));
    instant = next;
  }
  return null;
}

function areOpen(local: number, rules: readonly Opening[]): boolean {
  const day = Math.floor(local / dayMs);
  const minutes = (local - day * dayMs) / minute;
  return rules.every((rule) => isOpen(rule, day, minutes));
}

function isOpen({ week, closedOn }: Opening, day: number, minutes: number): boolean {
  if (closedOn?.(day)) return false;
  const weekday = weekdayOf(day);
  const today = week[weekday - 1];
  if (today && minutes >= today[0] && (today[1] <= today[0] || minutes < today[1])) return true;
  const before = week[(weekday + 5) % 7];
  return Boolean(before && before[1] <= before[0] && minutes < before[1] && !closedOn?.(day - 1));
}

/** ISO weekday of a day counted from 1970-01-01, which was a Thursday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** Local minutes of the day at which the answer may change. */
function edgesOf(rules: readonly Opening[]): number[] {
  const edges = [dayMinutes];
  for (const { week } of rules) {
    for (const span of week) {
      if (!span) continue;
      for (const edge of span) if (edge > 0 && !edges.includes(edge)) edges.push(edge);
    }
  }
  return edges;
}

/** The next instant at which the wall clock stands on an edge or is shifted. */
function nextEdge(instant: number, zone: string, edges: readonly number[]): number {
  const local = localAt(instant, zone);
  const midnight = Math.floor(local / dayMs) * dayMs;
  let wait = dayMs;
  for (const edge of edges) {
    const ahead = midnight + edge * minute - local;
    if (ahead > 0 && ahead < wait) wait = ahead;
  }
  return nextShift(instant, instant + wait, zone) ?? instant + wait;
}
