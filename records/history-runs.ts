import type { Connection, SyncRun } from '../prisma/generated/client.ts';
import type { HistoryStage } from '../providers/provider.ts';
import type { Tenant } from './database.ts';

/** One reading of what happened before: `cursor` and `stage` say where it goes on, `entities` count in the stage. */
export type HistoryRun = Omit<SyncRun, 'stage' | 'since'> & { stage: HistoryStage; since: Date };

type Consent = Pick<Connection, 'id' | 'epoch'>;

/**
 * The run of this consent that is going on, else one that goes on where the last one failed; null when all is read.
 * `since`: how far back a first run looks. One of an earlier consent ends here: its states are seeded again.
 */
export async function beginHistory(
  tenant: Tenant,
  { id: connectionId, epoch }: Consent,
  since: Date,
  at: Date,
): Promise<HistoryRun | null> {
  await tenant.db.syncRun.updateMany({
    where: { connectionId, kind: 'history', status: 'running', epoch: { not: epoch } },
    data: { status: 'failed', finishedAt: at, error: 'It was connected anew, so the history is read anew.' },
  });
  const last = await lastHistory(tenant, { id: connectionId, epoch });
  if (last?.status === 'completed') return null;
  if (last?.status === 'running') return last;
  const begun = { stage: 'open', cursor: null, pages: 0, entities: 0, since };
  const { stage, cursor, pages, entities, since: from } = last ?? begun;
  const row = await tenant.db.syncRun.create({
    data: {
      ...{ organizationId: tenant.id, connectionId, epoch, kind: 'history', status: 'running', startedAt: at },
      ...{ stage, cursor, pages, entities, since: from },
      // The provider sizes these pages itself.
      pageSize: 0,
    },
  });
  return toRun(row);
}

/** A run of this organization, or null. */
export async function findHistory(tenant: Tenant, runId: string): Promise<HistoryRun | null> {
  const row = await tenant.db.syncRun.findUnique({ where: { id: runId, kind: 'history' } });
  return row && toRun(row);
}

/** The newest run of the present consent, or null. */
export async function lastHistory(tenant: Tenant, { id: connectionId, epoch }: Consent): Promise<HistoryRun | null> {
  const row = await tenant.db.syncRun.findFirst({
    where: { connectionId, epoch, kind: 'history' },
    orderBy: [{ startedAt: 'desc' }, { finishedAt: { sort: 'desc', nulls: 'first' } }],
  });
  return row && toRun(row);
}

/**
 * Saves what follows a page, once: null when another attempt has saved it, or the run is over. After the last page of
 * `open` comes `past`, and after that the run is complete.
 */
export async function advanceHistory(
  tenant: Tenant,
  run: HistoryRun,
  page: { nextCursor: string | null; entities: number },
  at: Date,
): Promise<HistoryRun | null> {
  const isEnd = page.nextCursor === null;
  const opened = isEnd && run.stage === 'open';
  const next = {
    stage: opened ? ('past' as const) : run.stage,
    cursor: page.nextCursor,
    pages: run.pages + 1,
    entities: opened ? 0 : run.entities + page.entities,
    status: isEnd && !opened ? 'completed' : 'running',
    finishedAt: isEnd && !opened ? at : null,
  };
  const { count } = await tenant.db.syncRun.updateMany({
    where: { id: run.id, status: 'running', stage: run.stage, cursor: run.cursor, pages: run.pages },
    data: next,
  });
  return count === 1 ? { ...run, ...next } : null;
}

/**
 * Ends a run that cannot go on now; `sentence` is for the owner. `afresh`: the provider does not take the cursor, so
 * that the next run begins the stage again.
 */
export async function failHistory(
  tenant: Tenant,
  runId: string,
  { sentence, afresh }: { sentence: string; afresh: boolean },
  at: Date,
): Promise<void> {
  await tenant.db.syncRun.updateMany({
    where: { id: runId, status: 'running' },
    data: { status: 'failed', error: sentence, finishedAt: at, ...(afresh && { cursor: null, entities: 0 }) },
  });
}

function toRun(row: SyncRun): HistoryRun {
  return { ...row, stage: row.stage === 'past' ? 'past' : 'open', since: row.since ?? row.startedAt };
}
