import { DateTime } from 'luxon';
import { defaults } from './defaults.ts';

/**
 * The first instant at which another marketing message may go to somebody: at most so many on one day and in seven.
 * @param sent when earlier ones left, in any order; only those of the last seven days count
 * @param zone IANA zone whose calendar the days are of
 */
export function nextUncapped(sent: readonly Date[], now: Date, zone: string): Date {
  const times = sent.map((time) => time.getTime()).sort((a, b) => b - a);
  const today = DateTime.fromJSDate(now, { zone }).startOf('day');
  const { perDay, perWeek } = defaults.caps;
  const later = [now.getTime()];
  const sameDay = times.filter((time) => time >= today.toMillis());
  if (sameDay.length >= perDay) later.push(today.plus({ days: 1 }).toMillis());
  const oldest = times[perWeek - 1];
  if (oldest !== undefined) later.push(oldest + defaults.capWeekMs);
  return new Date(Math.max(...later));
}
