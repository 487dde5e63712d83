import { reasonWords } from '../journeys/words.ts';
import type { BulkPerson, ListedBulk } from '../records/bulk-list.ts';
import { iso, reasonOf } from './presented.ts';
import { valuesOf } from './presented-decision.ts';
import type { Bulk } from './schemas.ts';

/** One bulk with how far it has come. */
export function presentBulk(row: ListedBulk): Bulk {
  const of = (outcome: string | null) => row.counts.find((one) => one.outcome === outcome)?.count ?? 0;
  const leftOut = row.counts.flatMap(({ outcome, count }) =>
    outcome === null || outcome === 'enrolled'
      ? []
      : [{ reason: { code: outcome, words: reasonWords(outcome) }, count }],
  );
  return {
    id: row.id,
    journey: { id: row.journeyId, name: row.journeyName },
    status: row.status as Bulk['status'],
    source: row.source as Bulk['source'],
    perDay: row.perDay,
    spreadHours: row.spreadHours,
    total: row.counts.reduce((sum, { count }) => sum + count, 0),
    entered: of('enrolled'),
    open: of(null),
    leftOut: leftOut.sort((a, b) => b.count - a.count),
    nextAt: row.status === 'running' ? iso(row.nextAt) : null,
    createdAt: row.createdAt.toISOString(),
    finishedAt: iso(row.finishedAt),
  };
}

/** Who does not enter, by reason, the most frequent first. */
export function leftOutOf(reasons: readonly string[]): Bulk['leftOut'] {
  const counts = new Map<string, number>();
  for (const code of reasons) if (code !== 'enrolled') counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .map(([code, count]) => ({ reason: { code, words: reasonWords(code) }, count }))
    .sort((a, b) => b.count - a.count);
}

export const presentBulkPerson = (row: BulkPerson) => ({
  customer: { id: row.customer_id, name: row.name },
  outcome: reasonOf(row.outcome),
  values: valuesOf({}, { provider: '', trigger: '' }, row.detail),
  enrollmentId: row.enrollment_id,
  decidedAt: iso(row.decided_at),
});
