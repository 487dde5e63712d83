import { nextDay } from './clock.ts';
import { defaults } from './defaults.ts';
import { localDay } from './zone-offsets.ts';

/** How many marketing messages may go to one address on one local day, and in seven days. */
export type Caps = { perDay: number; perWeek: number };

/** What holds for a journey: fewer than usual where it wants that, never more. */
export const capsFor = (own: Caps | null): Caps => ({
  perDay: Math.min(defaults.caps.perDay, own?.perDay ?? defaults.caps.perDay),
  perWeek: Math.min(defaults.caps.perWeek, own?.perWeek ?? defaults.caps.perWeek),
});

/**
 * The first instant at which another marketing message may go to somebody.
 * @param sent when earlier ones left, in any order; only those of the last seven days count
 * @param zone IANA zone whose calendar the days are of
 * @param own fewer than usual, as one journey wants it; never more
 */
export function nextUncapped(sent: readonly Date[], now: Date, zone: string, own: Caps | null = null): Date {
  if (sent.length === 0) return now;
  const { perDay, perWeek } = capsFor(own);
  const times = sent.map((time) => time.getTime()).sort((a, b) => b - a);
  const today = localDay(now.getTime(), zone);
  const later = [now.getTime()];
  if (times.filter((time) => localDay(time, zone) >= today).length >= perDay) later.push(nextDay(now, zone).getTime());
  const oldest = times[perWeek - 1];
  if (oldest !== undefined) later.push(oldest + defaults.capWeekMs);
  return new Date(Math.max(...later));
}
