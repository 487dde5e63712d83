import { DateTime } from 'luxon';

/** How many of a bulk enter on one day, and over how much of it. */
export type Pace = {
  perDay: number;
  /** Hours over which a day's people enter; 0: as soon as the day begins. */
  spreadHours: number;
  startedAt: Date;
  /** IANA zone of the business. */
  zone: string;
};

const sliceMs = 15 * 60_000;
/** When a day of it begins; the first begins when somebody starts it. */
const firstHour = 9;

/**
 * How many more may enter now, and when more may than that.
 * @param today who has entered since `dayBegin`
 */
export function allowance(pace: Pace, today: number, now: Date): { allowed: number; next: Date } {
  const { perDay, spreadHours, startedAt, zone } = pace;
  const local = DateTime.fromJSDate(now, { zone });
  const isFirst = DateTime.fromJSDate(startedAt, { zone }).hasSame(local, 'day');
  const begin = isFirst ? startedAt : local.set({ hour: firstHour, minute: 0, second: 0, millisecond: 0 }).toJSDate();
  if (now < begin) return { allowed: 0, next: begin };
  const slices = Math.max(1, spreadHours * (60 / 15));
  const begun = Math.min(slices, Math.floor((now.getTime() - begin.getTime()) / sliceMs) + 1);
  const allowed = Math.max(0, Math.ceil((perDay * begun) / slices) - today);
  const tomorrow = local.plus({ days: 1 }).set({ hour: firstHour, minute: 0, second: 0, millisecond: 0 }).toJSDate();
  const slice = new Date(begin.getTime() + begun * sliceMs);
  return { allowed, next: begun < slices && slice < tomorrow ? slice : tomorrow };
}

/** Local midnight: since when the people of a day are counted. */
export const dayBegin = (now: Date, zone: string): Date => DateTime.fromJSDate(now, { zone }).startOf('day').toJSDate();
