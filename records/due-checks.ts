import type { DueTime, EntityKey } from '../journeys/observation.ts';
import type { Tenant } from './database.ts';

export type DueCheck = { entity: EntityKey; trigger: string; dueAt: Date };

/** So long after it was asked a check that nothing settled is asked again. */
const askAgainMs = 24 * 60 * 60_000;

/** Writes what readings say: a time sets or moves the check of that entity and trigger, none removes it. */
export async function writeDueChecks(tenant: Tenant, connectionId: string, times: readonly DueTime[]): Promise<void> {
  if (times.length === 0) return;
  const rows = JSON.stringify(
    times.map(({ entity, trigger, at }) => ({ kind: entity.kind, external_id: entity.id, trigger, due_at: at })),
  );
  await tenant.db.$executeRaw`
    DELETE FROM afterjob.due_checks AS d
    USING jsonb_to_recordset(${rows}::jsonb) AS r (kind text, external_id text, trigger text, due_at timestamptz)
    WHERE r.due_at IS NULL AND d.connection_id = ${connectionId}::uuid
      AND d.kind = r.kind AND d.external_id = r.external_id AND d.trigger = r.trigger`;
  await tenant.db.$executeRaw`
    INSERT INTO afterjob.due_checks AS d (organization_id, connection_id, kind, external_id, trigger, due_at)
    SELECT ${tenant.id}::uuid, ${connectionId}::uuid, r.kind, r.external_id, r.trigger, r.due_at
    FROM jsonb_to_recordset(${rows}::jsonb) AS r (kind text, external_id text, trigger text, due_at timestamptz)
    WHERE r.due_at IS NOT NULL ORDER BY r.kind, r.external_id, r.trigger
    ON CONFLICT (connection_id, kind, external_id, trigger) DO UPDATE SET due_at = excluded.due_at, asked_at = NULL`;
}

/** Forgets the checks of entities that are gone. */
export async function forgetDueChecks(
  tenant: Tenant,
  connectionId: string,
  entities: readonly EntityKey[],
): Promise<void> {
  await tenant.db.$executeRaw`
    DELETE FROM afterjob.due_checks AS d
    USING unnest(${entities.map(({ kind }) => kind)}::text[], ${entities.map(({ id }) => id)}::text[]) AS r (kind, external_id)
    WHERE d.connection_id = ${connectionId}::uuid AND d.kind = r.kind AND d.external_id = r.external_id`;
}

/** What is due and was not asked of late, earliest first. */
export async function dueNow(tenant: Tenant, connectionId: string, at: Date, limit: number): Promise<DueCheck[]> {
  const rows = await tenant.db.dueCheck.findMany({
    where: { connectionId, dueAt: { lte: at }, ...notAsked(at) },
    orderBy: { dueAt: 'asc' },
    take: limit,
  });
  return rows.map(({ kind, externalId, trigger, dueAt }) => ({ entity: { kind, id: externalId }, trigger, dueAt }));
}

/** They were asked: a reading settles them. One that was moved meanwhile is asked at its new time. */
export async function recordAsked(
  tenant: Tenant,
  connectionId: string,
  checks: readonly DueCheck[],
  at: Date,
): Promise<void> {
  const rows = JSON.stringify(
    checks.map(({ entity, trigger, dueAt }) => ({ kind: entity.kind, external_id: entity.id, trigger, due_at: dueAt })),
  );
  await tenant.db.$executeRaw`
    UPDATE afterjob.due_checks AS d SET asked_at = ${at}
    FROM jsonb_to_recordset(${rows}::jsonb) AS r (kind text, external_id text, trigger text, due_at timestamptz)
    WHERE d.connection_id = ${connectionId}::uuid AND d.kind = r.kind AND d.external_id = r.external_id
      AND d.trigger = r.trigger AND d.due_at = r.due_at`;
}

/** When the next check has to be asked, or null. */
export async function nextDue(tenant: Tenant, connectionId: string, at: Date): Promise<Date | null> {
  const first = await tenant.db.dueCheck.findFirst({
    where: { connectionId, ...notAsked(at) },
    orderBy: { dueAt: 'asc' },
    select: { dueAt: true },
  });
  return first?.dueAt ?? null;
}

const notAsked = (at: Date) => ({
  OR: [{ askedAt: null }, { askedAt: { lte: new Date(at.getTime() - askAgainMs) } }],
});
