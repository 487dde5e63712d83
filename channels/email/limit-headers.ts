/** The vendor's own word on its limit, in calls a second (`ratelimit-policy: 5;w=1`); undefined: it says nothing. */
export function perSecondOf(headers: Record<string, string> | null): number | undefined {
  const [, amount, seconds] = /^\s*(\d+)\s*;\s*w=(\d+)/.exec(headers?.['ratelimit-policy'] ?? '') ?? [];
  const rate = Number(amount) / Number(seconds);
  return Number.isFinite(rate) && rate > 0 ? rate : undefined;
}
