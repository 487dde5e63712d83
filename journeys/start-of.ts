import { instantOf } from './zone-offsets.ts';

/** An instant as a provider writes it, or a day alone. */
const written = /^\d{4}-\d{2}-\d{2}(T|$)/;

/** The instant that a date names; a day alone begins at its local midnight. Null: it is none. */
export function startOf(date: string, zone: string): Date | null {
  if (!written.test(date)) return null;
  const at = Date.parse(date);
  if (Number.isNaN(at)) return null;
  return new Date(date.includes('T') ? at : instantOf(at, zone));
}
