import type { Change } from '../providers/provider.ts';
import type { Connection } from './connections.ts';
import type { Tenant } from './database.ts';
import { type EntityState, readEntities } from './entities.ts';

/** A look for what no webhook told. `since`: changes from then on; `cursor`: the page that comes next. */
export type Sweep = { startedAt: Date; since: Date; cursor: string | null };

/** Looked at twice: clocks may differ, and what is listed late at the provider is not lost. */
const overlapMs = 15 * 60_000;

/** The sweep that is going on, or a new one. */
export async function beginSweep(tenant: Tenant, connection: Connection, at: Date): Promise<Sweep> {
  const since = new Date((connection.sweptUntil ?? connection.connectedAt).getTime() - overlapMs);
  if (connection.sweepStartedAt) return { startedAt: connection.sweepStartedAt, since, cursor: connection.sweepCursor };
  await tenant.db.connection.update({
    where: { id: connection.id },
    data: { sweepStartedAt: at, sweepCursor: null },
  });
  return { startedAt: at, since, cursor: null };
}

/** Saves the cursor behind a page, once; behind the last one everything before the sweep's start is looked at. */
export async function advanceSweep(
  tenant: Tenant,
  connectionId: string,
  sweep: Sweep,
  nextCursor: string | null,
  at: Date,
): Promise<void> {
  const { startedAt, cursor } = sweep;
  await tenant.db.connection.updateMany({
    where: { id: connectionId, sweepStartedAt: startedAt, sweepCursor: cursor },
    data:
      nextCursor === null
        ? { sweptUntil: startedAt, sweepStartedAt: null, sweepCursor: null, lastSweepAt: at }
        : { sweepCursor: nextCursor },
  });
}

/** The sweep cannot go on: the next one begins at its own time, from where the last good one ended. */
export async function abandonSweep(tenant: Tenant, connectionId: string, at: Date): Promise<void> {
  await tenant.db.connection.update({
    where: { id: connectionId },
    data: { sweepStartedAt: null, sweepCursor: null, lastSweepAt: at },
  });
}

/** When the next sweep begins, or goes on. */
export function nextSweep({ sweepStartedAt, lastSweepAt, statusChangedAt }: Connection, everyMs: number): Date {
  if (sweepStartedAt) return new Date(0);
  return new Date((lastSweepAt ?? statusChangedAt).getTime() + everyMs);
}

/** Those of the changes that we have not seen: what the state rows of this connection do not know. */
export async function unseenChanges(
  tenant: Tenant,
  { id, provider, epoch }: Connection,
  changes: readonly Change[],
): Promise<Change[]> {
  const rows = await readEntities(
    tenant,
    id,
    changes.map(({ entity }) => entity),
  );
  const states = new Map(rows.map((row) => [`${row.entity.kind} ${row.entity.id}`, row]));
  // A customer may have come by a sync, which keeps no state rows.
  const gone = changes
    .filter((change) => change.gone && change.entity.kind === 'client')
    .map(({ entity }) => entity.id);
  const here = await tenant.db.customer.findMany({
    where: { source: provider, externalId: { in: gone }, deletedAt: null },
    select: { externalId: true },
  });
  const present = new Set(here.map(({ externalId }) => externalId));
  return changes.filter((change) => {
    const state = states.get(`${change.entity.kind} ${change.entity.id}`);
    const isPresent = change.entity.kind === 'client' && present.has(change.entity.id);
    return change.gone ? isPresent || state?.goneAt === null : isNews(change, state, epoch);
  });
}

/** Whether a change tells more than the state row knows. */
export function isNews(
  { updatedAt, says }: Pick<Change, 'updatedAt' | 'says'>,
  state: Pick<EntityState, 'epoch' | 'observedAt' | 'holds' | 'updatedAt'> | undefined,
  epoch: number,
): boolean {
  // One that others only spoke of was never read.
  if (state?.epoch !== epoch || state.observedAt.getTime() === 0) return true;
  if (says && !state.holds[says]?.holds) return true;
  if (updatedAt === null) return false;
  if (state.updatedAt === null || state.updatedAt < updatedAt) return true;
  // Times of whole seconds: what was read in the second of one change may have missed the next.
  return state.updatedAt.getTime() === updatedAt.getTime() && state.observedAt.getTime() < updatedAt.getTime() + 2000;
}
