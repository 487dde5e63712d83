import { defaults } from '../journeys/defaults.ts';
import type { Cause } from '../records/causes.ts';

const minute = 60_000;
/** Whatever is held looks again by itself; sooner where only time mends it. */
const everyMs: Record<string, number> = { vendor_unreachable: 10 * minute, quota: 60 * minute };

/** When. Up to a tenth later, so that what was held together does not come back at once. */
export function lookAgain({ kind }: Pick<Cause, 'kind'>, now: Date): Date {
  const ms = everyMs[kind] ?? defaults.heldLookEveryMs;
  return new Date(now.getTime() + Math.round(ms * (1 + Math.random() / 10)));
}
