import { createHash } from 'node:crypto';
import type { EntityKey, Facts, ObservedEvent } from '../journeys/observation.ts';
import type { Database, Tenant } from './database.ts';
import { storable } from './storable.ts';

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
  /** The road: `webhook`, `sweep`, `due`, `history`. */
  foundBy: string;
};

/** An event with what was read at that moment. */
export type SeenEvent = Omit<ObservedEvent, 'facts'> & { customerId: string | null; facts: Facts };

/**
 * Writes events once each, by their key. History is decided at once ("before_connection"); a live event whose
 * transition was taken for history before takes its row over.
 */
export async function writeEvents(
  tenant: Tenant,
  source: EventSource,
  events: readonly SeenEvent[],
  at: Date,
): Promise<void> {
  const rows = new Map<string, object>();
  for (const event of events) {
    const key = eventKey(source.provider, source.accountId, event);
    // One page may tell both: taken for history, then corrected.
    if (!rows.has(key) || event.origin === 'live') rows.set(key, toRow(key, event, at));
  }
  if (rows.size === 0) return;
  const written = await tenant.db.$queryRaw<{ id: string; origin: string; is_new: boolean }[]>`
    INSERT INTO afterjob.events AS e (organization_id, connection_id, key, provider, trigger, entity_kind, entity_id, n,
      customer_id, origin, found_by, occurred_at, occurred_at_source, facts, decided_at, created_at)
    SELECT ${tenant.id}::uuid, ${source.connectionId}::uuid, r.key, ${source.provider}, r.trigger, r.entity_kind,
      r.entity_id, r.n, r.customer_id, r.origin, ${source.foundBy}, r.occurred_at, r.occurred_at_source, r.facts,
      r.decided_at, ${at}
    FROM jsonb_to_recordset(${JSON.stringify([...rows.values()])}::jsonb) AS r (key text, trigger text,
      entity_kind text, entity_id text, n integer, customer_id uuid, origin text, occurred_at timestamptz,
      occurred_at_source text, facts jsonb, decided_at timestamptz)
    ORDER BY r.key
    ON CONFLICT (organization_id, key) DO UPDATE SET
      origin = excluded.origin, found_by = excluded.found_by, occurred_at = excluded.occurred_at,
      occurred_at_source = excluded.occurred_at_source, customer_id = excluded.customer_id, facts = excluded.facts,
      decided_at = NULL
    WHERE e.origin = 'history' AND excluded.origin = 'live'
    RETURNING e.id, e.origin, e.xmax = 0 AS is_new`;
  const corrected = written.filter(({ is_new }) => !is_new).map(({ id }) => id);
  if (corrected.length > 0) {
    await tenant.db.decision.deleteMany({
      where: { eventId: { in: corrected }, journeyId: null, reason: 'before_connection' },
    });
  }
  const past = written.filter(({ is_new, origin }) => is_new && origin === 'history');
  if (past.length === 0) return;
  await tenant.db.decision.createMany({
    data: past.map(({ id }) => ({
      organizationId: tenant.id,
      eventId: id,
      outcome: 'skipped',
      reason: 'before_connection',
      decidedAt: at,
    })),
  });
}

/** The live events of these entities that no journey was asked about yet, oldest first. */
export async function undecidedEvents(
  tenant: Tenant,
  connectionId: string,
  entities: readonly EntityKey[],
): Promise<string[]> {
  const rows = await tenant.db.$queryRaw<{ id: string }[]>`
    SELECT e.id FROM afterjob.events AS e
    WHERE e.connection_id = ${connectionId}::uuid AND e.decided_at IS NULL AND (e.entity_kind, e.entity_id) IN (
      SELECT r.kind, r.external_id FROM unnest(${entities.map(({ kind }) => kind)}::text[],
        ${entities.map(({ id }) => id)}::text[]) AS r (kind, external_id))
    ORDER BY e.occurred_at, e.id`;
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

function toRow(key: string, event: SeenEvent, at: Date) {
  return {
    key,
    trigger: event.trigger,
    entity_kind: event.entity.kind,
    entity_id: event.entity.id,
    n: event.n,
    customer_id: event.customerId,
    origin: event.origin,
    occurred_at: event.occurredAt,
    occurred_at_source: event.occurredAtSource,
    facts: storable(event.facts),
    decided_at: event.origin === 'history' ? at : null,
  };
}
