import type { ConsentChange } from './past.ts';

type Consent = { suppressed: boolean; refusedCategory: boolean };
const nothing: Consent = { suppressed: false, refusedCategory: false };

/** What stood at an address at an instant: the last change of everything, and that of one category. */
export function consentAt(changes: readonly ConsentChange[], category: string, at: Date): Consent {
  if (changes.length === 0) return nothing;
  const last = (of: string | null) => changes.findLast((change) => change.category === of && change.at <= at);
  return { suppressed: last(null)?.refused ?? false, refusedCategory: last(category)?.refused ?? false };
}
