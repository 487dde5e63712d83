import type { Limit } from '../provider.ts';

/**
 * What the vendor allows one account. Points: 10,000, restored at 500 a second. Requests: 2,500 in any five minutes, so
 * 500 at once and the other 2,000 spread over them. [D api_rate_limits]
 * `allowance`: times the usual, where the vendor grants more.
 */
export const limitsOf = (allowance = 1) =>
  ({
    points: { name: 'points', maximum: 10_000 * allowance, restoredPerSecond: 500 * allowance },
    requests: { name: 'requests', maximum: 500 * allowance, restoredPerSecond: (2000 * allowance) / 300 },
  }) satisfies Record<string, Limit>;
