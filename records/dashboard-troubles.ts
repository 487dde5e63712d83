import type { Tenant } from './database.ts';

/** People who cannot go on, by reason, the most first. */
export type Held = { reason: string; count: number };

/** Who cannot go on and why. In a paused journey that is everybody on the way, though most rows do not say so yet. */
export function countHeldByReason(tenant: Tenant): Promise<Held[]> {
  return tenant.db.$queryRaw<Held[]>`
    SELECT reason, sum(count)::int AS count FROM (
      SELECT coalesce(hold_reason, 'held') AS reason, count(*) AS count FROM afterjob.sequence_enrollments
      WHERE organization_id = ${tenant.id}::uuid AND status = 'held' GROUP BY 1
      UNION ALL
      SELECT 'journey_paused', count(*)
      FROM afterjob.journeys AS j
      JOIN afterjob.journey_versions AS v ON v.organization_id = j.organization_id AND v.journey_id = j.id
      JOIN afterjob.sequence_enrollments AS e ON e.organization_id = j.organization_id AND e.version_id = v.id
      WHERE j.organization_id = ${tenant.id}::uuid AND j.status = 'paused' AND e.status IN ('new', 'active')
    ) AS parts GROUP BY 1 HAVING sum(count) > 0 ORDER BY 2 DESC, 1`;
}

/** Connections that are dead, and those that ended elsewhere while people wait for them. */
export function brokenConnections(tenant: Tenant): Promise<{ provider: string; held: number }[]> {
  return tenant.db.$queryRaw<{ provider: string; held: number }[]>`
    SELECT c.provider, count(e.id)::int AS held
    FROM afterjob.connections AS c
    LEFT JOIN afterjob.sequence_enrollments AS e ON e.organization_id = c.organization_id AND e.status = 'held'
      AND e.hold_reason = 'connection_revoked' AND e.hold_scope = c.id::text
    WHERE c.organization_id = ${tenant.id}::uuid AND c.status IN ('token_expired', 'disconnected')
    GROUP BY c.id HAVING c.status = 'token_expired' OR count(e.id) > 0 ORDER BY c.provider`;
}

const quietMs = 24 * 60 * 60_000;
const lookBackMs = 7 * quietMs;

/**
 * Providers that are connected and where something happened in the last days which no webhook told of: since a day
 * there was none, and a look of our own found it.
 */
export async function silentProviders(tenant: Tenant, at: Date): Promise<string[]> {
  const rows = await tenant.db.$queryRaw<{ provider: string }[]>`
    SELECT c.provider FROM afterjob.connections AS c
    WHERE c.organization_id = ${tenant.id}::uuid AND c.status = 'connected'
      AND coalesce(c.webhook_last_received_at, c.connected_at) < ${new Date(at.getTime() - quietMs)}
      AND EXISTS (
        SELECT FROM afterjob.events AS x
        WHERE x.organization_id = c.organization_id AND x.connection_id = c.id AND x.origin = 'live'
          AND x.found_by = 'sweep' AND x.occurred_at > ${new Date(at.getTime() - lookBackMs)}
          AND x.occurred_at > coalesce(c.webhook_last_received_at, c.connected_at)
      )
    ORDER BY c.provider`;
  return rows.map(({ provider }) => provider);
}
