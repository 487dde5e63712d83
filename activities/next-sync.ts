import { defaults } from '../journeys/defaults.ts';
import type { Connection } from '../records/connections.ts';
import type { Tenant } from '../records/database.ts';
import { type HistoryRun, lastHistory } from '../records/history-runs.ts';
import { lastSync, type SyncRun } from '../records/sync-runs.ts';

type Ended = Pick<SyncRun, 'startedAt' | 'finishedAt'>;

/** When the next reading of all customers is due, and of the past; null: all of the past is read. */
export type NextSyncs = { syncAt: Date; historyAt: Date | null };

const failedAgainMs = 60 * 60_000;
/** What is still going on is read before the customers, unless that takes too long. */
const opensWithinMs = 10 * 60_000;
const atOnce = new Date(0);

export async function nextSyncs(tenant: Tenant, connection: Connection): Promise<NextSyncs> {
  const sync = await lastSync(tenant, connection.id, 'customers');
  const history = await lastHistory(tenant, connection);
  const syncAt = nextCustomerSync(sync, connection);
  const opened = sync?.status === 'running' ? atOnce : openedAt(history, connection);
  return { syncAt: opened > syncAt ? opened : syncAt, historyAt: nextHistory(history, connection) };
}

function nextCustomerSync(run: SyncRun | null, connection: Connection): Date {
  if (!run || run.status === 'running') return atOnce;
  if (run.status === 'failed') return afterFailure(run, connection);
  const fresh = run.startedAt >= connection.statusChangedAt;
  return fresh ? new Date(run.startedAt.getTime() + defaults.customerSyncEveryMs) : atOnce;
}

function nextHistory(run: HistoryRun | null, connection: Connection): Date | null {
  if (run?.status === 'completed') return null;
  return run?.status === 'failed' ? afterFailure(run, connection) : atOnce;
}

// A new consent is a reason to try at once.
function afterFailure({ startedAt, finishedAt }: Ended, { statusChangedAt }: Connection): Date {
  return startedAt < statusChangedAt ? atOnce : new Date((finishedAt ?? startedAt).getTime() + failedAgainMs);
}

function openedAt(run: HistoryRun | null, { statusChangedAt }: Connection): Date {
  if (!run) return new Date(statusChangedAt.getTime() + opensWithinMs);
  return run.status === 'running' && run.stage === 'open' ? new Date(run.startedAt.getTime() + opensWithinMs) : atOnce;
}
