import type { Tenant } from './database.ts';
import { leftByJourneys, type Reach, reachCounts } from './message-reach.ts';

/** A stretch of time, from `since` up to but not including `until`. */
type Span = { since: Date; until: Date };
export type Reached = Record<Reach, number>;

/** Journeys' messages by the local day on which they were sent, with what became of them so far. Days without any are left out. */
export function countMessagesByDay(
  tenant: Tenant,
  { since, until }: Span,
  zone: string,
): Promise<(Reached & { day: string })[]> {
  return tenant.db.$queryRaw<(Reached & { day: string })[]>`
    SELECT to_char(m.sent_at AT TIME ZONE ${zone}::text, 'YYYY-MM-DD') AS day, ${reachCounts}
    FROM afterjob.messages AS m
    WHERE m.organization_id = ${tenant.id}::uuid AND m.sent_at >= ${since} AND m.sent_at < ${until} AND ${leftByJourneys}
    GROUP BY 1`;
}

/** How many messages of each journey were sent in this time. */
export async function countSentByJourney(tenant: Tenant, { since, until }: Span): Promise<Map<string, number>> {
  const rows = await tenant.db.$queryRaw<{ id: string; sent: number }[]>`
    SELECT e.journey_id AS id, count(*)::int AS sent
    FROM afterjob.messages AS m
    JOIN afterjob.sequence_enrollments AS e ON e.organization_id = m.organization_id AND e.id = m.enrollment_id
    WHERE m.organization_id = ${tenant.id}::uuid AND m.sent_at >= ${since} AND m.sent_at < ${until} AND ${leftByJourneys}
    GROUP BY 1`;
  return new Map(rows.map(({ id, sent }) => [id, sent]));
}

export type RunningJourney = { id: string; name: string; status: string; waiting: number; held: number };

/** Journeys that are on or paused, and others with people inside; the fullest first. In a paused one everybody is held. */
export function listRunning(tenant: Tenant, limit: number): Promise<RunningJourney[]> {
  return tenant.db.$queryRaw<RunningJourney[]>`
    SELECT j.id, j.name, j.status,
      (count(e.id) FILTER (WHERE j.status <> 'paused' AND e.status <> 'held'))::int AS waiting,
      (count(e.id) FILTER (WHERE j.status = 'paused' OR e.status = 'held'))::int AS held
    FROM afterjob.journeys AS j
    LEFT JOIN afterjob.journey_versions AS v ON v.organization_id = j.organization_id AND v.journey_id = j.id
    LEFT JOIN afterjob.sequence_enrollments AS e ON e.organization_id = j.organization_id AND e.version_id = v.id
      AND e.status IN ('new', 'active', 'held')
    WHERE j.organization_id = ${tenant.id}::uuid
    GROUP BY j.id HAVING j.status IN ('active', 'paused') OR count(e.id) > 0
    ORDER BY count(e.id) DESC, j.created_at DESC, j.id LIMIT ${limit}`;
}
