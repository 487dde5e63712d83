import type { Tenant } from './database.ts';

export type Actor = { kind: 'person' | 'api_key' | 'issuer'; id: string; name: string; role: string };

/** One deed of somebody: the name of the route, and the ids that its address names. */
export type Deed = { id: string; actor: Actor; deed: string; about: string[]; at: Date };

/**
 * Writes a deed down in the transaction that does it. A deed of the same id is the same one again: it is counted.
 * @param onlyIfChanged where the transaction has written nothing there was no deed
 * @returns whether it was written
 */
export async function recordDeed(
  tenant: Tenant,
  { id, actor, deed, about, at }: Deed,
  onlyIfChanged: boolean,
): Promise<boolean> {
  const written = await tenant.db.$executeRaw`
    INSERT INTO afterjob.audit_log AS a (id, organization_id, at, actor_kind, actor_id, actor_name, role, deed, about)
    SELECT ${id}::uuid, ${tenant.id}::uuid, ${at}, ${actor.kind}, ${actor.id}::uuid, ${actor.name}, ${actor.role},
      ${deed}, ${about}::text[]
    WHERE NOT ${onlyIfChanged}::boolean OR pg_current_xact_id_if_assigned() IS NOT NULL
    ON CONFLICT (organization_id, id) DO UPDATE SET at = excluded.at, times = a.times + 1`;
  return written > 0;
}

/** What a deed made, once that is known. */
export async function nameWhatWasMade(tenant: Tenant, id: string, made: string): Promise<void> {
  await tenant.db.auditEntry.update({ where: keyOf(tenant, id), data: { about: [made] } });
}

/** It was begun and did not come to its end. */
export async function markFailed(tenant: Tenant, id: string): Promise<void> {
  await tenant.db.auditEntry.update({ where: keyOf(tenant, id), data: { outcome: 'failed' } });
}

const keyOf = (tenant: Tenant, id: string) => ({ organizationId_id: { organizationId: tenant.id, id } });
