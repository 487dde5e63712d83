import type { JourneyWindow } from '../journeys/definition.ts';
import type { WindowRules } from '../journeys/sending-window.ts';

const minute = 60_000;
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const formats = new Map<string, Intl.DateTimeFormat>();

/** What a person reads off the calendar and the clock on the wall. */
export type Wall = { date: string; weekday: number; hour: number; minute: number; second: number };

/** By the platform's own calendar, which the clock module never asks. Slow, and nothing in common with the module. */
export function wallAt(instant: number, zone: string): Wall {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      ...{ timeZone: zone, hourCycle: 'h23', weekday: 'short', year: 'numeric', month: '2-digit', day: '2-digit' },
      ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
    });
  formats.set(zone, format);
  const parts: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(instant)) parts[type] = value;
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    weekday: weekdays.indexOf(parts.weekday ?? '') + 1,
    hour: Number(parts.hour),
    minute: Number(parts.minute),
    second: Number(parts.second),
  };
}

/** Rules as people say them. */
export type SaidRules = { window: WindowRules; journey: JourneyWindow | null; free: readonly string[] };

/** Whether the wall clock of one zone lies inside all of them. */
export function isInside(instant: number, zone: string, { window, journey, free }: SaidRules): boolean {
  const wall = wallAt(instant, zone);
  if (free.includes(wall.date)) return false;
  if (journey) {
    const [from, to] = journey.hours ?? [0, 24];
    if (wall.hour < from || wall.hour >= to) return false;
    const days = journey.weekdays ?? [];
    if (days.length > 0 && !days.includes(wall.weekday)) return false;
  }
  const today = wall.weekday === 7 ? window.sunday : window.everyDay;
  if (today) {
    const [from, to] = today;
    if (wall.hour >= from && (to <= from || wall.hour < to)) return true;
  }
  const before = wall.weekday === 1 ? window.sunday : window.everyDay;
  return before !== null && before[1] <= before[0] && wall.hour < before[1];
}

/** The first instant at which all zones are inside (or one is not), minute by minute; null: not within the days. */
export function firstByMinutes(
  from: number,
  zones: readonly string[],
  rules: SaidRules,
  open: boolean,
  days: number,
): number | null {
  const fits = (instant: number) => zones.every((zone) => isInside(instant, zone, rules)) === open;
  if (fits(from)) return from;
  let instant = Math.floor(from / minute) * minute + minute;
  for (; instant <= from + days * 24 * 60 * minute; instant += minute) {
    if (fits(instant)) return instant;
  }
  return null;
}
