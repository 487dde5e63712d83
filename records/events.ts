import { createHash } from 'node:crypto';
import type { EntityKey, Facts, ObservedEvent } from '../journeys/observation.ts';
import type { Database, Tenant } from './database.ts';

/** The one id of a transition, whatever road it was seen by. */
export function eventKey(
  provider: string,
  accountId: string,
  { entity, trigger, n }: Pick<ObservedEvent, 'entity' | 'trigger' | 'n'>,
): string {
  return createHash('sha256')
    .update(JSON.stringify([provider, accountId, entity.kind, entity.id, trigger, n]))
    .digest('hex');
}

export type EventSource = {
  connectionId: string;
  provider: string;
  accountId: string;
  customerId: string | null;
  facts: Facts;
  /** The road: `webhook`, `sweep`, … */
  foundBy: string;
};

/**
 * Writes events once each, by their key. History is decided at once ("before_connection"); a live event whose
 * transition was taken for history before takes its row over.
 */
export async function writeEvents(
  tenant: Tenant,
  source: EventSource,
  events: readonly ObservedEvent[],
  at: Date,
): Promise<void> {
  for (const event of events) {
    const key = eventKey(source.provider, source.accountId, event);
    const told = {
      origin: event.origin,
      foundBy: source.foundBy,
      occurredAt: event.occurredAt,
      occurredAtSource: event.occurredAtSource,
      customerId: source.customerId,
      facts: event.facts ?? source.facts,
      decidedAt: event.origin === 'history' ? at : null,
    };
    const known = await tenant.db.event.findUnique({
      where: { organizationId_key: { organizationId: tenant.id, key } },
      select: { id: true, origin: true },
    });
    if (!known) await createEvent(tenant, source, event, key, told, at);
    else if (known.origin === 'history' && event.origin === 'live') {
      await tenant.db.decision.deleteMany({
        where: { eventId: known.id, journeyId: null, reason: 'before_connection' },
      });
      await tenant.db.event.update({ where: { id: known.id }, data: told });
    }
  }
}

/** The live events of these entities that no journey was asked about yet, oldest first. */
export async function undecidedEvents(
  tenant: Tenant,
  connectionId: string,
  entities: readonly EntityKey[],
): Promise<string[]> {
  const rows = await tenant.db.event.findMany({
    where: {
      connectionId,
      decidedAt: null,
      OR: entities.map(({ kind, id }) => ({ entityKind: kind, entityId: id })),
    },
    orderBy: [{ occurredAt: 'asc' }, { id: 'asc' }],
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

/** Events of all organizations that stayed undecided since before `createdBefore`. Ids only. */
export async function undecidedBefore(
  database: Database,
  createdBefore: Date,
  limit: number,
): Promise<{ organizationId: string; eventId: string }[]> {
  const rows = await database.call<{ organization_id: string; event_id: string }>(
    'SELECT * FROM afterjob_functions.events_undecided($1, $2)',
    [createdBefore, limit],
  );
  return rows.map((row) => ({ organizationId: row.organization_id, eventId: row.event_id }));
}

async function createEvent(
  tenant: Tenant,
  source: EventSource,
  event: ObservedEvent,
  key: string,
  told: object & Pick<ObservedEvent, 'origin' | 'occurredAt' | 'occurredAtSource'> & { foundBy: string },
  at: Date,
): Promise<void> {
  const { id } = await tenant.db.event.create({
    data: {
      ...told,
      organizationId: tenant.id,
      connectionId: source.connectionId,
      key,
      provider: source.provider,
      trigger: event.trigger,
      entityKind: event.entity.kind,
      entityId: event.entity.id,
      n: event.n,
      createdAt: at,
    },
    select: { id: true },
  });
  if (event.origin === 'live') return;
  await tenant.db.decision.create({
    data: {
      organizationId: tenant.id,
      eventId: id,
      outcome: 'skipped',
      reason: 'before_connection',
      decidedAt: at,
    },
  });
}
