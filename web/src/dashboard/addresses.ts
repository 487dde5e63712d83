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

/** What never ends by itself is counted whenever it was; the rest within the days. */
const whenever = ['review', 'unknown'];

/** Where a problem is seen, and solved. */
export function problemPlace({ kind, code }: Pick<DashboardProblem, 'kind' | 'code'>, { from, to }: Days): string {
  switch (kind) {
    case 'held':
      return withQuery('/people', { hold: code });
    case 'message':
      return withQuery('/messages', { status: code, ...(whenever.includes(code) ? {} : { from, to }) });
    case 'question':
      return '/questions';
    case 'unread':
      return '/conversations?show=unread';
    default:
      return '/settings/integrations';
  }
}
