import { Prisma } from '../prisma/generated/client.ts';
import type { Tenant } from './database.ts';
import { folded, longestName, searchPatterns } from './search-words.ts';

/** More than so many that fit are not listed one by one. */
const fewAtMost = 1_000;

/** A page of the list: behind whom it begins, by sort key and id; null: at the beginning. */
export type ListPage = { after: { value: string; id: string } | null; limit: number };

/**
 * The customers that fit what was typed, as a condition on `customers AS c`; null when nothing can fit it.
 * Words stand in any order; part of a word is enough, numbers fit however they are written.
 * @param page the condition may be for this page alone; null: other conditions decide what is on it
 */
export async function searchSql(tenant: Tenant, typed: string, page: ListPage | null): Promise<Prisma.Sql | null> {
  const patterns = searchPatterns(typed);
  if (patterns.length === 0) return null;
  const few = await idsOf(tenant, patterns);
  if (few.length > fewAtMost && page === null) return Prisma.sql`AND c.search_words LIKE ALL (${patterns}::text[])`;
  const ids = few.length > fewAtMost && page !== null ? await idsInOrder(tenant, patterns, page) : few;
  return ids.length === 0 ? null : Prisma.sql`AND c.id = ANY (${ids}::uuid[])`;
}

async function idsInOrder(tenant: Tenant, patterns: string[], { after, limit }: ListPage): Promise<string[]> {
  const rows = await tenant.db.$queryRaw<{ id: string }[]>`
    SELECT id FROM afterjob_functions.customers_found_in_order(
      ${patterns}::text[], ${after?.value ?? null}::text, ${after?.id ?? null}::uuid, ${limit}::integer) AS id`;
  return rows.map(({ id }) => id);
}

async function idsOf(tenant: Tenant, patterns: string[]): Promise<string[]> {
  const rows = await tenant.db.$queryRaw<{ id: string }[]>`
    SELECT id FROM afterjob_functions.customers_found(${patterns}::text[], ${fewAtMost + 1}::integer) AS id`;
  return rows.map(({ id }) => id);
}

export type FoundCustomer = {
  id: string;
  name: string;
  companyName: string | null;
  email: string | null;
  phone: string | null;
};

/** The best few: whose name begins so, then whose name holds it, then the others; who is gone comes last. */
export async function findCustomers(tenant: Tenant, typed: string, limit: number): Promise<FoundCustomer[]> {
  const fits = await searchSql(tenant, typed, { after: null, limit: fewAtMost });
  if (!fits) return [];
  const name = folded(typed).slice(0, longestName);
  const like = name.replace(/[\\%_]/g, '\\$&');
  const shown = Prisma.sql`c.id, c.name, c.company_name AS "companyName", c.email, c.phone, c.sort_name, c.deleted_at`;
  const own = Prisma.sql`c.organization_id = ${tenant.id}::uuid`;
  return tenant.db.$queryRaw<FoundCustomer[]>`
    SELECT id, name, "companyName", email, phone FROM (
      (SELECT ${shown} FROM afterjob.customers AS c
        WHERE ${own} AND c.sort_name >= ${name} AND c.sort_name < ${`${name}\u{10ffff}`}
        ORDER BY c.sort_name, c.id LIMIT ${fewAtMost})
      UNION
      (SELECT ${shown} FROM afterjob.customers AS c WHERE ${own} ${fits} ORDER BY c.sort_name, c.id LIMIT ${fewAtMost})
    ) AS found
    ORDER BY deleted_at IS NOT NULL, sort_name NOT LIKE ${`${like}%`}, sort_name NOT LIKE ${`% ${like}%`}, sort_name, id
    LIMIT ${limit}`;
}
