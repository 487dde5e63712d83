import { DateTime, IANAZone } from 'luxon';
import type { WaitUnit } from './definition.ts';
import type { Hours, WindowRules } from './sending-window.ts';

const minute = 60_000;
const dayMinutes = 24 * 60;
/** More than a week of closed Sundays, and more steps than a week has boundaries and shifts of the clock. */
const furthest = 9 * dayMinutes * minute;

/** The local wall clock at an instant: minutes since local midnight and ISO weekday (7 is Sunday). */
type WallClock = { minutes: number; weekday: number };

/**
 * The first instant at or after `at` at which the local wall clock of every zone stands inside the window.
 * Exact to the minute over both shifts of the clock; null when there is none within nine days.
 */
export const nextAllowed = (at: Date, zones: readonly string[], rules: WindowRules): Date | null =>
  firstInstant(at, zones, rules, true);

/** The first instant at or after `at` that lies outside the window; null when it stays open for nine days. */
export const windowEnd = (at: Date, zones: readonly string[], rules: WindowRules): Date | null =>
  firstInstant(at, zones, rules, false);

/** True when the window is open at the instant in every zone. */
export const isAllowed = (at: Date, zones: readonly string[], rules: WindowRules): boolean =>
  zones.every((name) => isOpen(wallClock(at.getTime(), zoneOf(name)), rules));

/** Minutes and hours are exact time; a day is a day of the calendar: the same local hour, whatever the clock did. */
export function addWait(from: Date, amount: number, unit: WaitUnit, zone: string): Date {
  return DateTime.fromJSDate(from, { zone: zoneOf(zone) })
    .plus({ [unit]: amount })
    .toJSDate();
}

function firstInstant(at: Date, zones: readonly string[], rules: WindowRules, open: boolean): Date | null {
  const known = zones.map(zoneOf);
  const edges = edgesOf(rules);
  const last = at.getTime() + furthest;
  for (let instant = at.getTime(); instant <= last; ) {
    if (known.every((zone) => isOpen(wallClock(instant, zone), rules)) === open) return new Date(instant);
    instant = Math.min(...known.map((zone) => nextEdge(instant, zone, edges)));
  }
  return null;
}

function isOpen({ minutes, weekday }: WallClock, rules: WindowRules): boolean {
  const today = hoursOn(weekday, rules);
  const yesterday = hoursOn(weekday === 1 ? 7 : weekday - 1, rules);
  return (today !== null && opensToday(today, minutes)) || (yesterday !== null && reachesOver(yesterday, minutes));
}

const hoursOn = (weekday: number, rules: WindowRules): Hours | null => (weekday === 7 ? rules.sunday : rules.everyDay);

function opensToday([from, to]: Hours, minutes: number): boolean {
  return minutes >= from * 60 && (to <= from || minutes < to * 60);
}

function reachesOver([from, to]: Hours, minutes: number): boolean {
  return to <= from && minutes < to * 60;
}

/** Local minutes of the day at which the answer may change. */
function edgesOf({ everyDay, sunday }: WindowRules): number[] {
  return [...new Set([dayMinutes, ...[...everyDay, ...(sunday ?? [])].map((hour) => hour * 60)])].filter(Boolean);
}

/** The next instant at which the wall clock stands on an edge or is shifted. */
function nextEdge(instant: number, zone: IANAZone, edges: readonly number[]): number {
  const offset = zone.offset(instant);
  const sinceMidnight = (instant + offset * minute) % (dayMinutes * minute);
  const ahead = edges.map((edge) => edge * minute - sinceMidnight).filter((wait) => wait > 0);
  const next = instant + Math.min(...ahead);
  return zone.offset(next) === offset && zone.offset(next - 1) === offset ? next : shiftBetween(instant, next, zone);
}

/** Shifts of the clock happen on whole minutes; two never lie within one day. */
function shiftBetween(from: number, to: number, zone: IANAZone): number {
  const before = zone.offset(from);
  let low = Math.floor(from / minute);
  let high = Math.ceil(to / minute);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zone.offset(middle * minute) === before) low = middle;
    else high = middle;
  }
  return high * minute;
}

function wallClock(instant: number, zone: IANAZone): WallClock {
  const local = instant + zone.offset(instant) * minute;
  const days = Math.floor(local / (dayMinutes * minute));
  // 1970-01-01 was a Thursday.
  return { minutes: (local - days * dayMinutes * minute) / minute, weekday: ((days + 3) % 7) + 1 };
}

function zoneOf(name: string): IANAZone {
  if (!IANAZone.isValidZone(name)) throw new RangeError(`Unknown time zone: ${name}`);
  return IANAZone.create(name);
}
