import type { Limit } from '../provider.ts';

/**
 * Points: 10,000, restored at 500 a second. Requests: at most 2,500 in any five minutes, so 500 at once and the other
 * 2,000 spread over them. [D api_rate_limits]
 */
export const limits = {
  points: { name: 'points', maximum: 10_000, restoredPerSecond: 500 },
  requests: { name: 'requests', maximum: 500, restoredPerSecond: 2000 / 300 },
} satisfies Record<string, Limit>;
