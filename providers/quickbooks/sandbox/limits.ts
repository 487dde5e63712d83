/** 500 requests a minute and 10 a second, for each company. */
export function createLimits(multiplier: number, clock: () => number) {
  const windows = [
    { ms: 60_000, most: 500 * multiplier, since: 0, count: 0 },
    { ms: 1000, most: 10 * multiplier, since: 0, count: 0 },
  ];
  return {
    within(): boolean {
      const now = clock();
      for (const window of windows) {
        if (now - window.since >= window.ms) Object.assign(window, { since: now, count: 0 });
        window.count += 1;
      }
      return windows.every(({ count, most }) => count <= most);
    },
  };
}
