import type { AuditEntry } from '../prisma/generated/client.ts';
import type { Tenant } from './database.ts';

export type AuditSearch = {
  actorId: string | null;
  /** The first part of the address after /api, such as `journeys`. */
  area: string | null;
  /** An id that the deed names. */
  about: string | null;
  before: { value: string; id: string } | null;
  limit: number;
};

/** What somebody of the business did, newest first. */
export function listDeeds(tenant: Tenant, search: AuditSearch): Promise<AuditEntry[]> {
  const { actorId, area, about, before, limit } = search;
  return tenant.db.auditEntry.findMany({
    where: {
      organizationId: tenant.id,
      AND: [
        actorId ? { actorId } : {},
        area ? { OR: [{ deed: { contains: ` /api/${area}/` } }, { deed: { endsWith: ` /api/${area}` } }] } : {},
        about ? { about: { has: about } } : {},
        before ? { OR: [{ at: { lt: before.value } }, { at: before.value, id: { lt: before.id } }] } : {},
      ],
    },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: limit,
  });
}

/** Everybody who did something, the latest first; as many as can be chosen from. */
export async function listActors(tenant: Tenant, limit: number): Promise<{ id: string; name: string }[]> {
  return tenant.db.$queryRaw<{ id: string; name: string }[]>`
    SELECT actor_id::text AS id, (array_agg(actor_name ORDER BY at DESC))[1] AS name FROM afterjob.audit_log
    WHERE organization_id = ${tenant.id}::uuid GROUP BY actor_id ORDER BY max(at) DESC LIMIT ${limit}`;
}

export type NamedThing = { id: string; kind: 'journey' | 'customer' | 'person'; name: string };

/** The journeys, customers and people inside journeys among some ids, by the names they have now. */
export async function nameThings(tenant: Tenant, ids: readonly string[]): Promise<Map<string, NamedThing>> {
  if (ids.length === 0) return new Map();
  const rows = await tenant.db.$queryRaw<NamedThing[]>`
    SELECT j.id::text AS id, 'journey' AS kind, j.name FROM afterjob.journeys AS j
    WHERE j.organization_id = ${tenant.id}::uuid AND j.id = ANY (${ids}::uuid[])
    UNION ALL SELECT c.id::text, 'customer', c.name FROM afterjob.customers AS c
    WHERE c.organization_id = ${tenant.id}::uuid AND c.id = ANY (${ids}::uuid[])
    UNION ALL SELECT e.id::text, 'person', c.name FROM afterjob.sequence_enrollments AS e
    JOIN afterjob.customers AS c ON c.organization_id = e.organization_id AND c.id = e.customer_id
    WHERE e.organization_id = ${tenant.id}::uuid AND e.id = ANY (${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}
