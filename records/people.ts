import { groupsOf } from '../journeys/groups.ts';
import { Prisma } from '../prisma/generated/client.ts';
import type { Tenant } from './database.ts';

/**
 * Held until the transaction ends: who decides an event shares it, who links people or papers has it alone. Taken
 * before any row or other lock, so that whom an event concerns does not change while it is decided.
 */
export async function lockLinks(tenant: Tenant, how: 'shared' | 'alone'): Promise<void> {
  const lock = Prisma.raw(how === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock');
  await tenant.db.$queryRaw(Prisma.sql`SELECT ${lock}(hashtextextended(${`links ${tenant.id}`}, 0))::text`);
}

/** All records of one customer; `id` is the same for each of them. */
export type Person = { id: string; customerIds: string[] };

/** The person behind a record. */
export async function readPerson(tenant: Tenant, customerId: string): Promise<Person> {
  const rows = await tenant.db.$queryRaw<{ id: string; person_id: string | null }[]>`
    SELECT o.id, o.person_id FROM afterjob.customers AS c
    JOIN afterjob.customers AS o ON o.organization_id = c.organization_id AND (o.id = c.id OR o.person_id = c.person_id)
    WHERE c.organization_id = ${tenant.id}::uuid AND c.id = ${customerId}::uuid ORDER BY o.id`;
  return { id: rows[0]?.person_id ?? customerId, customerIds: rows.map(({ id }) => id) };
}

export type OtherRecord = {
  id: string;
  source: string;
  name: string;
  companyName: string | null;
  email: string | null;
  phone: string | null;
};

/** The other records of the same person. */
export async function otherRecords(tenant: Tenant, customerId: string): Promise<OtherRecord[]> {
  return tenant.db.$queryRaw<OtherRecord[]>`
    SELECT o.id, o.source, o.name, o.company_name AS "companyName", o.email, o.phone FROM afterjob.customers AS c
    JOIN afterjob.customers AS o ON o.organization_id = c.organization_id AND o.person_id = c.person_id AND o.id <> c.id
    WHERE c.organization_id = ${tenant.id}::uuid AND c.id = ${customerId}::uuid ORDER BY o.source, o.name, o.id`;
}

/**
 * Gives every record that is tied to these, or was until now, the id of its person. Needs `lockLinks` alone.
 * @returns the records whose person is another one now
 */
export async function regroupPeople(tenant: Tenant, customerIds: readonly string[]): Promise<string[]> {
  if (customerIds.length === 0) return [];
  const members = await tenant.db.$queryRaw<{ id: string; person_id: string | null; tied_to: string[] }[]>`
    WITH RECURSIVE met (id) AS (
      (SELECT unnest(${customerIds}::uuid[])
      UNION
      SELECT o.id FROM afterjob.customers AS c
      JOIN afterjob.customers AS o ON o.organization_id = c.organization_id AND o.person_id = c.person_id
      WHERE c.organization_id = ${tenant.id}::uuid AND c.id = ANY (${customerIds}::uuid[]))
      UNION
      SELECT tied.id FROM met CROSS JOIN LATERAL (
        SELECT m.customer_b AS id FROM afterjob.customer_matches AS m
        WHERE m.organization_id = ${tenant.id}::uuid AND m.customer_a = met.id AND m.status = 'linked'
        UNION ALL
        SELECT m.customer_a FROM afterjob.customer_matches AS m
        WHERE m.organization_id = ${tenant.id}::uuid AND m.customer_b = met.id AND m.status = 'linked') AS tied
    )
    SELECT c.id, c.person_id, array(
      SELECT m.customer_b FROM afterjob.customer_matches AS m
      WHERE m.organization_id = c.organization_id AND m.customer_a = c.id AND m.status = 'linked') AS tied_to
    FROM met JOIN afterjob.customers AS c ON c.organization_id = ${tenant.id}::uuid AND c.id = met.id`;
  const people = groupsOf(
    members.map(({ id }) => id),
    members.flatMap(({ id, tied_to }) => tied_to.map((other): [string, string] => [id, other])),
  );
  const changed = members
    .map(({ id, person_id }) => ({ id, before: person_id, person_id: people.get(id) ?? null }))
    .filter(({ before, person_id }) => before !== person_id);
  if (changed.length === 0) return [];
  const ids = changed.map(({ id }) => id);
  // In the order in which a page of customers locks its rows.
  await tenant.db.$queryRaw`
    SELECT id::text FROM afterjob.customers WHERE organization_id = ${tenant.id}::uuid AND id = ANY (${ids}::uuid[])
    ORDER BY source, external_id FOR NO KEY UPDATE`;
  await tenant.db.$executeRaw`
    UPDATE afterjob.customers AS c SET person_id = r.person_id
    FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) AS r (id uuid, person_id uuid)
    WHERE c.organization_id = ${tenant.id}::uuid AND c.id = r.id`;
  return ids;
}
