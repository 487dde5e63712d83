import { IANAZone } from 'luxon';

const minute = 60_000;
const dayMs = 24 * 60 * minute;

/** The offset of one UTC day, or the one shift of the clock in it; two never lie within one day. */
type Day = number | { at: number; before: number; after: number };
type Known = { zone: IANAZone; days: Map<number, Day> };

// A rehearsal asks for the same days some hundred thousand times, and the platform's own answer takes microseconds.
const zones = new Map<string, Known>();
const daysAtMost = 4_000;

/** Local time minus UTC, in milliseconds. @throws RangeError for an unknown zone */
function offsetAt(instant: number, zone: string): number {
  const day = dayOf(known(zone), Math.floor(instant / dayMs));
  if (typeof day === 'number') return day;
  return instant < day.at ? day.before : day.after;
}

/** The first shift of the clock in (from, to]; null: there is none. */
export function nextShift(from: number, to: number, zone: string): number | null {
  const found = known(zone);
  for (let index = Math.floor(from / dayMs); index <= Math.floor(to / dayMs); index++) {
    const day = dayOf(found, index);
    if (typeof day !== 'number' && day.at > from && day.at <= to) return day.at;
  }
  return null;
}

/** What the wall clock shows at an instant, as if it were UTC. */
export const localAt = (instant: number, zone: string): number => instant + offsetAt(instant, zone);

/**
 * The instant at which the wall clock shows a local time, given as if it were UTC: the first one where it shows it
 * twice, and as much later as the clock jumps where it never does.
 */
export function instantOf(local: number, zone: string): number {
  const before = offsetAt(local - dayMs, zone);
  const early = local - before;
  if (offsetAt(early, zone) === before) return early;
  const late = local - offsetAt(local + dayMs, zone);
  return localAt(late, zone) === local ? late : early;
}

/** The day of the local calendar, counted from 1970-01-01. */
export const localDay = (instant: number, zone: string): number => Math.floor(localAt(instant, zone) / dayMs);

/** True for a zone that the platform knows. */
export const isZone = (name: string): boolean => zones.has(name) || IANAZone.isValidZone(name);

function known(name: string): Known {
  const before = zones.get(name);
  if (before) return before;
  if (!IANAZone.isValidZone(name)) throw new RangeError(`Unknown time zone: ${name}`);
  const made = { zone: IANAZone.create(name), days: new Map<number, Day>() };
  zones.set(name, made);
  return made;
}

function dayOf({ zone, days }: Known, index: number): Day {
  const before = days.get(index);
  if (before !== undefined) return before;
  if (days.size >= daysAtMost) days.clear();
  const day = readDay(zone, index * dayMs);
  days.set(index, day);
  return day;
}

function readDay(zone: IANAZone, start: number): Day {
  const [before, after] = [zone.offset(start), zone.offset(start + dayMs)];
  if (before === after) return before * minute;
  // Shifts of the clock happen on whole minutes.
  let [low, high] = [0, 24 * 60];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zone.offset(start + middle * minute) === before) low = middle;
    else high = middle;
  }
  return { at: start + high * minute, before: before * minute, after: after * minute };
}
