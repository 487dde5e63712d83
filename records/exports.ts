import { Prisma } from '../prisma/generated/client.ts';
import type { Tenant } from './database.ts';

type Source = {
  /** What pages are cut by: unique in an organization. */
  key: string;
  type: 'uuid' | 'bigint' | 'text';
  /** Secrets, and what only our own searching needs. */
  without: readonly string[];
};

const by = (key: string, type: Source['type'] = 'uuid', without: readonly string[] = []): Source => ({
  key,
  type,
  without,
});
const searching = ['search_words', 'search_ready', 'sort_name', 'email_keys', 'phone_keys', 'seen_in_run'];

/** What an organization takes along, by table; the others hold secrets or are made anew from these. */
export const exported: Readonly<Record<string, Source>> = {
  organizations: by('organization_id', 'uuid', ['erasure_key']),
  connections: by('id'),
  customers: by('id', 'uuid', searching),
  customer_matches: by('id'),
  customer_imports: by('id'),
  imported_customers: by("import_id || ' ' || customer_id", 'text'),
  contact_points: by('id'),
  contact_preferences: by("channel || ' ' || address || ' ' || category", 'text'),
  suppressions: by('id'),
  entities: by('id'),
  twins: by('id'),
  events: by('id'),
  decisions: by('id'),
  journeys: by('id'),
  journey_versions: by('id'),
  bulk_enrollments: by('id'),
  bulk_customers: by("bulk_id || ' ' || customer_id", 'text'),
  sequence_enrollments: by('id'),
  enrollment_steps: by('id', 'bigint'),
  messages: by('id'),
  message_transitions: by('id', 'bigint'),
  links: by('id', 'text'),
  link_clicks: by('id', 'bigint'),
  conversations: by('id'),
  inbound_messages: by('id'),
  owner_questions: by('id'),
  senders: by('id'),
  notification_targets: by('id'),
  audit_log: by('id'),
};

/** Tables that no copy holds: tokens and secrets, our own notes, and hashes of whoever was erased. */
export const notExported = [
  'connection_tokens',
  'sender_accounts',
  'sync_runs',
  'enrollment_records',
  'causes',
  'due_checks',
  'budgets',
  'erased_customers',
  'erased_contacts',
] as const;

type Row = Record<string, unknown> & { export_key: string };

/**
 * The next rows of a table, in the order of its key.
 * @param after key of the last row seen
 */
export async function exportedRows(
  tenant: Tenant,
  table: string,
  after: string | null,
  limit: number,
): Promise<{ rows: Record<string, unknown>[]; last: string | null }> {
  const source = exported[table];
  if (!source) throw new Error(`${table} is not exported`);
  const key = Prisma.raw(source.key);
  const behind = after === null ? Prisma.empty : Prisma.sql`AND ${key} > ${after}::${Prisma.raw(source.type)}`;
  const found = await tenant.db.$queryRaw<Row[]>`
    SELECT t.*, (${key})::text AS export_key FROM afterjob.${Prisma.raw(table)} AS t
    WHERE organization_id = ${tenant.id}::uuid ${behind} ORDER BY ${key} LIMIT ${limit}`;
  const rows = found.map(({ export_key: _key, organization_id: _own, ...row }) =>
    Object.fromEntries(Object.entries(row).filter(([column]) => !source.without.includes(column))),
  );
  return { rows, last: found.at(-1)?.export_key ?? null };
}

/** The columns of a table as they are exported, and which of them are times. */
export async function exportedColumns(tenant: Tenant, table: string): Promise<{ name: string; isTime: boolean }[]> {
  const without = [...(exported[table]?.without ?? []), 'organization_id'];
  const rows = await tenant.db.$queryRaw<{ name: string; type: string }[]>`
    SELECT column_name AS name, data_type AS type FROM information_schema.columns
    WHERE table_schema = 'afterjob' AND table_name = ${table} ORDER BY ordinal_position`;
  return rows
    .filter(({ name }) => !without.includes(name))
    .map(({ name, type }) => ({ name, isTime: type === 'timestamp with time zone' }));
}
