import { groupsOf } from '../journeys/groups.ts';
import type { Hold } from '../journeys/observation.ts';
import type { Tenant } from './database.ts';

/** An entity by its names: the connection it was read by, its kind, the provider's own id. */
export type PaperEntity = { connectionId: string; kind: string; externalId: string };

/** One system's copy of a paper. */
export type PaperCopy = PaperEntity & { id: string; provider: string; number: string | null };

/** An invoice or estimate with its copies in all systems; `id` is the same for each of them. */
export type PaperFamily = { id: string; copies: PaperCopy[] };

/** The paper behind an entity; null when it was never read. Of an entity without twins it is the only copy. */
export async function readPaper(tenant: Tenant, entity: PaperEntity): Promise<PaperFamily | null> {
  const copies = await copiesOf(tenant, entity);
  const own = copies[0];
  if (!own) return null;
  return {
    id: own.paper_id ?? own.id,
    copies: copies.map(({ id, connection_id, provider, kind, external_id, paper_number }) => ({
      id,
      connectionId: connection_id,
      provider,
      kind,
      externalId: external_id,
      number: paper_number,
    })),
  };
}

/** What one system says of a paper. `readAt`: when it was last looked at; `updatedAt`: its own time of the change. */
export type PaperSource = PaperCopy & {
  total: number | null;
  paid: boolean;
  balance: number | null;
  updatedAt: Date | null;
  readAt: Date;
};

export type FactsOfPaper = {
  /** Either system says so. */
  paid: boolean;
  /** Which says so; the earliest to say it, when both do. */
  paidBy: { provider: string; at: string | null } | null;
  /** The lower of what is left by either; null when neither says. */
  balance: number | null;
  /** Every trigger that holds of it by either system, with who says so first. */
  holds: Record<string, { provider: string; at: string | null }>;
  sources: PaperSource[];
};

const paidTrigger = 'invoice_paid';
const balanceFact = 'invoice.balance';

/** What all systems together say of a paper; copies that a provider does not have any more say nothing. */
export async function factsOfPaper(tenant: Tenant, entity: PaperEntity): Promise<FactsOfPaper | null> {
  const copies = await copiesOf(tenant, entity);
  if (copies.length === 0) return null;
  const present = copies.filter(({ gone_at }) => gone_at === null);
  const holds: FactsOfPaper['holds'] = {};
  for (const { provider, holds: own } of present) {
    for (const [trigger, { holds: does, at }] of Object.entries(own)) {
      const known = holds[trigger];
      if (does && (!known || (at !== null && (known.at === null || at < known.at)))) holds[trigger] = { provider, at };
    }
  }
  const sources = present.map(toSource);
  const balances = sources.flatMap(({ balance }) => (balance === null ? [] : [balance]));
  return {
    paid: paidTrigger in holds,
    paidBy: holds[paidTrigger] ?? null,
    balance: balances.length > 0 ? Math.min(...balances) : null,
    holds,
    sources,
  };
}

/**
 * Gives every paper that is tied to these, or was until now, one id with its twins. Needs `lockLinks` alone.
 */
export async function regroupPapers(tenant: Tenant, entityIds: readonly string[]): Promise<void> {
  if (entityIds.length === 0) return;
  const members = await tenant.db.$queryRaw<{ id: string; paper_id: string | null; tied_to: string[] }[]>`
    WITH RECURSIVE met (id) AS (
      (SELECT unnest(${entityIds}::uuid[])
      UNION
      SELECT o.id FROM afterjob.entities AS e
      JOIN afterjob.entities AS o ON o.organization_id = e.organization_id AND o.paper_id = e.paper_id
      WHERE e.organization_id = ${tenant.id}::uuid AND e.id = ANY (${entityIds}::uuid[]))
      UNION
      SELECT tied.id FROM met CROSS JOIN LATERAL (
        SELECT t.entity_b AS id FROM afterjob.twins AS t
        WHERE t.organization_id = ${tenant.id}::uuid AND t.entity_a = met.id AND t.status = 'matched'
        UNION ALL
        SELECT t.entity_a FROM afterjob.twins AS t
        WHERE t.organization_id = ${tenant.id}::uuid AND t.entity_b = met.id AND t.status = 'matched') AS tied
    )
    SELECT e.id, e.paper_id, array(
      SELECT t.entity_b FROM afterjob.twins AS t
      WHERE t.organization_id = e.organization_id AND t.entity_a = e.id AND t.status = 'matched') AS tied_to
    FROM met JOIN afterjob.entities AS e ON e.organization_id = ${tenant.id}::uuid AND e.id = met.id`;
  const papers = groupsOf(
    members.map(({ id }) => id),
    members.flatMap(({ id, tied_to }) => tied_to.map((other): [string, string] => [id, other])),
  );
  const changed = members
    .map(({ id, paper_id }) => ({ id, before: paper_id, paper_id: papers.get(id) ?? null }))
    .filter(({ before, paper_id }) => before !== paper_id);
  if (changed.length === 0) return;
  // In the order in which a page of readings locks its rows.
  await tenant.db.$queryRaw`
    SELECT id::text FROM afterjob.entities
    WHERE organization_id = ${tenant.id}::uuid AND id = ANY (${changed.map(({ id }) => id)}::uuid[])
    ORDER BY connection_id, kind, external_id FOR NO KEY UPDATE`;
  await tenant.db.$executeRaw`
    UPDATE afterjob.entities AS e SET paper_id = r.paper_id
    FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) AS r (id uuid, paper_id uuid)
    WHERE e.organization_id = ${tenant.id}::uuid AND e.id = r.id`;
}

type CopyRow = {
  id: string;
  connection_id: string;
  provider: string;
  kind: string;
  external_id: string;
  paper_id: string | null;
  paper_number: string | null;
  paper_total: string | null;
  holds: Record<string, Hold>;
  facts: Record<string, string | number | boolean | null>;
  external_updated_at: Date | null;
  observed_at: Date;
  gone_at: Date | null;
};

/** Its own first. */
function copiesOf(tenant: Tenant, { connectionId, kind, externalId }: PaperEntity): Promise<CopyRow[]> {
  return tenant.db.$queryRaw<CopyRow[]>`
    SELECT o.id, o.connection_id, c.provider, o.kind, o.external_id, o.paper_id, o.paper_number,
      o.paper_total::text AS paper_total, o.holds, o.facts, o.external_updated_at, o.observed_at, o.gone_at
    FROM afterjob.entities AS e
    JOIN afterjob.entities AS o ON o.organization_id = e.organization_id AND (o.id = e.id OR o.paper_id = e.paper_id)
    JOIN afterjob.connections AS c ON c.organization_id = o.organization_id AND c.id = o.connection_id
    WHERE e.organization_id = ${tenant.id}::uuid AND e.connection_id = ${connectionId}::uuid
      AND e.kind = ${kind} AND e.external_id = ${externalId}
    ORDER BY o.id <> e.id, o.id`;
}

function toSource(row: CopyRow): PaperSource {
  const balance = row.facts[balanceFact];
  return {
    id: row.id,
    connectionId: row.connection_id,
    provider: row.provider,
    kind: row.kind,
    externalId: row.external_id,
    number: row.paper_number,
    total: row.paper_total === null ? null : Number(row.paper_total),
    paid: row.holds[paidTrigger]?.holds === true,
    // Providers tell amounts as numbers or as texts of two places.
    balance: balance === null || balance === undefined || balance === '' ? null : Number(balance),
    updatedAt: row.external_updated_at,
    readAt: row.observed_at,
  };
}
