const day = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'short', day: 'numeric' });
const weekday = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', weekday: 'short', month: 'short', day: 'numeric' });

const isDay = (text: string | null): text is string => text !== null && /^\d{4}-\d\d-\d\d$/.test(text);
const at = (text: string) => new Date(`${text}T00:00:00Z`);

/** `Nov 23`: a day of the business's calendar. */
export const shortDay = (text: string): string => (isDay(text) ? day.format(at(text)) : text);

/** `Nov 17 – Nov 23`, or one day with its weekday; empty where no days are asked for. */
export function daysInWords(from: string | null, to: string | null): string {
  if (!isDay(from) || !isDay(to)) return '';
  return from === to ? weekday.format(at(from)) : `${shortDay(from)} – ${shortDay(to)}`;
}
