import { DateTime } from 'luxon';
import type { WaitUntil } from './steps/schema.ts';

/**
 * The instant that a `wait_until` waits for: so long before or after the date (else from `now` on), then at its local
 * time of the day, then on one of its weekdays. Without a date it lies after `now`; with one it may lie before.
 */
export function nextFitting(
  { time, weekdays, date }: Pick<WaitUntil, 'time' | 'weekdays' | 'date'>,
  from: Date | null,
  now: Date,
  zone: string,
): Date {
  const begin = DateTime.fromJSDate(from ?? now, { zone });
  const base = date && from ? begin.plus({ [date.unit]: date.amount }) : begin;
  const [hour, minute] = (time ?? '').split(':').map(Number);
  const at = (day: DateTime): DateTime =>
    hour === undefined || minute === undefined || Number.isNaN(hour)
      ? day
      : day.set({ hour, minute, second: 0, millisecond: 0 });
  let fits = at(base);
  // Without a date the time of today may be over; with one its day is meant, over or not.
  if (from === null && fits.toMillis() <= now.getTime() && time !== null) fits = at(base.plus({ days: 1 }));
  for (let more = 0; more < 7 && weekdays.length > 0 && !weekdays.includes(fits.weekday); more++) {
    fits = at(fits.plus({ days: 1 }));
  }
  return fits.toJSDate();
}
