import type { FileLine } from '../journeys/customer-file.ts';
import type { Tenant } from './database.ts';

export type FoundInFile = {
  /** One or more records of each person. */
  customerIds: string[];
  unread: { line: number; why: 'nobody_found' | 'several_found' }[];
};

type Row = { id: string; person: string; email_keys: string[]; phone_keys: string[] };

/** Whom the lines of a file name; a line of which more than one person can be meant names nobody. */
export async function findByFile(tenant: Tenant, lines: readonly FileLine[]): Promise<FoundInFile> {
  const all = (of: (line: FileLine) => readonly string[]) => [...new Set(lines.flatMap(of))];
  const rows = await tenant.db.$queryRaw<Row[]>`
    SELECT id, coalesce(person_id, id) AS person, email_keys, phone_keys FROM afterjob.customers
    WHERE organization_id = ${tenant.id}::uuid AND deleted_at IS NULL
      AND (id = ANY (${all(({ ids }) => ids)}::uuid[]) OR email_keys && ${all(({ emails }) => emails)}::text[]
        OR phone_keys && ${all(({ phones }) => phones)}::text[])`;
  const byKey = new Map<string, Row[]>();
  for (const row of rows) {
    for (const key of [row.id, ...row.email_keys, ...row.phone_keys]) {
      byKey.set(key, [...(byKey.get(key) ?? []), row]);
    }
  }
  const customerIds = new Set<string>();
  const unread: FoundInFile['unread'] = [];
  for (const { line, ids, emails, phones } of lines) {
    const found = [...ids, ...emails, ...phones].flatMap((key) => byKey.get(key) ?? []);
    const people = new Set(found.map(({ person }) => person));
    if (people.size === 1) for (const { id } of found) customerIds.add(id);
    else unread.push({ line, why: people.size === 0 ? 'nobody_found' : 'several_found' });
  }
  return { customerIds: [...customerIds], unread };
}
