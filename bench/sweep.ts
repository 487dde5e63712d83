import { applySnapshots } from '../activities/apply-snapshots.ts';
import { withSession } from '../activities/session.ts';
import { createSweepActivities } from '../activities/sweep.ts';
import type { Change, ChangePage, Meter, Provider, Snapshot } from '../providers/provider.ts';
import { type InboxStage, openInboxStage } from '../testing/inbox-stage.ts';
import { jobberVendor, quickbooksVendor, type StageVendor } from '../testing/stage-vendors.ts';
import { figure, words } from './measure.ts';
import type { Bench, Row } from './table.ts';

const rounds = 5;
const entities = 10_000;
const now = new Date('2026-11-23T12:00:00Z');
const changedAt = new Date(now.getTime() - 10 * 86_400_000);
/** What lies in it is looked at by every sweep again. */
const overlapMs = 15 * 60_000;

type Spent = { calls: number; points: number; seconds: number };
/** `least`: what the vendor's API allows at best for naming them all, by `counts`. */
type Played = {
  vendor: StageVendor;
  kinds: number;
  seedPath: string;
  counts: 'calls' | 'points';
  least: number;
};

/** An id and a time cost a point each, and so does the page's own word; a visit has no time of change. */
const leastPoints = (entities / 5) * (4 * 2 + 1);
/** Each kind alone by query, 1,000 an answer, and one question for what was deleted, which no query tells. */
const leastCalls = 4 * Math.ceil(entities / 4 / 1000) + 1;

const jobber = jobberVendor({ budgetMultiplier: 1000 });
const quickbooks = quickbooksVendor();

/** S1, S2: entities of which nothing is news, outside the window and all inside it. */
export const sweepJobber: Bench = ({ appUrl }) =>
  sweep(appUrl, 'S1', { vendor: jobber, kinds: 5, seedPath: '/seed/finished', counts: 'points', least: leastPoints });
export const sweepQuickbooks: Bench = ({ appUrl }) =>
  sweep(appUrl, 'S2', { vendor: quickbooks, kinds: 4, seedPath: '/finished', counts: 'calls', least: leastCalls });

/** Seconds until a full bucket of the vendor has paid for so many points. */
const refilled = (points: number) => Math.ceil((points - 10_000) / 500);

async function sweep(appUrl: string, id: string, played: Played): Promise<Row> {
  const stage = await openInboxStage(appUrl, played.vendor, now);
  try {
    await stage.connect();
    await stage.play('POST', played.seedPath, { count: entities / played.kinds, at: changedAt.toISOString() });
    const seen: Change[] = [];
    const purse = { calls: 0, left: 0 };
    const { key } = played.vendor;
    stage.deps.providers = { [key]: counting(stage.deps.providers[key] as Provider, purse, seen) };
    await sweptSince(stage, purse, now);
    const quiet = await sweptSince(stage, purse, now);
    // Told of once, then known: what comes after finds nothing new.
    await readAll(stage);
    seen.length = 0;
    const full: Spent[] = [];
    for (let round = 0; round < rounds; round++) full.push(await sweptSince(stage, purse, changedAt));
    const named = new Set(seen.map(({ entity }) => `${entity.kind} ${entity.id}`)).size;
    if (named !== entities) throw new Error(`${named} of ${entities} entities were named`);
    const [first] = full;
    if (!first) throw new Error('no round was run');
    const ratio = first[played.counts] / played.least;
    const byBudget =
      played.counts === 'points'
        ? `; ${refilled(first.points)} s and ${refilled(played.least)} s by the vendor's budget`
        : '';
    const cost = (spent: Spent) =>
      `${spent.calls} call${spent.calls === 1 ? '' : 's'}${spent.points > 0 ? `, ${spent.points} points` : ''}`;
    return {
      id,
      what: `sweep of 10,000 entities at ${key} without news: none changed in the window; all did and are known`,
      target: `1 call; ≤ 2× the least ${played.counts}`,
      ratio: `${quiet.calls} call; ${ratio.toFixed(2)}×`,
      figures: `quiet: ${cost(quiet)}, ${quiet.seconds.toFixed(2)} s; all: ${cost(first)} (least ${played.least}${byBudget}), ${words(figure(full.map(({ seconds }) => seconds)), 1)} s against a vendor that answers at once`,
      met: quiet.calls === 1 && ratio <= 2,
    };
  } finally {
    await stage.close();
  }
}

/** Counts the permits, and the points that the vendor says are gone; the clock stands, so none come back. */
function counting(provider: Provider, purse: { calls: number; left: number }, seen: Change[]): Provider {
  return {
    ...provider,
    async changes(session, input) {
      const meter: Meter = {
        async take(cost) {
          await session.meter?.take(cost);
          purse.calls++;
        },
        async tell(left) {
          await session.meter?.tell(left);
          purse.left = left.points?.available ?? 0;
        },
      };
      const page = await provider.changes({ ...session, meter }, input);
      seen.push(...page.changes);
      return page;
    },
  };
}

/** One whole sweep of the window that begins at the given time. */
async function sweptSince(stage: InboxStage, purse: { calls: number; left: number }, since: Date): Promise<Spent> {
  const { ref, deps } = stage;
  if (!ref) throw new Error('not connected');
  await stage.inside((tenant) =>
    tenant.db.connection.update({
      where: { id: ref.connectionId },
      data: { sweptUntil: new Date(since.getTime() + (since < now ? overlapMs : 0)) },
    }),
  );
  const { sweepChanges } = createSweepActivities(deps);
  const { calls, left } = purse;
  const from = performance.now();
  let found = 0;
  for (let page = await sweepChanges(ref); ; page = await sweepChanges(ref)) {
    found += page.found;
    if (page.done) break;
  }
  const seconds = (performance.now() - from) / 1000;
  if (found > 0) throw new Error(`${found} entities were taken for news`);
  return { calls: purse.calls - calls, points: left - purse.left, seconds };
}

/** As if a webhook had told of each: its state is known. */
async function readAll(stage: InboxStage): Promise<void> {
  const { ref, deps } = stage;
  if (!ref) throw new Error('not connected');
  const { accountId } = await stage.inside((tenant) =>
    tenant.db.connection.findFirstOrThrow({ where: { id: ref.connectionId } }),
  );
  let next: string | null = null;
  do {
    const cursor: string | null = next;
    const { changes, nextCursor }: ChangePage = await withSession(deps, ref, (provider, session) =>
      provider.changes(session, { since: changedAt, cursor }),
    );
    const readings = changes.map((change) => ({ snapshot: asRead(change), hints: [], before: { askedAt: now } }));
    await applySnapshots(deps, ref, accountId, readings, 'history');
    next = nextCursor;
  } while (next !== null);
}

function asRead({ entity, updatedAt, says }: Change): Snapshot {
  const told = { entity, holds: true, at: changedAt, source: null, saidBy: [] };
  return {
    ...{ entity, found: true, createdAt: changedAt, updatedAt, customer: null, facts: {} },
    transitions: says ? [{ trigger: says, ...told }] : [],
  };
}
