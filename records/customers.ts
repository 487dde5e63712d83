import { emailKeys, phoneKeys } from '../journeys/matching.ts';
import { Prisma } from '../prisma/generated/client.ts';
import type { CustomerRecord } from '../providers/provider.ts';
import { chooseEmail, choosePhone } from './chosen-contact.ts';
import type { Tenant } from './database.ts';
import { customerText, erasedHash } from './erased.ts';
import { searchColumns } from './search-words.ts';
import { storableJson } from './storable.ts';

/** `connectionId` null: not from a connection. */
export type CustomerSource = { provider: string; connectionId: string | null; region: string };

// Written only by a reading that is not older than what stands there.
const columns = [
  'connection_id uuid',
  'name text',
  'first_name text',
  'last_name text',
  'company_name text',
  'is_company boolean',
  'is_lead boolean',
  'is_archived boolean',
  'is_sample boolean',
  'email text',
  'phone text',
  'emails jsonb',
  'phones jsonb',
  'address jsonb',
  'consent jsonb',
  'email_keys text[]',
  'phone_keys text[]',
  'external_created_at timestamptz',
  'external_updated_at timestamptz',
  'sort_name text',
  'search_words text',
] as const;
const names = columns.map((column) => column.split(' ')[0] ?? '');

const upsert = Prisma.raw(`
  ON CONFLICT (organization_id, source, external_id) DO UPDATE SET
    ${names
      .map(
        (name) => `${name} = CASE WHEN c.external_updated_at > excluded.external_updated_at
          THEN c.${name} ELSE excluded.${name} END`,
      )
      .join(',\n    ')},
    seen_in_run = coalesce(excluded.seen_in_run, c.seen_in_run),
    deleted_at = NULL,
    updated_at = excluded.updated_at
  RETURNING id, external_id`);

/**
 * Inserts or updates customers in one statement; a reading older than the row leaves its values alone.
 * `runId` marks them as seen by that sync run. Returns our ids by the provider's.
 */
export async function upsertCustomers(
  tenant: Tenant,
  source: CustomerSource,
  records: readonly CustomerRecord[],
  runId: string | null,
  at: Date,
): Promise<Map<string, string>> {
  if (records.length === 0) return new Map();
  // A page may show one customer twice while the provider's rows move; a statement may not hit a row twice.
  const unique = new Map(records.map((record) => [record.externalId, customerColumns(record, source)]));
  const rows = await tenant.db.$queryRaw<{ id: string; external_id: string }[]>`
    INSERT INTO afterjob.customers AS c (organization_id, source, external_id, ${Prisma.raw(names.join(', '))}, seen_in_run, created_at, updated_at)
    SELECT ${tenant.id}::uuid, ${source.provider}, r.external_id, ${Prisma.raw(names.map((name) => `r.${name}`).join(', '))},
      ${runId}::uuid, ${at}, ${at}
    FROM jsonb_to_recordset(${storableJson([...unique.values()])}::jsonb)
      AS r (external_id text, ${Prisma.raw(columns.join(', '))})
    WHERE NOT EXISTS (SELECT FROM afterjob.erased_customers WHERE organization_id = ${tenant.id}::uuid)
      OR NOT EXISTS (SELECT FROM afterjob.erased_customers AS e WHERE e.organization_id = ${tenant.id}::uuid
        AND e.hash = ${erasedHash(tenant, customerText(source.provider, Prisma.sql`r.external_id`))})
    ORDER BY r.external_id
    ${upsert}`;
  return new Map(rows.map((row) => [row.external_id, row.id]));
}

/**
 * Enters a connection's customers (null: those of no connection) into the index that searches use, after the transaction
 * that stored them: until then they are found as well, only slower. Returns how many they were;
 * rows that somebody is writing wait for the next time.
 */
export function readyForSearch(tenant: Tenant, connectionId: string | null): Promise<number> {
  return tenant.db.$executeRaw`
    UPDATE afterjob.customers SET search_ready = true WHERE id IN (
      SELECT id FROM afterjob.customers
      WHERE organization_id = ${tenant.id}::uuid AND NOT search_ready
        AND connection_id IS NOT DISTINCT FROM ${connectionId}::uuid
      FOR NO KEY UPDATE SKIP LOCKED)`;
}

/** Our ids of a connection's customers by the provider's; those that we do not have are left out. */
export async function customerIds(
  tenant: Tenant,
  connectionId: string,
  externalIds: readonly string[],
): Promise<string[]> {
  if (externalIds.length === 0) return [];
  const rows = await tenant.db.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM afterjob.connections AS n
    JOIN afterjob.customers AS c ON c.organization_id = n.organization_id AND c.source = n.provider
    WHERE n.organization_id = ${tenant.id}::uuid AND n.id = ${connectionId}::uuid
      AND c.external_id = ANY (${externalIds}::text[])`;
  return rows.map(({ id }) => id);
}

/** The provider does not have this customer any more. Returns our id, if we had it. */
export async function markCustomerGone(
  tenant: Tenant,
  provider: string,
  externalId: string,
  at: Date,
): Promise<string | null> {
  const where = { organizationId_source_externalId: { organizationId: tenant.id, source: provider, externalId } };
  const known = await tenant.db.customer.findUnique({ where, select: { id: true, deletedAt: true } });
  if (known && !known.deletedAt) await tenant.db.customer.update({ where, data: { deletedAt: at, updatedAt: at } });
  return known?.id ?? null;
}

/** Marks the customers that a completed run did not see and nobody touched since it began. Returns how many. */
export async function markUnseenGone(
  tenant: Tenant,
  connectionId: string,
  run: { id: string; startedAt: Date },
  at: Date,
): Promise<number> {
  const { count } = await tenant.db.customer.updateMany({
    where: {
      connectionId,
      deletedAt: null,
      updatedAt: { lt: run.startedAt },
      OR: [{ seenInRun: null }, { seenInRun: { not: run.id } }],
    },
    data: { deletedAt: at },
  });
  return count;
}

/** How many customers of a connection are not gone. */
export async function countCustomers(tenant: Tenant, connectionId: string): Promise<number> {
  return tenant.db.customer.count({ where: { connectionId, deletedAt: null } });
}

/** What is stored of a customer, by column. */
export function customerColumns(record: CustomerRecord, { connectionId, region }: CustomerSource) {
  const keys = {
    emailKeys: emailKeys(record.emails.map(({ address }) => address)),
    phoneKeys: phoneKeys(
      record.phones.map(({ number }) => number),
      region,
    ),
  };
  return {
    external_id: record.externalId,
    connection_id: connectionId,
    name: record.name,
    first_name: record.firstName,
    last_name: record.lastName,
    company_name: record.companyName,
    is_company: record.isCompany,
    is_lead: record.isLead,
    is_archived: record.isArchived,
    is_sample: record.isSample,
    email: chooseEmail(record.emails),
    phone: choosePhone(record.phones, region),
    emails: record.emails,
    phones: record.phones,
    address: record.address,
    consent: record.consent,
    email_keys: keys.emailKeys,
    phone_keys: keys.phoneKeys,
    ...searchColumns({ ...record, ...keys }),
    external_created_at: record.createdAt,
    external_updated_at: record.updatedAt,
  };
}
