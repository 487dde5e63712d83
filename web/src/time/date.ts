const words = new Intl.DateTimeFormat('en-US', {
  ...{ weekday: 'short', month: 'short', day: 'numeric', year: 'numeric', timeZone: 'UTC' },
});

/** `Thu, Nov 26, 2026` for an ISO date. */
export const inDate = (date: string): string => words.format(new Date(`${date}T00:00:00Z`));
