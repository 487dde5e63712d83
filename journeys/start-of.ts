import { DateTime } from 'luxon';

/** An instant as a provider writes it, or a day alone. */
const written = /^\d{4}-\d{2}-\d{2}(T|$)/;

/** The instant that a date names; a day alone begins at its local midnight. Null: it is none. */
export function startOf(date: string, zone: string): Date | null {
  if (!written.test(date)) return null;
  const at = date.includes('T') ? new Date(date) : DateTime.fromISO(date, { zone }).toJSDate();
  return Number.isNaN(at.getTime()) ? null : at;
}
