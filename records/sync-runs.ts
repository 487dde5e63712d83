import type { SyncRun } from '../prisma/generated/client.ts';
import { countCustomers, markUnseenGone } from './customers.ts';
import type { Tenant } from './database.ts';

export type { SyncRun } from '../prisma/generated/client.ts';

/** What a run reads: all customers, or what happened before. */
export type SyncKind = 'customers' | 'history';

/** The customer sync that is going on, or a new one. */
export async function beginSync(tenant: Tenant, connectionId: string, pageSize: number, at: Date): Promise<SyncRun> {
  const running = await tenant.db.syncRun.findFirst({ where: { connectionId, kind: 'customers', status: 'running' } });
  if (running) return running;
  return tenant.db.syncRun.create({
    data: { organizationId: tenant.id, connectionId, kind: 'customers', status: 'running', pageSize, startedAt: at },
  });
}

/** A run of this organization, or null. */
export async function findSync(tenant: Tenant, runId: string): Promise<SyncRun | null> {
  return tenant.db.syncRun.findUnique({ where: { id: runId } });
}

/** The newest run of a connection, or null. */
export async function lastSync(tenant: Tenant, connectionId: string, kind: SyncKind): Promise<SyncRun | null> {
  return tenant.db.syncRun.findFirst({ where: { connectionId, kind }, orderBy: { startedAt: 'desc' } });
}

/** Saves the cursor behind a page, once: false when another attempt has saved it, or the run is over. */
export async function advanceSync(
  tenant: Tenant,
  run: Pick<SyncRun, 'id' | 'cursor'>,
  page: { nextCursor: string | null; customers: number },
): Promise<boolean> {
  const { count } = await tenant.db.syncRun.updateMany({
    where: { id: run.id, status: 'running', cursor: run.cursor },
    data: { cursor: page.nextCursor, pages: { increment: 1 }, customers: { increment: page.customers } },
  });
  return count === 1;
}

/** The provider cannot serve pages of this size. */
export async function shrinkPage(tenant: Tenant, runId: string, pageSize: number): Promise<void> {
  await tenant.db.syncRun.updateMany({ where: { id: runId, status: 'running' }, data: { pageSize } });
}

/** Ends a run that saw every page: who was not seen is gone. */
export async function completeSync(tenant: Tenant, run: SyncRun, at: Date): Promise<void> {
  const { count } = await tenant.db.syncRun.updateMany({
    where: { id: run.id, status: 'running' },
    data: { status: 'completed', cursor: null, finishedAt: at },
  });
  if (count === 0) return;
  await markUnseenGone(tenant, run.connectionId, run, at);
  await tenant.db.connection.update({
    where: { id: run.connectionId },
    data: {
      lastSyncAt: at,
      lastSyncStatus: 'completed',
      customersSynced: await countCustomers(tenant, run.connectionId),
      lastError: null,
      lastErrorAt: null,
      updatedAt: at,
    },
  });
}

/** Ends a run that cannot go on; `sentence` tells the owner what to do, unless they have connected again since it began. */
export async function failSync(
  tenant: Tenant,
  run: Pick<SyncRun, 'id' | 'connectionId'>,
  sentence: string,
  at: Date,
): Promise<void> {
  const { count } = await tenant.db.syncRun.updateMany({
    where: { id: run.id, status: 'running' },
    data: { status: 'failed', error: sentence, finishedAt: at },
  });
  if (count === 0) return;
  const { startedAt } = await tenant.db.syncRun.findUniqueOrThrow({ where: { id: run.id } });
  await tenant.db.connection.updateMany({
    where: {
      id: run.connectionId,
      OR: [{ status: { not: 'connected' } }, { statusChangedAt: { lte: startedAt } }],
    },
    data: { lastSyncStatus: 'failed', lastError: sentence, lastErrorAt: at, updatedAt: at },
  });
}
