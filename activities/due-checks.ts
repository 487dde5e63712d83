import { findConnection } from '../records/connections.ts';
import { dueNow, nextDue, recordAsked } from '../records/due-checks.ts';
import type { ConnectionRef } from '../temporal.ts';
import type { Dependencies } from './dependencies.ts';
import { storeOwnNotices } from './own-notices.ts';

const batch = 500;

export function createDueCheckActivities(deps: Dependencies) {
  return {
    /** Asks for a reading of everything that is due; the reading settles it. Returns when the next one is due (ISO). */
    async askDueChecks({ organizationId, connectionId }: ConnectionRef): Promise<string | null> {
      for (;;) {
        const at = deps.clock();
        const { connection, checks, next } = await deps.database.withOrganization(organizationId, async (tenant) => ({
          connection: await findConnection(tenant, connectionId),
          checks: await dueNow(tenant, connectionId, at, batch),
          next: await nextDue(tenant, connectionId, at),
        }));
        if (connection?.status !== 'connected') return null;
        if (checks.length === 0) return next?.toISOString() ?? null;
        const { provider, accountId, epoch } = connection;
        const notices = checks.map(({ entity, trigger, dueAt }) => ({
          entity,
          news: JSON.stringify([trigger, dueAt.toISOString(), epoch]),
          changedAt: null,
        }));
        // The notices are safe before the checks count as asked: in between, they are asked once more.
        await storeOwnNotices(deps, { provider, accountId }, 'due', notices);
        await deps.database.withOrganization(organizationId, (tenant) => recordAsked(tenant, connectionId, checks, at));
      }
    },
  };
}
