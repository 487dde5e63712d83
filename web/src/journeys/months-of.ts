/** A month of the calendar; `blank`: days of the week before its first, when weeks begin on Sunday. */
export type Month = { month: string; blank: number; days: string[] };

const dayMs = 24 * 3_600_000;

/** The months from the first to the last of these days, whole; days are written as `2026-11-23`. */
export function monthsOf(days: readonly string[]): Month[] {
  const [first] = days;
  const last = days.at(-1);
  if (!first || !last) return [];
  const months: Month[] = [];
  for (let at = new Date(`${first.slice(0, 7)}-01T00:00:00Z`); at.toISOString().slice(0, 7) <= last.slice(0, 7); ) {
    const next = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1));
    const length = Math.round((next.getTime() - at.getTime()) / dayMs);
    const month = at.toISOString().slice(0, 7);
    const written = (day: number) => `${month}-${String(day).padStart(2, '0')}`;
    months.push({
      month,
      blank: at.getUTCDay(),
      days: Array.from({ length }, (_, index) => written(index + 1)),
    });
    at = next;
  }
  return months;
}
