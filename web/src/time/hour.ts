const clock = new Intl.DateTimeFormat('en-US', { hour: 'numeric', timeZone: 'UTC' });

/** `9 AM` for 9, `12 AM` for 0 and 24. */
export const hourInWords = (hour: number): string => clock.format(Date.UTC(2000, 0, 1, hour));
