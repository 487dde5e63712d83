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
  /** Days of the local calendar, counted from 1970-01-01, on which it is closed from midnight to midnight. */
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
  rules.every((rule) => zones.every((zone) => isOpenBy(rule, at, zone)));

/** True when one rule is open at the instant in one zone. */
export function isOpenBy(rule: Opening, at: Date, zone: string): boolean {
  const local = localAt(at.getTime(), zone);
  const day = Math.floor(local / dayMs);
  return contain(ofRule(rule, day), local - day * dayMs);
}

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
  const week = weekOf(rules);
  const last = at.getTime() + within;
  for (let instant = at.getTime(); instant <= last; ) {
    let allOpen = true;
    let next = Number.POSITIVE_INFINITY;
    for (const zone of zones) {
      const local = localAt(instant, zone);
      const day = Math.floor(local / dayMs);
      const spans = spansOn(week, day);
      const sinceMidnight = local - day * dayMs;
      allOpen &&= contain(spans, sinceMidnight);
      const edge = instant + nextEdge(spans, sinceMidnight) - sinceMidnight;
      next = Math.min(next, nextShift(instant, edge, zone) ?? edge);
    }
    if (allOpen === open) return new Date(instant);
    instant = next;
  }
  return null;
}

/** Rules, and when they are open together on the days that were asked for. */
type Week = { rules: readonly Opening[]; days: Map<number, readonly Span[]> };

// A rehearsal asks the same rules for the same days, over and over.
const weeks = new WeakMap<readonly Opening[], Week>();
const daysAtMost = 1_000;

function weekOf(rules: readonly Opening[]): Week {
  const before = weeks.get(rules);
  if (before) return before;
  const made = { rules, days: new Map<number, readonly Span[]>() };
  weeks.set(rules, made);
  return made;
}

/** When every rule is open on a local day: minutes [from, to), in order. */
function spansOn({ rules, days }: Week, day: number): readonly Span[] {
  const before = days.get(day);
  if (before) return before;
  if (days.size >= daysAtMost) days.clear();
  let spans: readonly Span[] = [[0, dayMinutes]];
  for (const rule of rules) spans = intersected(spans, ofRule(rule, day));
  days.set(day, spans);
  return spans;
}

function ofRule({ week, closedOn }: Opening, day: number): Span[] {
  if (closedOn?.(day)) return [];
  const weekday = weekdayOf(day);
  const [today, before] = [week[weekday - 1], week[(weekday + 5) % 7]];
  const spans: Span[] = [];
  if (before && before[1] <= before[0]) spans.push([0, before[1]]);
  if (today) spans.push([today[0], today[1] <= today[0] ? dayMinutes : today[1]]);
  return spans;
}

function intersected(some: readonly Span[], others: readonly Span[]): Span[] {
  return some.flatMap(([from, to]) =>
    others.flatMap((other): Span[] => {
      const both = [Math.max(from, other[0]), Math.min(to, other[1])] as const;
      return both[0] < both[1] ? [both] : [];
    }),
  );
}

const contain = (spans: readonly Span[], sinceMidnight: number): boolean =>
  spans.some(([from, to]) => sinceMidnight >= from * minute && sinceMidnight < to * minute);

/** Milliseconds after midnight at which the answer may change next. */
function nextEdge(spans: readonly Span[], sinceMidnight: number): number {
  let next = dayMs;
  for (const span of spans) {
    for (const edge of span) if (edge * minute > sinceMidnight) next = Math.min(next, edge * minute);
  }
  return next;
}

/** ISO weekday of a day counted from 1970-01-01, which was a Thursday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;
