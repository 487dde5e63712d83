import type { Tenant } from './database.ts';

/** Codes of all warnings that were ever accepted when a journey of this organization was published. */
export async function acceptedWarnings(tenant: Tenant): Promise<string[]> {
  const rows = await tenant.db.$queryRaw<{ code: string }[]>`
    SELECT DISTINCT unnest(accepted) AS code FROM afterjob.journey_versions
    WHERE organization_id = ${tenant.id}::uuid ORDER BY code`;
  return rows.map(({ code }) => code);
}
