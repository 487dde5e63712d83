import type { Dashboard, DashboardProblem } from '../../../api/schemas.ts';
import { withQuery } from '../request/request.ts';

export type Days = Pick<Dashboard, 'from' | 'to'>;
export type Measure = 'sent' | 'delivered' | 'clicked' | 'replied' | 'goals';
export type Worth = 'invoice_paid' | 'quote_approved';

/** The page with the very rows that a number counts. */
export const rowsBehind = (measure: Measure, { from, to }: Days, journey?: string): string =>
  measure === 'goals'
    ? withQuery('/results', { journey, from, to })
    : withQuery('/messages', { journey, reached: measure, from, to });

export const moneyBehind = (worth: Worth, { from, to }: Days, journey?: string): string =>
  withQuery('/results', { journey, worth, from, to });

const places = {
  reconnect: '/settings/integrations',
  silent: '/settings/integrations',
  review: '/attention',
  failed: '/attention',
  questions: '/questions',
  asked: '/attention',
  unread: '/conversations?show=unread',
  unknown: '/messages?status=unknown',
  matches: '/customers/matches',
  twins: '/papers',
} satisfies Partial<Record<DashboardProblem['kind'], string>>;

/** Where a problem is seen, and solved. */
export function problemPlace({ kind, code }: Pick<DashboardProblem, 'kind' | 'code'>): string {
  if (kind !== 'held') return places[kind];
  return code === 'attention' ? '/attention' : withQuery('/people', { hold: code });
}
