import { type Grouped, linkable } from '../journeys/linkable.ts';
import { type MatchRecord, matchesAmong, nameKeys, type PersonMatch } from '../journeys/matching.ts';
import { Prisma } from '../prisma/generated/client.ts';
import type { Tenant } from './database.ts';
import { recordForLinked } from './listening-enrollments.ts';
import { lockLinks, regroupPeople } from './people.ts';
import { matchPapersOf } from './twins.ts';

type Candidate = {
  id: string;
  source: string;
  name: string;
  first_name: string;
  last_name: string;
  company_name: string | null;
  email_keys: string[];
  phone_keys: string[];
};

/** With more keys than this one pass over all customers is faster than a look-up for each. */
const lookedUpSingly = 40;

/**
 * Proposes to link these customers with those of other systems that have the same address or number, and links them
 * where the owner wants what is sure to be linked. A declined pair stays as it is. Call it in a transaction of its own,
 * after the one that stored them: it may wait for rows of others.
 * @param customerIds of one source
 */
export async function matchCustomers(tenant: Tenant, customerIds: readonly string[], at: Date): Promise<void> {
  if (customerIds.length === 0) return;
  const matches = matchesAmong(await candidates(tenant, customerIds), new Set(customerIds));
  const sure = (await linksAlone(tenant)) ? matches.filter((match) => match.sure) : [];
  if (!(await isNews(tenant, customerIds, matches, sure))) return;
  await lockLinks(tenant, 'alone');
  await storeProposals(tenant, customerIds, matches, at);
  if (sure.length > 0) await linkSure(tenant, sure, at);
}

/** Links every proposal that is sure: the owner has just said that these need no asking. */
export async function linkSureProposals(tenant: Tenant, at: Date): Promise<void> {
  await lockLinks(tenant, 'alone');
  const proposed = await tenant.db.customerMatch.findMany({
    where: { organizationId: tenant.id, status: 'proposed', confidence: { gte: 0.9 } },
    select: { customerA: true, customerB: true },
  });
  const ids = proposed.flatMap(({ customerA, customerB }) => [customerA, customerB]);
  if (ids.length === 0) return;
  const sure = matchesAmong(await candidates(tenant, ids), new Set(ids)).filter((match) => match.sure);
  await linkSure(tenant, sure, at);
}

/** The owner says that both are one person; also of a pair that was declined. False when there is no such pair. */
export function linkMatch(tenant: Tenant, matchId: string, by: string, at: Date): Promise<boolean> {
  return decideMatch(tenant, matchId, 'linked', by, at);
}

/** The owner says that they are not, or not any more; the pair is never proposed again. False when it is not there. */
export function declineMatch(tenant: Tenant, matchId: string, by: string, at: Date): Promise<boolean> {
  return decideMatch(tenant, matchId, 'declined', by, at);
}

async function decideMatch(
  tenant: Tenant,
  matchId: string,
  status: 'linked' | 'declined',
  by: string,
  at: Date,
): Promise<boolean> {
  await lockLinks(tenant, 'alone');
  const match = await tenant.db.customerMatch.findFirst({ where: { organizationId: tenant.id, id: matchId } });
  if (!match) return false;
  if (match.status === status) return true;
  await tenant.db.customerMatch.update({
    where: { id: matchId },
    data: { status, automatic: false, decidedBy: by, decidedAt: at },
  });
  const moved = await regroupPeople(tenant, [match.customerA, match.customerB]);
  await matchPapersOf(tenant, moved, at);
  await recordForLinked(tenant, { customerIds: moved }, at);
  return true;
}

/** Whether customers came from more than one system. */
export async function hasTwoSources(tenant: Tenant): Promise<boolean> {
  // By the index of the unique key, from both its ends.
  const [row] = await tenant.db.$queryRaw<{ two: boolean }[]>`
    SELECT (SELECT min(source) FROM afterjob.customers WHERE organization_id = ${tenant.id}::uuid)
      < (SELECT max(source) FROM afterjob.customers WHERE organization_id = ${tenant.id}::uuid) AS two`;
  return row?.two === true;
}

async function candidates(tenant: Tenant, customerIds: readonly string[]): Promise<MatchRecord[]> {
  const own = await tenant.db.customer.findMany({
    where: { organizationId: tenant.id, id: { in: [...customerIds] }, deletedAt: null },
    select: { emailKeys: true, phoneKeys: true },
  });
  const emails = [...new Set(own.flatMap((each) => each.emailKeys))];
  const phones = [...new Set(own.flatMap((each) => each.phoneKeys))];
  const isFew = emails.length + phones.length <= lookedUpSingly;
  const rows = await tenant.db.$queryRaw<Candidate[]>(
    isFew
      ? Prisma.sql`SELECT * FROM afterjob_functions.customers_with_keys(${emails}::text[], ${phones}::text[])`
      : Prisma.sql`
        SELECT c.id, c.source, c.name, c.first_name, c.last_name, c.company_name, c.email_keys, c.phone_keys
        FROM afterjob.customers AS c
        WHERE c.organization_id = ${tenant.id}::uuid AND c.deleted_at IS NULL
          AND (EXISTS (SELECT FROM unnest(c.email_keys) AS k WHERE k = ANY (${emails}::text[]))
            OR EXISTS (SELECT FROM unnest(c.phone_keys) AS k WHERE k = ANY (${phones}::text[])))`,
  );
  return rows.map((row) => ({
    id: row.id,
    source: row.source,
    names: nameKeys([row.name, `${row.first_name} ${row.last_name}`, row.company_name]),
    emailKeys: row.email_keys,
    phoneKeys: row.phone_keys,
  }));
}

async function linksAlone(tenant: Tenant): Promise<boolean> {
  const row = await tenant.db.organization.findUnique({
    where: { organizationId: tenant.id },
    select: { linkCustomers: true },
  });
  return row?.linkCustomers === 'automatic';
}

/** Mostly there is none, and then nobody has to wait for the lock. */
async function isNews(
  tenant: Tenant,
  customerIds: readonly string[],
  matches: readonly PersonMatch[],
  sure: readonly PersonMatch[],
): Promise<boolean> {
  const rows = await tenant.db.$queryRaw<{ pair: string; status: string; basis: string[]; confidence: string }[]>`
    SELECT customer_a || ' ' || customer_b AS pair, status, basis, confidence::text AS confidence
    FROM afterjob.customer_matches
    WHERE organization_id = ${tenant.id}::uuid
      AND (customer_a = ANY (${customerIds}::uuid[]) OR customer_b = ANY (${customerIds}::uuid[]))`;
  const known = new Map(rows.map((row) => [row.pair, row]));
  const found = new Set(matches.map(({ a, b }) => `${a} ${b}`));
  return (
    rows.some(({ pair, status }) => status === 'proposed' && !found.has(pair)) ||
    sure.some(({ a, b }) => known.get(`${a} ${b}`)?.status === 'proposed') ||
    matches.some(({ a, b, basis, confidence }) => {
      const row = known.get(`${a} ${b}`);
      if (row && row.status !== 'proposed') return false;
      return row?.basis.join() !== basis.join() || Number(row.confidence) !== confidence;
    })
  );
}

/** What the owner has decided stays; a proposal that does not hold any more goes. */
async function storeProposals(
  tenant: Tenant,
  customerIds: readonly string[],
  matches: readonly PersonMatch[],
  at: Date,
): Promise<void> {
  const rows = JSON.stringify(matches);
  await tenant.db.$executeRaw`
    DELETE FROM afterjob.customer_matches AS m
    WHERE m.organization_id = ${tenant.id}::uuid AND m.status = 'proposed'
      AND (m.customer_a = ANY (${customerIds}::uuid[]) OR m.customer_b = ANY (${customerIds}::uuid[]))
      AND NOT EXISTS (SELECT FROM jsonb_to_recordset(${rows}::jsonb) AS r (a uuid, b uuid)
        WHERE r.a = m.customer_a AND r.b = m.customer_b)`;
  if (matches.length === 0) return;
  await tenant.db.$executeRaw`
    INSERT INTO afterjob.customer_matches AS m
      (organization_id, customer_a, customer_b, basis, confidence, status, created_at)
    SELECT ${tenant.id}::uuid, r.a, r.b, r.basis, r.confidence, 'proposed', ${at}
    FROM jsonb_to_recordset(${rows}::jsonb) AS r (a uuid, b uuid, basis text[], confidence real) ORDER BY r.a, r.b
    ON CONFLICT (organization_id, customer_a, customer_b) DO UPDATE
      SET basis = excluded.basis, confidence = excluded.confidence
      WHERE m.status = 'proposed' AND (m.basis, m.confidence) IS DISTINCT FROM (excluded.basis, excluded.confidence)`;
}

/** Leaves out what would put two records of one system, or a pair that the owner declined, into one person. */
async function linkSure(tenant: Tenant, sure: readonly PersonMatch[], at: Date): Promise<void> {
  const ids = sure.flatMap(({ a, b }) => [a, b]);
  const records = await tenant.db.$queryRaw<Grouped[]>`
    SELECT id, source, coalesce(person_id, id) AS "group" FROM afterjob.customers
    WHERE organization_id = ${tenant.id}::uuid AND (id = ANY (${ids}::uuid[]) OR person_id IN (
      SELECT person_id FROM afterjob.customers WHERE organization_id = ${tenant.id}::uuid AND id = ANY (${ids}::uuid[])))`;
  const known = records.map(({ id }) => id);
  const declined = await tenant.db.customerMatch.findMany({
    where: { organizationId: tenant.id, status: 'declined', customerA: { in: known }, customerB: { in: known } },
    select: { customerA: true, customerB: true },
  });
  const pairs = linkable(
    sure,
    records,
    declined.map(({ customerA, customerB }) => [customerA, customerB]),
  );
  const linked = await tenant.db.$queryRaw<{ a: string; b: string }[]>`
    UPDATE afterjob.customer_matches AS m SET status = 'linked', automatic = true, decided_at = ${at}
    FROM jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) AS r (a uuid, b uuid)
    WHERE m.organization_id = ${tenant.id}::uuid AND m.customer_a = r.a AND m.customer_b = r.b AND m.status = 'proposed'
    RETURNING m.customer_a AS a, m.customer_b AS b`;
  const moved = await regroupPeople(
    tenant,
    linked.flatMap(({ a, b }) => [a, b]),
  );
  await matchPapersOf(tenant, moved, at);
  await recordForLinked(tenant, { customerIds: moved }, at);
}
