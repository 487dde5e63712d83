import type { Budget } from '../providers/provider.ts';

/** The share of the provider's budget that a reading of everything leaves to events. */
const reserve = 0.3;

/** So many milliseconds the provider's budget needs to have room again for what is more urgent. */
export function leaveToEvents(budget: Budget | null): number {
  if (!budget || budget.restoredPerSecond <= 0) return 0;
  const missing = budget.maximum * reserve - budget.available;
  return missing > 0 ? Math.ceil((missing / budget.restoredPerSecond) * 1000) : 0;
}
