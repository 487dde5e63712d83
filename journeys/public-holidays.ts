import { weekdayOf } from './clock.ts';

/** Days since 1970-01-01, or null in a year without it. */
type On = (year: number) => number | null;

/** A public holiday. `only`, `not`: in these states, provinces or nations of the country. */
export type Holiday = {
  /** In words with underscores: it is what people read. */
  key: string;
  on: On;
  /** The day off when it falls on a weekend: the nearest weekday, the next free one, or that for a Sunday alone. */
  moved?: 'nearest' | 'next' | 'from_sunday';
  only?: readonly string[];
  not?: readonly string[];
};

const dayMs = 24 * 60 * 60_000;
const at = (year: number, month: number, date: number): number => Date.UTC(year, month - 1, date) / dayMs;
const [monday, tuesday, thursday, friday] = [1, 2, 4, 5] as const;

const fixed =
  (month: number, date: number): On =>
  (year) =>
    at(year, month, date);

/** The first such weekday on or after a date. */
const from =
  (month: number, date: number, weekday: number): On =>
  (year) => {
    const day = at(year, month, date);
    return day + ((weekday - weekdayOf(day) + 7) % 7);
  };

const nth = (month: number, weekday: number, n: number): On => from(month, 7 * (n - 1) + 1, weekday);

const last =
  (month: number, weekday: number): On =>
  (year) => {
    const day = at(year, month + 1, 1) - 1;
    return day - ((weekdayOf(day) - weekday + 7) % 7);
  };

/** Gregorian Easter by Gauss's rule as Meeus has it, and days after it. */
const easter =
  (after: number): On =>
  (year) => {
    const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
    const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
    const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
    const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
    return at(year, Math.floor(f / 31), (f % 31) + 1) + after;
  };

/** Te Kāhui o Matariki Public Holiday Act 2022, schedule 1: month and date of its Fridays. */
const matarikis: Record<number, readonly [number, number]> = {
  2025: [6, 20],
  2026: [7, 10],
  2027: [6, 25],
  2028: [7, 14],
  2029: [7, 6],
  2030: [6, 21],
  2031: [7, 11],
  2032: [7, 2],
  2033: [6, 24],
  2034: [7, 7],
  2035: [6, 29],
};
const matariki: On = (year) => {
  const date = matarikis[year];
  return date ? at(year, ...date) : null;
};

/** A Friday of 1 February is kept itself; else the first Monday. */
const stBrigid: On = (year) => {
  const first = at(year, 2, 1);
  return weekdayOf(first) === friday ? first : first + ((monday - weekdayOf(first) + 7) % 7);
};

const goodFriday = { key: 'good_friday', on: easter(-2) };
const easterMonday = { key: 'easter_monday', on: easter(1) };
const christmas = { key: 'christmas_day', on: fixed(12, 25) };
const newYear = { key: 'new_years_day', on: fixed(1, 1) };

/**
 * Public holidays by country. United States: 5 U.S.C. 6103, and what the states count that forbid calls on holidays.
 * Canada: Canada Labour Code s. 166 and the provinces' employment standards. United Kingdom: Banking and Financial
 * Dealings Act 1971. Australia: the states' public holidays acts. New Zealand: Holidays Act 2003 s. 44 to 45A.
 * Ireland: Organisation of Working Time Act 1997, second schedule.
 */
export const publicHolidays: Readonly<Record<string, readonly Holiday[]>> = {
  US: [
    { ...newYear, moved: 'nearest' },
    { key: 'martin_luther_king_day', on: nth(1, monday, 3) },
    { key: 'presidents_day', on: nth(2, monday, 3) },
    { key: 'memorial_day', on: last(5, monday) },
    { key: 'juneteenth', on: fixed(6, 19), moved: 'nearest' },
    { key: 'independence_day', on: fixed(7, 4), moved: 'nearest' },
    { key: 'labor_day', on: nth(9, monday, 1) },
    { key: 'columbus_day', on: nth(10, monday, 2) },
    { key: 'veterans_day', on: fixed(11, 11), moved: 'nearest' },
    { key: 'thanksgiving', on: nth(11, thursday, 4) },
    { ...christmas, moved: 'nearest' },
    { key: 'mardi_gras', on: easter(-47), only: ['AL', 'LA'] },
    { ...goodFriday, only: ['LA', 'PA'] },
    { key: 'confederate_memorial_day', on: nth(4, monday, 4), only: ['AL'] },
    { key: 'jefferson_davis_birthday', on: nth(6, monday, 1), only: ['AL'] },
    { key: 'rhode_island_independence_day', on: fixed(5, 4), only: ['RI'] },
    { key: 'victory_day', on: nth(8, monday, 2), only: ['RI'] },
    { key: 'flag_day', on: fixed(6, 14), only: ['PA'] },
    { key: 'election_day', on: from(11, 2, tuesday), only: ['LA', 'PA', 'RI'] },
    { key: 'pioneer_day', on: fixed(7, 24), moved: 'nearest', only: ['UT'] },
  ],
  CA: [
    { ...newYear, moved: 'next' },
    { key: 'family_day', on: nth(2, monday, 3), only: ['AB', 'BC', 'MB', 'NB', 'NS', 'ON', 'PE', 'SK'] },
    { ...goodFriday },
    { ...easterMonday, only: ['QC'] },
    { key: 'victoria_day', on: from(5, 18, monday) },
    { key: 'national_indigenous_peoples_day', on: fixed(6, 21), only: ['NT', 'YT'] },
    { key: 'national_day_of_quebec', on: fixed(6, 24), moved: 'from_sunday', only: ['QC'] },
    { key: 'canada_day', on: fixed(7, 1), moved: 'next' },
    { key: 'nunavut_day', on: fixed(7, 9), only: ['NU'] },
    { key: 'civic_holiday', on: nth(8, monday, 1), not: ['', 'NL', 'QC', 'YT'] },
    { key: 'discovery_day', on: nth(8, monday, 3), only: ['YT'] },
    { key: 'labour_day', on: nth(9, monday, 1) },
    { key: 'day_for_truth_and_reconciliation', on: fixed(9, 30), moved: 'next' },
    { key: 'thanksgiving', on: nth(10, monday, 2) },
    { key: 'remembrance_day', on: fixed(11, 11), moved: 'next' },
    { ...christmas, moved: 'next' },
    { key: 'boxing_day', on: fixed(12, 26), moved: 'next' },
  ],
  GB: [
    { ...newYear, moved: 'next' },
    { key: 'second_of_january', on: fixed(1, 2), moved: 'next', only: ['SCT'] },
    { key: 'st_patricks_day', on: fixed(3, 17), moved: 'next', only: ['NIR'] },
    { ...goodFriday },
    { ...easterMonday, not: ['SCT'] },
    { key: 'early_may_bank_holiday', on: nth(5, monday, 1) },
    { key: 'spring_bank_holiday', on: last(5, monday) },
    { key: 'battle_of_the_boyne', on: fixed(7, 12), moved: 'next', only: ['NIR'] },
    { key: 'summer_bank_holiday', on: nth(8, monday, 1), only: ['SCT'] },
    { key: 'summer_bank_holiday', on: last(8, monday), not: ['SCT'] },
    { key: 'st_andrews_day', on: fixed(11, 30), moved: 'next', only: ['SCT'] },
    { ...christmas, moved: 'next' },
    { key: 'boxing_day', on: fixed(12, 26), moved: 'next' },
  ],
  IE: [
    { ...newYear },
    { key: 'st_brigids_day', on: stBrigid },
    { key: 'st_patricks_day', on: fixed(3, 17) },
    { ...easterMonday },
    { key: 'may_day', on: nth(5, monday, 1) },
    { key: 'june_bank_holiday', on: nth(6, monday, 1) },
    { key: 'august_bank_holiday', on: nth(8, monday, 1) },
    { key: 'october_bank_holiday', on: last(10, monday) },
    { ...christmas },
    { key: 'st_stephens_day', on: fixed(12, 26) },
  ],
  AU: [
    { ...newYear, moved: 'next' },
    { key: 'australia_day', on: fixed(1, 26), moved: 'next' },
    { key: 'labour_day', on: nth(3, monday, 1), only: ['WA'] },
    { key: 'labour_day', on: nth(3, monday, 2), only: ['TAS', 'VIC'] },
    { key: 'adelaide_cup_day', on: nth(3, monday, 2), only: ['SA'] },
    { key: 'canberra_day', on: nth(3, monday, 2), only: ['ACT'] },
    { ...goodFriday },
    { key: 'easter_saturday', on: easter(-1), not: ['TAS', 'WA'] },
    { key: 'easter_sunday', on: easter(0) },
    { ...easterMonday },
    { key: 'anzac_day', on: fixed(4, 25), moved: 'next' },
    { key: 'labour_day', on: nth(5, monday, 1), only: ['NT', 'QLD'] },
    { key: 'reconciliation_day', on: from(5, 27, monday), only: ['ACT'] },
    { key: 'western_australia_day', on: nth(6, monday, 1), only: ['WA'] },
    { key: 'kings_birthday', on: nth(6, monday, 2), not: ['QLD', 'WA'] },
    { key: 'picnic_day', on: nth(8, monday, 1), only: ['NT'] },
    { key: 'kings_birthday', on: last(9, monday), only: ['WA'] },
    { key: 'kings_birthday', on: nth(10, monday, 1), only: ['QLD'] },
    { key: 'labour_day', on: nth(10, monday, 1), only: ['ACT', 'NSW', 'SA'] },
    { key: 'melbourne_cup_day', on: nth(11, tuesday, 1), only: ['VIC'] },
    { ...christmas, moved: 'next' },
    { key: 'boxing_day', on: fixed(12, 26), moved: 'next' },
  ],
  NZ: [
    { ...newYear, moved: 'next' },
    { key: 'day_after_new_year', on: fixed(1, 2), moved: 'next' },
    { key: 'waitangi_day', on: fixed(2, 6), moved: 'next' },
    { ...goodFriday },
    { ...easterMonday },
    { key: 'anzac_day', on: fixed(4, 25), moved: 'next' },
    { key: 'kings_birthday', on: nth(6, monday, 1) },
    { key: 'matariki', on: matariki },
    { key: 'labour_day', on: nth(10, monday, 4) },
    { ...christmas, moved: 'next' },
    { key: 'boxing_day', on: fixed(12, 26), moved: 'next' },
  ],
};
