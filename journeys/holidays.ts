import * as z from 'zod';
import { weekdayOf } from './clock.ts';
import { type Holiday, publicHolidays } from './public-holidays.ts';

const dayMs = 24 * 60 * 60_000;
const sunday = 7;
const saturday = 6;

/** What a business says of the days on which its offers stay at home. */
export const holidaysSchema = z.strictObject({
  public: z.boolean().default(true).describe('False: offers leave on public holidays too'),
  open: z
    .array(z.string().max(60))
    .max(100)
    .default([])
    .describe('Keys of public holidays on which they leave all the same'),
  own: z
    .array(
      z.strictObject({ date: z.iso.date('A date looks like 2027-12-24.'), name: z.string().trim().min(1).max(60) }),
    )
    .max(200)
    .default([]),
});
export type Holidays = z.infer<typeof holidaysSchema>;

export const usualHolidays: Holidays = { public: true, open: [], own: [] };

/** What is stored, whatever it was before. */
export const readHolidays = (stored: unknown): Holidays => holidaysSchema.catch(usualHolidays).parse(stored);

/** @param date ISO date @returns days since 1970-01-01 */
export const dayOfDate = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs;

const dateOfDay = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

/**
 * The key of the public holiday that a day is in a region; null: none. One on a weekend may have another day off; then
 * both are holidays.
 * @param region such as US, US-LA, CA-ON, GB-SCT; of other countries none is known
 * @param day since 1970-01-01
 */
export function publicHoliday(region: string, day: number): string | null {
  const year = new Date(day * dayMs).getUTCFullYear();
  return yearOf(region, year).get(day) ?? null;
}

/** The public holidays of a year, in their order. */
export function holidaysOfYear(region: string, year: number): { date: string; key: string }[] {
  return [...yearOf(region, year)]
    .sort(([one], [other]) => one - other)
    .map(([day, key]) => ({ date: dateOfDay(day), key }));
}

/** The public holidays of a region in the year that begins on a day, in their order; each by its first day only. */
export function comingHolidays(region: string, day: number): { date: string; key: string }[] {
  const year = new Date(day * dayMs).getUTCFullYear();
  const seen = new Set<string>();
  return [...holidaysOfYear(region, year), ...holidaysOfYear(region, year + 1)].filter(({ date, key }) => {
    const isNew = !seen.has(key) && dayOfDate(date) >= day && dayOfDate(date) < day + 365;
    if (isNew) seen.add(key);
    return isNew;
  });
}

type Year = ReadonlyMap<number, string>;
const known = new Map<string, Map<number, Year>>();

function yearOf(region: string, year: number): Year {
  const years = known.get(region) ?? new Map<number, Year>();
  const before = years.get(year);
  if (before) return before;
  // New Year's Day on a Saturday is kept on the last day of the year before.
  const found = new Map([...daysOf(region, year), ...daysOf(region, year + 1)].filter(([day]) => isIn(year, day)));
  known.set(region, years.set(year, found));
  return found;
}

const isIn = (year: number, day: number): boolean => new Date(day * dayMs).getUTCFullYear() === year;

function daysOf(region: string, year: number): [number, string][] {
  const [country = '', part = ''] = region.split('-');
  const rules = (publicHolidays[country] ?? []).filter(({ only, not }) =>
    only ? only.includes(part) : !not?.includes(part),
  );
  const kept = rules.flatMap((rule) => {
    const day = rule.on(year);
    return day === null ? [] : [{ ...rule, day }];
  });
  const days = new Map(kept.map(({ day, key }) => [day, key]));
  for (const { day, key, moved } of kept) {
    const other = moved && dayOff(day, moved, days);
    if (other) days.set(other, key);
  }
  return [...days];
}

function dayOff(day: number, moved: NonNullable<Holiday['moved']>, taken: ReadonlyMap<number, string>): number | null {
  const weekday = weekdayOf(day);
  if (weekday < saturday || (moved === 'from_sunday' && weekday !== sunday)) return null;
  if (moved === 'nearest') return weekday === saturday ? day - 1 : day + 1;
  let other = day + 1;
  while (weekdayOf(other) >= saturday || taken.has(other)) other++;
  return other;
}
