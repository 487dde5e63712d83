import { type EntityKey, type State, type StateChange, stateKey } from '../journeys/observation.ts';
import { paperNumber } from '../journeys/papers.ts';
import type { Paper } from '../providers/provider.ts';
import type { Tenant } from './database.ts';
import { storable } from './storable.ts';

/** The state row of one entity: what was last seen of it, how often each transition was counted. */
export type EntityState = State & {
  entity: EntityKey;
  revision: number;
  /** When it was last read itself; 1970 when others only spoke of it. */
  observedAt: Date;
  goneAt: Date | null;
};

type EntityRow = {
  kind: string;
  external_id: string;
  revision: number;
  epoch: number;
  holds: State['holds'];
  counts: State['counts'];
  external_updated_at: Date | null;
  observed_at: Date;
  gone_at: Date | null;
};

/** The state rows of the given entities; one never seen is left out. */
export async function readEntities(
  tenant: Tenant,
  connectionId: string,
  entities: readonly EntityKey[],
): Promise<EntityState[]> {
  const rows = await tenant.db.$queryRaw<EntityRow[]>`
    SELECT e.* FROM afterjob.entities AS e
    JOIN unnest(${kinds(entities)}::text[], ${ids(entities)}::text[]) AS r (kind, external_id) USING (kind, external_id)
    WHERE e.connection_id = ${connectionId}::uuid`;
  return rows.map(toState);
}

/** The same, kept for this transaction: nobody else writes them until it ends. In one order, so that none wait for each other. */
export async function lockEntities(
  tenant: Tenant,
  connectionId: string,
  entities: readonly EntityKey[],
): Promise<EntityState[]> {
  const rows = await tenant.db.$queryRaw<EntityRow[]>`
    SELECT e.* FROM afterjob.entities AS e
    JOIN unnest(${kinds(entities)}::text[], ${ids(entities)}::text[]) AS r (kind, external_id) USING (kind, external_id)
    WHERE e.connection_id = ${connectionId}::uuid
    ORDER BY e.kind, e.external_id FOR UPDATE OF e`;
  return [...new Map(rows.map((row) => [stateKey({ kind: row.kind, id: row.external_id }), toState(row)])).values()];
}

export type EntityReading = {
  customerId: string | null;
  facts: Record<string, string | number | boolean | null>;
  createdAt: Date | null;
  updatedAt: Date | null;
  paper: Paper | null;
};

export type EntityWrite = {
  change: StateChange;
  /** The revision that it was read with; 0: there was no row. */
  revision: number;
  reading: EntityReading;
  /** False: only another one spoke of it. Then what was read of itself stays, and customer and paper fill gaps. */
  own: boolean;
};

/** Writes all changes over the revisions that were read; false when somebody else was first with one of them. */
export async function writeEntities(
  tenant: Tenant,
  connectionId: string,
  epoch: number,
  writes: readonly EntityWrite[],
  at: Date,
): Promise<boolean> {
  if (writes.length === 0) return true;
  const rows = JSON.stringify(writes.map(toRow));
  const updated = await tenant.db.$executeRaw`
    UPDATE afterjob.entities AS e SET
      epoch = ${epoch}, holds = r.holds, counts = r.counts, revision = e.revision + 1,
      observed_at = CASE WHEN r.own THEN ${at} ELSE e.observed_at END,
      customer_id = CASE WHEN r.own THEN r.customer_id ELSE coalesce(e.customer_id, r.customer_id) END,
      facts = CASE WHEN r.own THEN r.facts ELSE e.facts END,
      external_created_at = CASE WHEN r.own THEN r.created_at ELSE e.external_created_at END,
      external_updated_at = CASE WHEN r.own THEN r.updated_at ELSE e.external_updated_at END,
      paper_number = CASE WHEN r.own THEN r.paper_number ELSE coalesce(e.paper_number, r.paper_number) END,
      paper_total = CASE WHEN r.own THEN r.paper_total ELSE coalesce(e.paper_total, r.paper_total) END,
      gone_at = CASE WHEN r.own THEN NULL ELSE e.gone_at END
    FROM jsonb_to_recordset(${rows}::jsonb) AS r (kind text, external_id text, revision integer, holds jsonb, counts jsonb,
      own boolean, customer_id uuid, facts jsonb, created_at timestamptz, updated_at timestamptz, paper_number text,
      paper_total numeric)
    WHERE e.connection_id = ${connectionId}::uuid AND e.kind = r.kind AND e.external_id = r.external_id
      AND r.revision > 0 AND e.revision = r.revision`;
  const inserted = await tenant.db.$executeRaw`
    INSERT INTO afterjob.entities (organization_id, connection_id, kind, external_id, revision, epoch, holds, counts,
      customer_id, facts, external_created_at, external_updated_at, paper_number, paper_total, observed_at)
    SELECT ${tenant.id}::uuid, ${connectionId}::uuid, r.kind, r.external_id, 1, ${epoch}, r.holds, r.counts,
      r.customer_id, r.facts, r.created_at, r.updated_at, r.paper_number, r.paper_total,
      CASE WHEN r.own THEN ${at}::timestamptz ELSE to_timestamp(0) END
    FROM jsonb_to_recordset(${rows}::jsonb) AS r (kind text, external_id text, revision integer, holds jsonb, counts jsonb,
      own boolean, customer_id uuid, facts jsonb, created_at timestamptz, updated_at timestamptz, paper_number text, paper_total numeric)
    WHERE r.revision = 0 ORDER BY r.kind, r.external_id
    ON CONFLICT DO NOTHING`;
  return updated + inserted === writes.length;
}

/** Marks entities that the provider does not have any more. */
export async function markEntitiesGone(
  tenant: Tenant,
  connectionId: string,
  entities: readonly EntityKey[],
  at: Date,
): Promise<void> {
  await tenant.db.$executeRaw`
    UPDATE afterjob.entities AS e SET gone_at = ${at}, observed_at = ${at}, revision = e.revision + 1
    FROM unnest(${kinds(entities)}::text[], ${ids(entities)}::text[]) AS r (kind, external_id)
    WHERE e.connection_id = ${connectionId}::uuid AND e.kind = r.kind AND e.external_id = r.external_id
      AND e.gone_at IS NULL`;
}

const kinds = (entities: readonly EntityKey[]) => entities.map(({ kind }) => kind);
const ids = (entities: readonly EntityKey[]) => entities.map(({ id }) => id);

function toState(row: EntityRow): EntityState {
  return {
    entity: { kind: row.kind, id: row.external_id },
    revision: row.revision,
    epoch: row.epoch,
    holds: row.holds,
    counts: row.counts,
    updatedAt: row.external_updated_at,
    observedAt: row.observed_at,
    goneAt: row.gone_at,
  };
}

function toRow({ change, revision, reading, own }: EntityWrite) {
  return {
    kind: change.entity.kind,
    external_id: change.entity.id,
    revision,
    holds: change.holds,
    counts: change.counts,
    own,
    customer_id: reading.customerId,
    facts: storable(reading.facts),
    created_at: reading.createdAt,
    updated_at: reading.updatedAt,
    paper_number: reading.paper && paperNumber(storable(reading.paper.number)),
    paper_total: reading.paper?.total ?? null,
  };
}
