import { type BulkRef, newOfBulk, runBatch } from '../records/bulk-enrollments.ts';
import type { Tenant } from '../records/database.ts';
import { recordForEntered } from '../records/listening-enrollments.ts';
import { readOrganization } from '../records/organizations.ts';
import type { Dependencies } from './dependencies.ts';

/** `enrollmentIds` are to be started; `nextAt` null: it is over. */
export type BulkBatch = { enrollmentIds: string[]; nextAt: string | null; decided: number };

const atOnce = 50;

/**
 * Lets one batch into the journey and says whose workflows are to be started: also those of a batch before, when
 * nobody came to it. Doing it again decides nobody twice.
 */
export async function enrollBatch(
  { database, clock }: Pick<Dependencies, 'database' | 'clock'>,
  { organizationId, bulkId }: BulkRef,
): Promise<BulkBatch> {
  const within = <T>(work: (tenant: Tenant) => Promise<T>) => database.withOrganization(organizationId, work);
  const { zone } = await within(readOrganization);
  const { nextAt, decided } = await within((tenant) => runBatch(tenant, bulkId, { limit: atOnce, zone }, clock()));
  const enrollmentIds = await within(async (tenant) => {
    const fresh = await newOfBulk(tenant, bulkId);
    if (fresh.length > 0) await recordForEntered(tenant, fresh, clock());
    return fresh;
  });
  return { enrollmentIds, nextAt: nextAt?.toISOString() ?? null, decided };
}

export const createBulkActivities = (deps: Dependencies) => ({
  enrollBatch: (bulk: BulkRef) => enrollBatch(deps, bulk),
});
