import type { Tenant } from './database.ts';

export type FoundJourney = { id: string; name: string; status: string };

/** Journeys whose name holds what was typed; those that are on come first, archived ones last. */
export function findJourneys(tenant: Tenant, typed: string, limit: number): Promise<FoundJourney[]> {
  const like = typed.trim().replace(/[\\%_]/g, '\\$&');
  return tenant.db.$queryRaw<FoundJourney[]>`
    SELECT id, name, status FROM afterjob.journeys
    WHERE organization_id = ${tenant.id}::uuid AND name ILIKE ${`%${like}%`}
    ORDER BY status = 'archived', name NOT ILIKE ${`${like}%`}, status NOT IN ('active', 'paused'), name, id
    LIMIT ${limit}`;
}
