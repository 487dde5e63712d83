import { type DueTime, type Hint, observe, type State, stateKey } from '../journeys/observation.ts';
import type { Snapshot } from '../providers/provider.ts';
import { type Connection, findConnection } from '../records/connections.ts';
import { markCustomerGone, upsertCustomers } from '../records/customers.ts';
import type { Tenant } from '../records/database.ts';
import { forgetDueChecks, nextDue, writeDueChecks } from '../records/due-checks.ts';
import {
  type EntityState,
  type EntityWrite,
  lockEntities,
  markEntitiesGone,
  writeEntities,
} from '../records/entities.ts';
import { erasedAmong } from '../records/erased.ts';
import { type SeenEvent, undecidedEvents, writeEvents } from '../records/events.ts';
import { enrollmentsOfMovedDates } from '../records/moving-dates.ts';
import { readOrganization } from '../records/organizations.ts';
import type { ConnectionRef } from '../temporal.ts';
import type { Dependencies } from './dependencies.ts';
import { failure } from './failures.ts';
import { matchSystems } from './match-systems.ts';
import { nudgeEnrollments } from './record-for-enrollments.ts';

/** How we came to read: it is written beside the events that are new by it. */
export type Road = 'webhook' | 'sweep' | 'due' | 'history';

export type FreshReading = {
  snapshot: Snapshot;
  hints: readonly Hint[];
  /**
   * What was known before the provider was asked: the entity's revision (0: no row), or when we asked. An entity that
   * was read by somebody else meanwhile is not written over: they may have read a newer state.
   */
  before: { revision: number } | { askedAt: Date };
};

export type Applied = {
  /** False: the connection has ended, or is another account's now; nothing was written. */
  connected: boolean;
  /** Live events of these entities that no journey was asked about yet, whoever wrote them, oldest first. */
  eventIds: string[];
  /** Left out, because they were written meanwhile: to be read again. */
  overtaken: Snapshot[];
};

/** Clocks of our processes may differ by so much. */
const clockSlackMs = 2_000;
/** A check that is due sooner than the connection's next round is told to it. */
const soonMs = 60 * 60_000;
const attempts = 5;

class Raced extends Error {}

/**
 * What readings of one account mean, in one transaction: customers, state rows over the revisions that were read,
 * events, due checks, papers. Doing it again changes nothing and gives the same events.
 */
export async function applySnapshots(
  deps: Dependencies,
  ref: ConnectionRef,
  accountId: string,
  readings: readonly FreshReading[],
  road: Road,
): Promise<Applied> {
  for (let attempt = 1; ; attempt++) {
    try {
      const { dueSoon, moved, ...applied } = await deps.database.withOrganization(ref.organizationId, (tenant) =>
        applyOnce(tenant, ref.connectionId, accountId, readings, road, deps.clock()),
      );
      const there = readings.flatMap(({ snapshot }) => (snapshot.found ? snapshot : []));
      const customers = there.flatMap(({ customer }) => customer?.externalId ?? []);
      const entities = there.flatMap(papersOf).map(({ entity }) => entity);
      if (applied.connected) await matchSystems(deps, ref, { customers, entities });
      if (dueSoon) await deps.temporal.nudgeConnection(ref.connectionId).catch(() => false);
      await nudgeEnrollments(deps, moved);
      return applied;
    } catch (error) {
      // A row that was not there when we looked: now it is, and is judged anew.
      if (!(error instanceof Raced)) throw error;
      if (attempt === attempts) throw failure('Busy', { retryAfterMs: 1_000 });
    }
  }
}

async function applyOnce(
  tenant: Tenant,
  connectionId: string,
  accountId: string,
  all: readonly FreshReading[],
  road: Road,
  at: Date,
): Promise<Applied & { dueSoon: boolean; moved: string[] }> {
  const connection = await findConnection(tenant, connectionId);
  if (connection?.status !== 'connected' || connection.accountId !== accountId) {
    return { connected: false, eventIds: [], overtaken: [], dueSoon: false, moved: [] };
  }
  const { provider } = connection;
  const readings = await withoutErased(tenant, provider, all);
  const found = readings.filter(({ snapshot }) => snapshot.found);
  const gone = readings.filter(({ snapshot }) => !snapshot.found).map(({ snapshot }) => snapshot.entity);
  const { country: region } = await readOrganization(tenant);
  const customers = await upsertCustomers(
    tenant,
    { provider, connectionId, region },
    found.flatMap(({ snapshot }) => snapshot.customer ?? []),
    null,
    at,
  );
  for (const { kind, id } of gone) if (kind === 'client') await markCustomerGone(tenant, provider, id, at);
  const entities = readings.flatMap(({ snapshot }) => [
    snapshot.entity,
    ...snapshot.transitions.map(({ entity }) => entity),
  ]);
  const states = new Map(
    (await lockEntities(tenant, connectionId, entities)).map((state) => [stateKey(state.entity), state]),
  );
  const [fresh, overtaken] = parted(found, (reading) =>
    isFresh(reading, states.get(stateKey(reading.snapshot.entity))),
  );
  const { writes, events, due } = judgeAll(fresh, states, customers, connection, at);
  const written = await writeEntities(tenant, connectionId, connection.epoch, writes, at);
  if (!written) throw new Raced();
  if (gone.length > 0) {
    await markEntitiesGone(tenant, connectionId, gone, at);
    await forgetDueChecks(tenant, connectionId, gone);
  }
  await writeEvents(tenant, { connectionId, provider, accountId, foundBy: road }, events, at);
  const next = due.some((check) => check.at) ? await nextDue(tenant, connectionId, at) : null;
  await writeDueChecks(tenant, connectionId, due);
  const soon = Math.min(at.getTime() + soonMs, next?.getTime() ?? Number.POSITIVE_INFINITY);
  return {
    connected: true,
    eventIds: await undecidedEvents(tenant, connectionId, entities),
    overtaken: overtaken.map(({ snapshot }) => snapshot),
    moved: await enrollmentsOfMovedDates(tenant, connectionId, entities),
    dueSoon: due.some((check) => check.at !== null && check.at.getTime() < soon),
  };
}

/** Nothing is kept of whoever was erased, and nothing starts because of them. */
async function withoutErased(
  tenant: Tenant,
  provider: string,
  readings: readonly FreshReading[],
): Promise<readonly FreshReading[]> {
  const customerOf = ({ snapshot }: FreshReading) => (snapshot.found && snapshot.customer?.externalId) || null;
  const ids = readings.flatMap((reading) => customerOf(reading) ?? []);
  const erased = await erasedAmong(tenant, provider, ids);
  return erased.size === 0 ? readings : readings.filter((reading) => !erased.has(customerOf(reading) ?? ''));
}

function isFresh({ before }: FreshReading, state: EntityState | undefined): boolean {
  if ('revision' in before) return (state?.revision ?? 0) === before.revision;
  return !state || state.observedAt.getTime() < before.askedAt.getTime() - clockSlackMs;
}

/** Of an entity that others only spoke of. */
const unread = { facts: {}, createdAt: null, updatedAt: null };

/** One reading after the other, each over what the ones before it left. */
function judgeAll(
  readings: readonly FreshReading[],
  known: ReadonlyMap<string, EntityState>,
  customers: ReadonlyMap<string, string>,
  { connectedAt, connectedZone: zone, epoch }: Connection,
  now: Date,
) {
  const states = new Map<string, State>(known);
  const writes = new Map<string, EntityWrite>();
  const events: SeenEvent[] = [];
  const due = new Map<string, DueTime>();
  for (const { snapshot, hints } of readings) {
    const observation = observe({
      reading: snapshot,
      states,
      hints,
      connection: { connectedAt, zone, epoch },
      now,
    });
    if (observation.stale) continue;
    const customerId = snapshot.customer ? (customers.get(snapshot.customer.externalId) ?? null) : null;
    const { createdAt, updatedAt, facts, paper = null } = snapshot;
    const papers = new Map(papersOf(snapshot).map((told) => [stateKey(told.entity), told.paper]));
    for (const change of observation.changes) {
      const key = stateKey(change.entity);
      const own = key === stateKey(snapshot.entity);
      const revision = known.get(key)?.revision ?? 0;
      const before = writes.get(key);
      if (own) writes.set(key, { change, revision, reading: { customerId, facts, createdAt, updatedAt, paper }, own });
      else if (before?.own) writes.set(key, { ...before, change });
      else
        writes.set(key, { change, revision, reading: { ...unread, customerId, paper: papers.get(key) ?? null }, own });
      const { holds, counts } = change;
      states.set(key, { epoch, holds, counts, updatedAt: own ? updatedAt : (states.get(key)?.updatedAt ?? null) });
    }
    for (const event of observation.events) events.push({ ...event, customerId, facts: event.facts ?? facts });
    for (const check of observation.due) due.set(`${stateKey(check.entity)} ${check.trigger}`, check);
  }
  return { writes: [...writes.values()], events, due: [...due.values()] };
}

/** The invoices and estimates that a reading tells of: itself, and those that its transitions speak of. */
function papersOf({ entity, paper, transitions }: Snapshot) {
  return [{ entity, paper }, ...transitions].flatMap((one) =>
    one.paper ? [{ entity: one.entity, paper: one.paper }] : [],
  );
}

function parted<T>(all: readonly T[], belongs: (one: T) => boolean): [T[], T[]] {
  return [all.filter(belongs), all.filter((one) => !belongs(one))];
}
