import { addWait, weekdayOf } from './clock.ts';
import type { WaitUntil } from './steps/schema.ts';
import { instantOf, localAt, localDay } from './zone-offsets.ts';

const minute = 60_000;
const dayMs = 24 * 60 * minute;

/**
 * The instant that a `wait_until` waits for: so long before or after the date (else from `now` on), then at its local
 * time of the day, then on one of its weekdays. Without a date it lies at or after `now`; with one it may lie before.
 * A time that the clock skips is as much later as it skips; of one that it shows twice it is the first.
 */
export function nextFitting(
  { time, weekdays, date }: Pick<WaitUntil, 'time' | 'weekdays' | 'date'>,
  from: Date | null,
  now: Date,
  zone: string,
): Date {
  const base = date && from ? addWait(from, date.amount, date.unit, zone) : (from ?? now);
  const local = localAt(base.getTime(), zone);
  const midnight = Math.floor(local / dayMs) * dayMs;
  const after = (days: number): number => {
    if (time !== null) return instantOf(midnight + days * dayMs + minutesOf(time) * minute, zone);
    return days === 0 ? base.getTime() : instantOf(local + days * dayMs, zone);
  };
  // Without a date the time of today may be over; with one its day is meant, over or not.
  const first = from === null && time !== null && after(0) <= now.getTime() ? 1 : 0;
  for (let days = first; days < first + 7; days++) {
    const fits = after(days);
    if (weekdays.length === 0 || weekdays.includes(weekdayOf(localDay(fits, zone)))) return new Date(fits);
  }
  return new Date(after(first));
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
