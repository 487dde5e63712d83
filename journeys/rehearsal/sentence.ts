import { DateTime } from 'luxon';
import type { Purpose } from '../purposes.ts';
import type { Rehearsed } from './result.ts';
import { type LeftOut, leftOut, totalsOf } from './totals.ts';

const done: Partial<Record<Purpose, string>> = {
  visit_reminder: 'reminded',
  invoice_reminder: 'reminded',
  review_request: 'asked',
  thank_you: 'thanked',
  welcome: 'welcomed',
};

const short: Record<string, string> = {
  no_consent: 'without consent',
  muted: 'without consent',
  suppressed: 'opted out',
  no_address: 'without an address',
  no_customer: 'unknown',
  customer_gone: 'no longer your customers',
  filtered: 'not meant by the journey',
  in_another_journey: 'in another journey',
  already_active: 'on their way already',
  capped: 'with enough messages already',
  useless: 'too late',
  too_late: 'too late',
  fact_changed: 'for whom it was settled',
  exited_by_event: 'for whom it was settled',
  goal_reached: 'for whom it was settled',
  exited: 'for whom it was settled',
  cannot_render: 'without what the text needs',
};

/** One line for a card: "In your last 90 days: 61 customers asked, 9 left out (4 without consent, 5 asked in May)". */
export function sentenceOf(rehearsed: readonly Rehearsed[], purpose: Purpose, days: number, zone: string): string {
  const { people, events } = totalsOf(rehearsed);
  if (events === 0) return `In your last ${days} days nothing happened that starts it.`;
  const verb = done[purpose] ?? 'written to';
  const left = new Map<string, number>();
  const without = leftOut(rehearsed);
  for (const why of without.values()) {
    const words = wordsOf(why, verb, zone);
    left.set(words, (left.get(words) ?? 0) + 1);
  }
  const parts = [...left].sort(([, one], [, other]) => other - one).map(([words, count]) => `${count} ${words}`);
  const customers = `${people} ${people === 1 ? 'customer' : 'customers'} ${verb}`;
  const begin = `In your last ${days} days: ${customers}`;
  return parts.length === 0 ? `${begin}, nobody left out` : `${begin}, ${without.size} left out (${parts.join(', ')})`;
}

function wordsOf({ reason, since }: LeftOut, verb: string, zone: string): string {
  const kind = reason.split(':')[0] ?? '';
  if (since) return `${verb} in ${DateTime.fromJSDate(since, { zone }).setLocale('en').toFormat('LLLL')}`;
  return short[kind] ?? 'for other reasons';
}
