const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one costs more than a thousand uses. */
function formatOf(zone: string) {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  formats.set(zone, format);
  return format;
}

/** The vendor's days: a date in the account's zone, printed as midnight. */
export const dayOf = (ms: number, zone: string) => formatOf(zone).format(ms);

export const midnight = (day: string | null) => (day === null ? null : `${day}T00:00:00Z`);
