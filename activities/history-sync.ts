import { defaults } from '../journeys/defaults.ts';
import {
  type HistoryPage,
  type HistoryStage,
  type Provider,
  ReconnectNeeded,
  type Session,
} from '../providers/provider.ts';
import { type Connection, findConnection } from '../records/connections.ts';
import type { Tenant } from '../records/database.ts';
import { advanceHistory, beginHistory, failHistory, findHistory, type HistoryRun } from '../records/history-runs.ts';
import type { ConnectionRef } from '../temporal.ts';
import { applySnapshots } from './apply-snapshots.ts';
import type { SyncFailure, SyncRef } from './customer-sync.ts';
import type { Dependencies } from './dependencies.ts';
import { failure } from './failures.ts';
import { withSession } from './session.ts';

export type HistoryProgress = { stage: HistoryStage; entities: number };
/** `over`: nothing is left to read for this run. `kind`: what the page held. `eventIds`: live ones, to be decided. */
export type HistoryPageRead = HistoryProgress & {
  kind: string | null;
  over: boolean;
  eventIds: string[];
};

const sentences: Record<SyncFailure, string> = {
  reconnect:
    'The connection was withdrawn while the history was read. Connect again, then it goes on where it stopped.',
  refused: 'The provider refused to give the history. Check what the app may read; it is tried again every hour.',
  unreachable: 'The provider did not answer for a long time. The reading of the history goes on by itself.',
};

/** Something else wrote what the page holds while it was read, or just before: then it is read again. */
const readAgainMs = 2_500;

export function createHistorySyncActivities(deps: Dependencies) {
  const inside = <T>({ organizationId }: ConnectionRef, work: (tenant: Tenant) => Promise<T>) =>
    deps.database.withOrganization(organizationId, work);
  return {
    /** Null: all is read, or the connection is not live. */
    async beginHistory(ref: ConnectionRef): Promise<string | null> {
      return inside(ref, async (tenant) => {
        const connection = await findConnection(tenant, ref.connectionId);
        if (connection?.status !== 'connected') return null;
        const run = await beginHistory(tenant, connection, monthsBefore(connection.connectedAt), deps.clock());
        return run?.id ?? null;
      });
    },

    async historyPage(ref: SyncRef): Promise<HistoryPageRead> {
      const run = await inside(ref, (tenant) => findHistory(tenant, ref.runId));
      if (run?.status !== 'running') return { ...told(run), over: true };
      const before = { askedAt: deps.clock() };
      const read = await readPage(deps, ref, run);
      if (read === 'another_consent') return { ...told(run), over: true };
      const { page, accountId } = read;
      const readings = page.snapshots.map((snapshot) => ({ snapshot, hints: [], before }));
      const { connected, eventIds, overtaken } = await applySnapshots(deps, ref, accountId, readings, 'history');
      if (!connected) throw new ReconnectNeeded('disconnected');
      if (overtaken.length > 0) throw failure('Overtaken', { retryAfterMs: readAgainMs });
      const entities = page.snapshots.length;
      const advanced = await inside(ref, (tenant) =>
        advanceHistory(tenant, run, { nextCursor: page.nextCursor, entities }, deps.clock()),
      );
      const now = advanced ?? (await inside(ref, (tenant) => findHistory(tenant, ref.runId)));
      const over = now?.status !== 'running';
      return { ...told(now), kind: page.kind, over, eventIds };
    },

    async failHistory({ why, ...ref }: SyncRef & { why: SyncFailure }): Promise<void> {
      const end = { sentence: sentences[why], afresh: why === 'refused' };
      await inside(ref, (tenant) => failHistory(tenant, ref.runId, end, deps.clock()));
    },
  };
}

type Read = { page: HistoryPage; accountId: string };

function readPage(deps: Dependencies, ref: ConnectionRef, run: HistoryRun): Promise<Read | 'another_consent'> {
  const { stage, since, cursor } = run;
  const read = async (
    provider: Provider,
    session: Session,
    { epoch }: Connection,
  ): Promise<Read | 'another_consent'> => {
    if (epoch !== run.epoch) return 'another_consent';
    return { page: await provider.historyPage(session, { stage, since, cursor }), accountId: session.accountId };
  };
  return withSession(deps, ref, read, 'history');
}

const told = (run: HistoryRun | null) => ({
  stage: run?.stage ?? ('open' as const),
  entities: run?.entities ?? 0,
  kind: null,
  eventIds: [],
});

function monthsBefore(time: Date): Date {
  const since = new Date(time);
  since.setUTCMonth(since.getUTCMonth() - defaults.historyMonths);
  return since;
}
