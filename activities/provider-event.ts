import { observe, stateKey } from '../journeys/observation.ts';
import { ReconnectNeeded, type Snapshot } from '../providers/provider.ts';
import { findConnection, markDisconnected, touchWebhook } from '../records/connections.ts';
import { markCustomerGone, upsertCustomers } from '../records/customers.ts';
import { finishDelivery, takeDeliveries } from '../records/deliveries.ts';
import { type EntityState, markEntityGone, readEntities, writeEntity } from '../records/entities.ts';
import { undecidedEvents, writeEvents } from '../records/events.ts';
import { readOrganization } from '../records/organizations.ts';
import type { ConnectionRef } from '../temporal.ts';
import type { Dependencies } from './dependencies.ts';
import { failure } from './failures.ts';
import { providerOf, withSession } from './session.ts';

/** One notice, as far as the workflow needs it: ids, a topic, instants. */
export type TakenNotice = { id: string; topic: string; occurredAt: string | null; receivedAt: string };
export type Entity = { kind: string; id: string };
export type Finish = { ids: string[]; status: 'processed' | 'unknown_account' | 'not_needed'; reason: string | null };

/** What a lane holds now; everything in it is about one account and one entity. */
export type Taken =
  | { kind: 'nothing' }
  | { kind: 'settled'; open: boolean }
  | ({ kind: 'ended'; notices: TakenNotice[] } & ConnectionRef)
  | ({ kind: 'entities'; notices: TakenNotice[]; entities: Entity[] } & ConnectionRef);

export type Resolved = { eventIds: string[]; outcome: 'resolved' | 'gone' | 'reconnect' };

/** So long after it arrived a notice is believed to be newer than what the provider answers. */
const staleReadsForMs = 30_000;
const readAgainMs = 5_000;
/** Our clock against the provider's, when the end of a connection is told late. */
const clockSlackMs = 60_000;

export function createProviderEventActivities(deps: Dependencies) {
  return {
    async takeDeliveries({ source, lane }: { source: string; lane: string }): Promise<Taken> {
      const taken = await takeDeliveries(deps.database, lane, deps.clock());
      const first = taken[0];
      if (!first) return { kind: 'nothing' };
      const settle = async (status: Finish['status'], reason: string | null): Promise<Taken> => {
        const open = await finishAll(deps, first, { ids: taken.map(({ id }) => id), status, reason });
        return { kind: 'settled', open };
      };
      const { organizationId, connectionId } = first;
      if (!organizationId || !connectionId)
        return settle('unknown_account', 'no organization has connected this account');
      const newest = new Date(Math.max(...taken.map(({ receivedAt }) => receivedAt.getTime())));
      await deps.database.withOrganization(organizationId, (tenant) => touchWebhook(tenant, connectionId, newest));
      const provider = providerOf(deps, source);
      const notices = taken.map(({ id, topic, occurredAt, receivedAt }) => ({
        id,
        topic: topic ?? '',
        occurredAt: occurredAt?.toISOString() ?? null,
        receivedAt: receivedAt.toISOString(),
      }));
      if (taken.some(({ topic }) => topic && provider.accountNotice(topic) === 'disconnected')) {
        return { kind: 'ended', organizationId, connectionId, notices };
      }
      const entities = new Map(
        taken
          .flatMap(({ topic, entity }) => provider.concerns({ topic: topic ?? '', entity }))
          .map((entity) => [stateKey(entity), entity]),
      );
      if (entities.size === 0) return settle('not_needed', 'this kind of notice starts nothing');
      return { kind: 'entities', organizationId, connectionId, notices, entities: [...entities.values()] };
    },

    async resolveEntity(input: ConnectionRef & { entity: Entity; notices: TakenNotice[] }): Promise<Resolved> {
      const { organizationId, connectionId, entity } = input;
      try {
        for (let attempt = 0; attempt < 5; attempt++) {
          const before = await deps.database.withOrganization(organizationId, (tenant) =>
            readEntities(tenant, connectionId, [entity]),
          );
          const { snapshot, accountId } = await withSession(deps, input, async (provider, session) => ({
            snapshot: await provider.snapshot(session, entity),
            accountId: session.accountId,
          }));
          if (isBehind(snapshot, input.notices, deps.clock()))
            throw failure('StaleRead', { retryAfterMs: readAgainMs });
          const resolved = await apply(deps, input, accountId, snapshot, before[0] ?? null);
          if (resolved) return resolved;
        }
      } catch (error) {
        if (error instanceof ReconnectNeeded) return { eventIds: [], outcome: 'reconnect' };
        throw error;
      }
      throw failure('Busy', { retryAfterMs: 1_000 });
    },

    async endConnection({ organizationId, connectionId, notices }: ConnectionRef & { notices: TakenNotice[] }) {
      const ended = await deps.database.withOrganization(organizationId, async (tenant) => {
        const row = await findConnection(tenant, connectionId);
        if (!row) return false;
        const since = Math.max(row.connectedAt.getTime(), row.statusChangedAt.getTime() - clockSlackMs);
        // A late or repeated notice may tell of an end before the present consent.
        const isNews = notices.some((notice) => Date.parse(notice.occurredAt ?? notice.receivedAt) >= since);
        return isNews && markDisconnected(tenant, connectionId, deps.clock());
      });
      if (ended) await deps.temporal.nudgeConnection(connectionId).catch(() => false);
    },

    /** True when one of them arrived again in the meantime. */
    async finishDeliveries({ organizationId, connectionId, ...finish }: ConnectionRef & Finish): Promise<boolean> {
      return finishAll(deps, { organizationId, connectionId }, finish);
    },
  };
}

/** One transaction: customer, state rows over the revisions that were read, events. Null: somebody was faster. */
async function apply(
  deps: Dependencies,
  { organizationId, connectionId, entity, notices }: ConnectionRef & { entity: Entity; notices: TakenNotice[] },
  accountId: string,
  snapshot: Snapshot,
  before: EntityState | null,
): Promise<Resolved | null> {
  const at = deps.clock();
  class Overtaken extends Error {}
  try {
    return await deps.database.withOrganization(organizationId, async (tenant): Promise<Resolved> => {
      const connection = await findConnection(tenant, connectionId);
      if (connection?.status !== 'connected') return { eventIds: [], outcome: 'reconnect' };
      const { provider, epoch, connectedAt, connectedZone: zone } = connection;
      if (!snapshot.found) {
        await markEntityGone(tenant, connectionId, entity, at);
        if (entity.kind === 'client') await markCustomerGone(tenant, provider, entity.id, at);
        return { eventIds: await undecidedEvents(tenant, connectionId, [entity]), outcome: 'gone' };
      }
      const { country: region } = await readOrganization(tenant);
      const customers = await upsertCustomers(
        tenant,
        { provider, connectionId, region },
        snapshot.customer ? [snapshot.customer] : [],
        null,
        at,
      );
      const customerId = snapshot.customer ? (customers.get(snapshot.customer.externalId) ?? null) : null;
      const spokenOf = snapshot.transitions.map((transition) => transition.entity);
      const rows = await readEntities(tenant, connectionId, [entity, ...spokenOf]);
      const states = new Map(rows.map((row) => [stateKey(row.entity), row]));
      if ((states.get(stateKey(entity))?.revision ?? 0) !== (before?.revision ?? 0)) throw new Overtaken();
      const observation = observe({
        reading: snapshot,
        states,
        hints: notices.map(({ topic, occurredAt, receivedAt }) => ({ topic, at: new Date(occurredAt ?? receivedAt) })),
        connection: { connectedAt, zone, epoch },
        now: at,
      });
      if (!observation.stale) {
        for (const change of observation.changes) {
          const key = stateKey(change.entity);
          const { createdAt, updatedAt, facts } = snapshot;
          const reading = { customerId, facts, createdAt, updatedAt, gone: false };
          const own = key === stateKey(entity) ? reading : null;
          const revision = states.get(key)?.revision ?? 0;
          const written = await writeEntity(tenant, connectionId, change, revision, epoch, own, at);
          if (!written) throw new Overtaken();
        }
        const source = { connectionId, provider, accountId, customerId, facts: snapshot.facts, foundBy: 'webhook' };
        await writeEvents(tenant, source, observation.events, at);
      }
      return { eventIds: await undecidedEvents(tenant, connectionId, [entity, ...spokenOf]), outcome: 'resolved' };
    });
  } catch (error) {
    if (error instanceof Overtaken) return null;
    throw error;
  }
}

/** The provider answered from before what it told us. Whole seconds: notices carry no more. */
function isBehind({ found, updatedAt }: Snapshot, notices: TakenNotice[], now: Date): boolean {
  if (!found || !updatedAt) return false;
  const seconds = (time: Date) => Math.floor(time.getTime() / 1000);
  return notices.some(
    ({ occurredAt, receivedAt }) =>
      occurredAt !== null &&
      seconds(updatedAt) < seconds(new Date(occurredAt)) &&
      now.getTime() - Date.parse(receivedAt) < staleReadsForMs,
  );
}

async function finishAll(
  deps: Dependencies,
  { organizationId, connectionId }: { organizationId: string | null; connectionId: string | null },
  { ids, status, reason }: Finish,
): Promise<boolean> {
  let open = false;
  for (const id of ids) {
    const finished = { id, status, reason, organizationId, connectionId };
    open = !(await finishDelivery(deps.database, finished, deps.clock())) || open;
  }
  return open;
}
