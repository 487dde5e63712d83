import { randomUUID } from 'node:crypto';
import { applySnapshots } from '../activities/apply-snapshots.ts';
import { observe, type State, stateKey } from '../journeys/observation.ts';
import type { Snapshot } from '../providers/provider.ts';
import { type InboxStage, openInboxStage } from '../testing/inbox-stage.ts';
import { jobberVendor } from '../testing/stage-vendors.ts';
import { figure, words } from './measure.ts';
import type { Bench, Row } from './table.ts';

const rounds = 5;
const events = 100_000;
const perPage = 100;
const pagesPerRound = 50;
const connectedAt = new Date('2026-11-23T12:00:00Z');
const hour = 3_600_000;

/** C1: readings that each yield one live event; judged alone, and written page by page with state and event rows. */
export const canonicalise: Bench = async ({ appUrl }): Promise<Row> => {
  const stage = await openInboxStage(appUrl, jobberVendor(), connectedAt);
  try {
    await stage.connect();
    const [pure, stored]: [number[], number[]] = [[], []];
    judge(pageOf(events / 10));
    for (let round = 0; round < rounds; round++) {
      const snapshots = pageOf(events);
      pure.push(perSecondOf(events, await timed(async () => judge(snapshots))));
      const pages = Array.from({ length: pagesPerRound }, () => pageOf(perPage));
      stored.push(perSecondOf(perPage * pagesPerRound, await timed(() => write(stage, pages))));
    }
    const total = rounds * perPage * pagesPerRound;
    const found = await stage.inside((tenant) => tenant.db.event.count());
    if (found !== total) throw new Error(`${found} of ${total} events were written`);
    const [alone, over] = [figure(pure), figure(stored)];
    return {
      id: 'C1',
      what: '100,000 readings made canonical events: judged alone; with PostgreSQL',
      target: 'none',
      ratio: `${words(alone, 0)}/s; ${words(over, 0)}/s`,
      figures: `100,000 take ${(events / alone.median).toFixed(1)} s; ${(events / over.median).toFixed(0)} s in pages of ${perPage}, one transaction each, one after the other`,
      met: true,
    };
  } finally {
    await stage.close();
  }
};

const perSecondOf = (count: number, ms: number) => count / (ms / 1000);

async function timed(work: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Each was seen open before and is completed now. */
function judge(snapshots: readonly Snapshot[]): void {
  const open: State = {
    epoch: 1,
    holds: { job_completed: { holds: false, at: null } },
    counts: {},
    updatedAt: connectedAt,
  };
  const connection = { connectedAt, zone: 'America/New_York', epoch: 1 };
  const now = new Date(connectedAt.getTime() + 2 * hour);
  let seen = 0;
  for (const reading of snapshots) {
    const states = new Map([[stateKey(reading.entity), open]]);
    const observation = observe({ reading, states, hints: [], connection, now });
    if (!observation.stale) seen += observation.events.length;
  }
  if (seen !== snapshots.length) throw new Error(`${seen} of ${snapshots.length} readings were events`);
}

async function write(stage: InboxStage, pages: readonly Snapshot[][]): Promise<void> {
  if (!stage.ref) throw new Error('not connected');
  const { ref } = stage;
  const accountId = await stage.inside(
    async (tenant) => (await tenant.db.connection.findFirstOrThrow({ where: { id: ref.connectionId } })).accountId,
  );
  for (const page of pages) {
    const readings = page.map((snapshot) => ({ snapshot, hints: [], before: { revision: 0 } }));
    const { eventIds } = await applySnapshots(stage.deps, ref, accountId, readings, 'sweep');
    if (eventIds.length !== page.length) throw new Error(`${eventIds.length} of ${page.length} events came back`);
  }
}

/** Jobs that were completed after connecting. */
function pageOf(size: number): Snapshot[] {
  const at = new Date(connectedAt.getTime() + hour);
  return Array.from({ length: size }, (): Snapshot => {
    const entity = { kind: 'job', id: randomUUID() };
    return {
      entity,
      found: true,
      createdAt: new Date(connectedAt.getTime() - hour),
      updatedAt: at,
      customer: null,
      transitions: [{ trigger: 'job_completed', entity, holds: true, at, source: 'completedAt', saidBy: [] }],
      facts: { 'job.title': 'Gutters', 'job.number': entity.id, 'job.total': 180 },
    };
  });
}
