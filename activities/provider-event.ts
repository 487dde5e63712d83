import { type Hint, stateKey } from '../journeys/observation.ts';
import { ReconnectNeeded, type Snapshot } from '../providers/provider.ts';
import { findConnection, markDisconnected, touchWebhook } from '../records/connections.ts';
import { finishDelivery, takeDeliveries } from '../records/deliveries.ts';
import { readEntities } from '../records/entities.ts';
import type { ConnectionRef } from '../temporal.ts';
import { applySnapshots, type Road } from './apply-snapshots.ts';
import type { Dependencies } from './dependencies.ts';
import { failure } from './failures.ts';
import { isOwnTopic } from './own-notices.ts';
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
      const told = taken.filter(({ topic }) => !isOwnTopic(topic ?? ''));
      if (told.length > 0) {
        const newest = new Date(Math.max(...told.map(({ receivedAt }) => receivedAt.getTime())));
        await deps.database.withOrganization(organizationId, (tenant) => touchWebhook(tenant, connectionId, newest));
      }
      const provider = providerOf(deps, source);
      const notices = taken.map(({ id, topic, occurredAt, receivedAt }) => ({
        id,
        topic: topic ?? '',
        occurredAt: occurredAt?.toISOString() ?? null,
        receivedAt: receivedAt.toISOString(),
      }));
      if (told.some(({ topic }) => topic && provider.accountNotice(topic) === 'disconnected')) {
        return { kind: 'ended', organizationId, connectionId, notices };
      }
      const entities = new Map(
        taken
          .flatMap(({ topic, entity }) =>
            isOwnTopic(topic ?? '') ? (entity ?? []) : provider.concerns({ topic: topic ?? '', entity }),
          )
          .map((entity) => [stateKey(entity), entity]),
      );
      if (entities.size === 0) return settle('not_needed', 'this kind of notice starts nothing');
      return { kind: 'entities', organizationId, connectionId, notices, entities: [...entities.values()] };
    },

    async resolveEntity(input: ConnectionRef & { entity: Entity; notices: TakenNotice[] }): Promise<Resolved> {
      const { organizationId, connectionId, entity } = input;
      const { road, hints } = whatWasTold(input.notices);
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
          const reading = { snapshot, hints, before: { revision: before[0]?.revision ?? 0 } };
          const applied = await applySnapshots(deps, input, accountId, [reading], road);
          if (!applied.connected) return { eventIds: [], outcome: 'reconnect' };
          if (applied.overtaken.length > 0) continue;
          return { eventIds: applied.eventIds, outcome: snapshot.found ? 'resolved' : 'gone' };
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

/** Our own notices say nothing of when: only what the provider told is a hint. */
function whatWasTold(notices: TakenNotice[]): { road: Road; hints: Hint[] } {
  const told = notices.filter(({ topic }) => !isOwnTopic(topic));
  const own = notices.map(({ topic }) => topic).find(isOwnTopic);
  return {
    road: told.length === 0 && own ? own : 'webhook',
    hints: told.map(({ topic, occurredAt, receivedAt }) => ({ topic, at: new Date(occurredAt ?? receivedAt) })),
  };
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
