import { linkable } from '../journeys/linkable.ts';
import { type Paper, type TwinMatch, twinsAmong } from '../journeys/papers.ts';
import { Prisma } from '../prisma/generated/client.ts';
import type { Tenant } from './database.ts';
import { recordForLinked } from './listening-enrollments.ts';
import { type PaperEntity, regroupPapers } from './papers.ts';
import { lockLinks } from './people.ts';

type PaperRow = {
  id: string;
  connection_id: string;
  kind: string;
  paper_number: string;
  paper_total: string;
  paper_id: string | null;
  person: string | null;
  made_at: Date | null;
};

/**
 * Looks for the twins of these invoices and estimates in the other systems: all three agree (number, total, person):
 * they are one paper from now on; two of three: proposed. A declined pair stays as it is. Call it in a transaction of
 * its own, after the one that stored them: it may wait for rows of others.
 */
export async function matchPapers(
  tenant: Tenant,
  connectionId: string,
  entities: readonly Pick<PaperEntity, 'kind' | 'externalId'>[],
  at: Date,
): Promise<void> {
  if (entities.length === 0) return;
  const [kinds, ids] = [entities.map(({ kind }) => kind), entities.map(({ externalId }) => externalId)];
  await match(
    tenant,
    Prisma.sql`e.connection_id = ${connectionId}::uuid
      AND (e.kind, e.external_id) IN (SELECT * FROM unnest(${kinds}::text[], ${ids}::text[]))`,
    at,
  );
}

/**
 * The same for all papers of these customers, whose person has just become another. What was matched by itself over a
 * person that is not one any more is a question again. Needs `lockLinks` alone.
 */
export async function matchPapersOf(tenant: Tenant, customerIds: readonly string[], at: Date): Promise<void> {
  if (customerIds.length === 0) return;
  const parted = await tenant.db.$queryRaw<{ a: string; b: string }[]>`
    UPDATE afterjob.twins AS t SET status = 'proposed', automatic = false, decided_at = NULL,
      basis = array_remove(t.basis, 'person')
    FROM afterjob.entities AS a
    LEFT JOIN afterjob.customers AS ca ON ca.organization_id = a.organization_id AND ca.id = a.customer_id,
      afterjob.entities AS b
    LEFT JOIN afterjob.customers AS cb ON cb.organization_id = b.organization_id AND cb.id = b.customer_id
    WHERE t.organization_id = ${tenant.id}::uuid AND t.status = 'matched' AND t.automatic
      AND a.organization_id = t.organization_id AND a.id = t.entity_a
      AND b.organization_id = t.organization_id AND b.id = t.entity_b
      AND (a.customer_id = ANY (${customerIds}::uuid[]) OR b.customer_id = ANY (${customerIds}::uuid[]))
      AND coalesce(ca.person_id, ca.id) IS DISTINCT FROM coalesce(cb.person_id, cb.id)
    RETURNING t.entity_a AS a, t.entity_b AS b`;
  await regroupPapers(
    tenant,
    parted.flatMap(({ a, b }) => [a, b]),
  );
  await match(tenant, Prisma.sql`e.customer_id = ANY (${customerIds}::uuid[])`, at);
}

/** The owner says that both are one paper; also of a pair that was declined. False when there is no such pair. */
export function linkTwins(tenant: Tenant, twinId: string, by: string, at: Date): Promise<boolean> {
  return decideTwins(tenant, twinId, 'matched', by, at);
}

/** The owner says that they are not, or not any more; the pair is never proposed again. False when it is not there. */
export function declineTwins(tenant: Tenant, twinId: string, by: string, at: Date): Promise<boolean> {
  return decideTwins(tenant, twinId, 'declined', by, at);
}

async function decideTwins(
  tenant: Tenant,
  twinId: string,
  status: 'matched' | 'declined',
  by: string,
  at: Date,
): Promise<boolean> {
  await lockLinks(tenant, 'alone');
  const twins = await tenant.db.twin.findFirst({ where: { organizationId: tenant.id, id: twinId } });
  if (!twins) return false;
  if (twins.status === status) return true;
  await tenant.db.twin.update({
    where: { id: twinId },
    data: { status, automatic: false, decidedBy: by, decidedAt: at },
  });
  await regroupPapers(tenant, [twins.entityA, twins.entityB]);
  await recordForLinked(tenant, { entityIds: [twins.entityA, twins.entityB] }, at);
  return true;
}

async function match(tenant: Tenant, which: Prisma.Sql, at: Date): Promise<void> {
  const rows = await tenant.db.$queryRaw<(PaperRow & { asked: boolean })[]>`
    WITH asked AS (
      SELECT e.id, e.kind, e.connection_id, e.paper_number, e.paper_total, c.person_id
      FROM afterjob.entities AS e
      LEFT JOIN afterjob.customers AS c ON c.organization_id = e.organization_id AND c.id = e.customer_id
      WHERE e.organization_id = ${tenant.id}::uuid AND e.paper_number IS NOT NULL AND e.gone_at IS NULL AND ${which}
    ), found AS (
      SELECT id FROM asked
      UNION
      SELECT o.id FROM asked JOIN afterjob.entities AS o ON o.organization_id = ${tenant.id}::uuid
        AND o.kind = asked.kind AND o.paper_number = asked.paper_number
      UNION
      SELECT o.id FROM asked
      JOIN afterjob.customers AS c ON c.organization_id = ${tenant.id}::uuid AND c.person_id = asked.person_id
      JOIN afterjob.entities AS o ON o.organization_id = c.organization_id AND o.customer_id = c.id
        AND o.paper_number IS NOT NULL AND o.kind = asked.kind AND o.paper_total = asked.paper_total
    )
    SELECT e.id, e.connection_id, e.kind, e.paper_number, e.paper_total::text AS paper_total, e.paper_id,
      coalesce(c.person_id, c.id) AS person, e.external_created_at AS made_at,
      EXISTS (SELECT FROM asked WHERE asked.id = e.id) AS asked
    FROM found JOIN afterjob.entities AS e ON e.organization_id = ${tenant.id}::uuid AND e.id = found.id
    LEFT JOIN afterjob.customers AS c ON c.organization_id = e.organization_id AND c.id = e.customer_id
    WHERE e.gone_at IS NULL AND e.paper_total IS NOT NULL`;
  const asked = rows.filter((row) => row.asked).map(({ id }) => id);
  const matches = twinsAmong(rows.map(toPaper), new Set(asked));
  const open = await stillOpen(tenant, rows, matches);
  if (!(await isNews(tenant, asked, open))) return;
  await lockLinks(tenant, 'alone');
  await storeTwins(tenant, asked, open, at);
  const sure = open.filter((each) => each.sure);
  if (sure.length > 0) await matchSure(tenant, sure, at);
}

/** Mostly there is none, and then nobody has to wait for the lock. */
async function isNews(tenant: Tenant, asked: readonly string[], matches: readonly TwinMatch[]): Promise<boolean> {
  const rows = await tenant.db.$queryRaw<{ pair: string; status: string; basis: string[] }[]>`
    SELECT entity_a || ' ' || entity_b AS pair, status, basis FROM afterjob.twins
    WHERE organization_id = ${tenant.id}::uuid
      AND (entity_a = ANY (${asked}::uuid[]) OR entity_b = ANY (${asked}::uuid[]))`;
  const known = new Map(rows.map((row) => [row.pair, row]));
  const found = new Set(matches.map(({ a, b }) => `${a} ${b}`));
  return (
    rows.some(({ pair, status }) => status === 'proposed' && !found.has(pair)) ||
    matches.some(({ a, b, basis, sure }) => {
      const row = known.get(`${a} ${b}`);
      if (row && row.status !== 'proposed') return false;
      return sure || row?.basis.join() !== basis.join();
    })
  );
}

/** Whose twin in that system is known is not asked about others there. */
async function stillOpen(
  tenant: Tenant,
  rows: readonly PaperRow[],
  matches: readonly TwinMatch[],
): Promise<TwinMatch[]> {
  const papers = rows.flatMap(({ paper_id }) => paper_id ?? []);
  if (papers.length === 0) return [...matches];
  const copies = await tenant.db.entity.findMany({
    where: { organizationId: tenant.id, paperId: { in: papers } },
    select: { paperId: true, connectionId: true },
  });
  const known = new Set(copies.map(({ paperId, connectionId }) => `${paperId} ${connectionId}`));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return matches.filter(({ a, b, sure }) => {
    const [one, other] = [byId.get(a), byId.get(b)];
    if (!one || !other) return false;
    const taken =
      known.has(`${one.paper_id} ${other.connection_id}`) || known.has(`${other.paper_id} ${one.connection_id}`);
    return sure || !taken;
  });
}

/** What is decided stays; a proposal that does not hold any more goes. */
async function storeTwins(
  tenant: Tenant,
  asked: readonly string[],
  matches: readonly TwinMatch[],
  at: Date,
): Promise<void> {
  const rows = JSON.stringify(matches);
  await tenant.db.$executeRaw`
    DELETE FROM afterjob.twins AS t
    WHERE t.organization_id = ${tenant.id}::uuid AND t.status = 'proposed'
      AND (t.entity_a = ANY (${asked}::uuid[]) OR t.entity_b = ANY (${asked}::uuid[]))
      AND NOT EXISTS (SELECT FROM jsonb_to_recordset(${rows}::jsonb) AS r (a uuid, b uuid)
        WHERE r.a = t.entity_a AND r.b = t.entity_b)`;
  if (matches.length === 0) return;
  await tenant.db.$executeRaw`
    INSERT INTO afterjob.twins AS t (organization_id, entity_a, entity_b, basis, status, created_at)
    SELECT ${tenant.id}::uuid, r.a, r.b, r.basis, 'proposed', ${at}
    FROM jsonb_to_recordset(${rows}::jsonb) AS r (a uuid, b uuid, basis text[]) ORDER BY r.a, r.b
    ON CONFLICT (organization_id, entity_a, entity_b) DO UPDATE SET basis = excluded.basis
      WHERE t.status = 'proposed' AND t.basis IS DISTINCT FROM excluded.basis`;
}

/** Leaves out what would make one paper of two of the same system, or of a pair that the owner declined. */
async function matchSure(tenant: Tenant, sure: readonly TwinMatch[], at: Date): Promise<void> {
  const ids = sure.flatMap(({ a, b }) => [a, b]);
  const copies = await tenant.db.$queryRaw<{ id: string; source: string; group: string }[]>`
    SELECT id, connection_id::text AS source, coalesce(paper_id, id) AS "group" FROM afterjob.entities
    WHERE organization_id = ${tenant.id}::uuid AND (id = ANY (${ids}::uuid[]) OR paper_id IN (
      SELECT paper_id FROM afterjob.entities WHERE organization_id = ${tenant.id}::uuid AND id = ANY (${ids}::uuid[])))`;
  const known = copies.map(({ id }) => id);
  const declined = await tenant.db.twin.findMany({
    where: { organizationId: tenant.id, status: 'declined', entityA: { in: known }, entityB: { in: known } },
    select: { entityA: true, entityB: true },
  });
  const allowed = linkable(
    sure,
    copies,
    declined.map(({ entityA, entityB }) => [entityA, entityB]),
  );
  const matched = await tenant.db.$queryRaw<{ a: string; b: string }[]>`
    UPDATE afterjob.twins AS t SET status = 'matched', automatic = true, decided_at = ${at}
    FROM jsonb_to_recordset(${JSON.stringify(allowed)}::jsonb) AS r (a uuid, b uuid)
    WHERE t.organization_id = ${tenant.id}::uuid AND t.entity_a = r.a AND t.entity_b = r.b AND t.status = 'proposed'
    RETURNING t.entity_a AS a, t.entity_b AS b`;
  const entityIds = matched.flatMap(({ a, b }) => [a, b]);
  await regroupPapers(tenant, entityIds);
  await recordForLinked(tenant, { entityIds }, at);
}

const toPaper = (row: PaperRow): Paper => ({
  id: row.id,
  connectionId: row.connection_id,
  kind: row.kind,
  number: row.paper_number,
  total: row.paper_total,
  person: row.person,
  madeAt: row.made_at,
});
