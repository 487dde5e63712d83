import type { Change } from '../providers/provider.ts';
import { findConnection, recordError } from '../records/connections.ts';
import type { Tenant } from '../records/database.ts';
import { abandonSweep, advanceSweep, beginSweep, unseenChanges } from '../records/sweeps.ts';
import type { ConnectionRef } from '../temporal.ts';
import type { Dependencies } from './dependencies.ts';
import { storeOwnNotices } from './own-notices.ts';
import { withSession } from './session.ts';

/** `found`: how many changes of the page nobody had told us of. */
export type SweptPage = { done: boolean; found: number };

export function createSweepActivities(deps: Dependencies) {
  const inside = <T>({ organizationId }: ConnectionRef, work: (tenant: Tenant) => Promise<T>) =>
    deps.database.withOrganization(organizationId, work);
  return {
    /** One page of what changed at the provider; what we have not seen goes into the inbox like a webhook. */
    async sweepChanges(ref: ConnectionRef): Promise<SweptPage> {
      const begun = await inside(ref, async (tenant) => {
        const connection = await findConnection(tenant, ref.connectionId);
        if (connection?.status !== 'connected') return null;
        return { connection, sweep: await beginSweep(tenant, connection, deps.clock()) };
      });
      if (!begun) return { done: true, found: 0 };
      const { connection, sweep } = begun;
      const { changes, nextCursor } = await withSession(
        deps,
        ref,
        (provider, session) => provider.changes(session, { since: sweep.since, cursor: sweep.cursor }),
        'sweep',
      );
      const unseen = await inside(ref, (tenant) => unseenChanges(tenant, connection, changes));
      const { provider, accountId, epoch } = connection;
      await storeOwnNotices(
        deps,
        { provider, accountId },
        'sweep',
        unseen.map((change) => ({
          entity: change.entity,
          news: newsOf(change, epoch),
          changedAt: change.gone ? null : change.updatedAt,
        })),
      );
      await inside(ref, (tenant) => advanceSweep(tenant, ref.connectionId, sweep, nextCursor, deps.clock()));
      return { done: nextCursor === null, found: unseen.length };
    },

    async recordSweepFailed({ refused, ...ref }: ConnectionRef & { refused: boolean }): Promise<void> {
      const sentence =
        'The provider refused to say what changed. Check what the app may read: until then a lost webhook is not found.';
      await inside(ref, async (tenant) => {
        await abandonSweep(tenant, ref.connectionId, deps.clock());
        if (refused) await recordError(tenant, ref.connectionId, sentence, deps.clock());
      });
    },
  };
}

/** One change is one notice, however often it is found; a new consent looks at all of them anew. */
const newsOf = ({ updatedAt, says, gone }: Change, epoch: number): string =>
  JSON.stringify([updatedAt?.toISOString() ?? null, says, gone, epoch]);
