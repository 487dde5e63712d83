/** The vendor's days: a date in the account's zone, printed as midnight. */
export const dayOf = (ms: number, zone: string) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(ms);

export const midnight = (day: string | null) => (day === null ? null : `${day}T00:00:00Z`);
