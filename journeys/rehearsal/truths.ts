import type { Values } from '../conditions.ts';
import type { Truth } from '../steps/schema.ts';
import type { PastEvent } from './past.ts';

/** What ends a fact about a paper; the log tells of it. */
const endedBy: Partial<Record<Truth['fact'], string>> = {
  invoice_unpaid: 'invoice_paid',
  quote_open: 'quote_approved',
};

/**
 * The first of the facts that was gone, as the log tells; null when all of them stood as far as it tells.
 * Of visits the log does not tell: they count as not open.
 * @param heard what had been heard of the same paper
 */
export function goneFact(truths: readonly Truth[], heard: readonly PastEvent[], values: Values): Truth['fact'] | null {
  for (const { fact, tag = '' } of truths) {
    const end = endedBy[fact];
    if (end && heard.some(({ trigger }) => trigger === end)) return fact;
    if (fact === 'tag_absent' && hasTag(values, tag)) return fact;
  }
  return null;
}

const unknown: Partial<Record<Truth['fact'], string>> = {
  no_open_visit: 'visits_unknown',
  quote_open: 'quotes_unknown',
};

/** What the log does not tell of these facts, by the codes of what is assumed. */
export const assumedOf = (truths: readonly Truth[]): string[] => truths.flatMap(({ fact }) => unknown[fact] ?? []);

function hasTag(values: Values, tag: string): boolean {
  const wanted = tag.trim().toLowerCase();
  return Object.entries(values).some(
    ([name, value]) =>
      name.endsWith('.tags') &&
      Array.isArray(value) &&
      value.some((each) => String(each).trim().toLowerCase() === wanted),
  );
}
