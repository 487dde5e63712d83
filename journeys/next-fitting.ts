import { DateTime } from 'luxon';
import type { WaitUntil } from './steps/schema.ts';

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
  const begin = DateTime.fromJSDate(from ?? now, { zone });
  const base = date && from ? begin.plus({ [date.unit]: date.amount }) : begin;
  const [hour = 0, minute = 0] = (time ?? '').split(':').map(Number);
  const after = (days: number): DateTime => {
    const day = days === 0 ? base : base.plus({ days });
    if (time === null) return day;
    const at = day.set({ hour, minute, second: 0, millisecond: 0 });
    return at.getPossibleOffsets()[0] ?? at;
  };
  // Without a date the time of today may be over; with one its day is meant, over or not.
  const first = from === null && time !== null && after(0).toMillis() <= now.getTime() ? 1 : 0;
  for (let days = first; days < first + 7; days++) {
    const fits = after(days);
    if (weekdays.length === 0 || weekdays.includes(fits.weekday)) return fits.toJSDate();
  }
  return after(first).toJSDate();
}
