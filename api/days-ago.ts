const day = 24 * 3_600_000;

/** Where the last so many days begin; null: all that ever was. */
export const daysAgo = (days: number | undefined, at: Date): Date | null =>
  days === undefined ? null : new Date(at.getTime() - days * day);
