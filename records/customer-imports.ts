import { randomUUID } from 'node:crypto';
import type { CustomerImport } from '../prisma/generated/client.ts';
import type { CustomerRecord } from '../providers/provider.ts';
import type { ListLine } from './customer-import-file.ts';
import { upsertCustomers } from './customers.ts';
import type { Tenant } from './database.ts';
import { olderThan } from './event-list.ts';

/** What the business states of the people on its list: they agreed, they were customers before, or neither. */
export type ConsentBasis = 'agreed' | 'customers' | 'none';

export type Stated = {
  fileName: string;
  basis: ConsentBasis;
  /** In their own words: where and when these people said so. */
  statement: string;
  /** They agreed to get texts. */
  textsAgreed: boolean;
};

export type KnownLine = { line: number; customerId: string; name: string };
export type SortedList = { fresh: ListLine[]; known: KnownLine[] };

/** The source of customers that no system knows. */
const source = 'import';
const atOnce = 1_000;

/** Who of a list stands here already, by an address or number of theirs. */
export async function sortList(tenant: Tenant, lines: readonly ListLine[]): Promise<SortedList> {
  const emails = lines.flatMap(({ emailKeys }) => emailKeys);
  const phones = lines.flatMap(({ phoneKeys }) => phoneKeys);
  const rows = await tenant.db.$queryRaw<{ id: string; name: string; email_keys: string[]; phone_keys: string[] }[]>`
    SELECT id, name, email_keys, phone_keys
    FROM afterjob_functions.customers_with_keys(${emails}::text[], ${phones}::text[]) ORDER BY id`;
  const byKey = new Map(rows.flatMap((row) => [...row.email_keys, ...row.phone_keys].map((key) => [key, row])));
  const sorted: SortedList = { fresh: [], known: [] };
  for (const line of lines) {
    const found = [...line.emailKeys, ...line.phoneKeys].map((key) => byKey.get(key)).find(Boolean);
    if (found) sorted.known.push({ line: line.line, customerId: found.id, name: found.name });
    else sorted.fresh.push(line);
  }
  return sorted;
}

/**
 * Makes the customers of a list who are not here yet, and keeps for all of them what was stated. Who is here already
 * stays as they are. Call `readyForSearch` afterwards.
 */
export async function importCustomers(
  tenant: Tenant,
  { fresh, known }: SortedList,
  { wrong, region, by, ...stated }: Stated & { wrong: number; region: string; by: string },
  at: Date,
): Promise<CustomerImport> {
  const row = await tenant.db.customerImport.create({
    data: {
      ...{ organizationId: tenant.id, ...stated, importedBy: by, importedAt: at },
      ...{ created: fresh.length, known: new Set(known.map(({ customerId }) => customerId)).size, wrong },
    },
  });
  const created: string[] = [];
  for (let first = 0; first < fresh.length; first += atOnce) {
    const records = fresh.slice(first, first + atOnce).map((line) => recordOf(line, stated, at));
    const ids = await upsertCustomers(tenant, { provider: source, connectionId: null, region }, records, null, at);
    created.push(...ids.values());
  }
  await tenant.db.$executeRaw`
    INSERT INTO afterjob.imported_customers (organization_id, import_id, customer_id, is_new)
    SELECT ${tenant.id}::uuid, ${row.id}::uuid, id, true FROM unnest(${created}::uuid[]) AS id
    UNION SELECT ${tenant.id}::uuid, ${row.id}::uuid, id, false FROM unnest(${known.map(({ customerId }) => customerId)}::uuid[]) AS id`;
  return row;
}

function recordOf(
  { values, name, emailKeys, phoneKeys }: ListLine,
  { basis, textsAgreed }: Stated,
  at: Date,
): CustomerRecord {
  const { street1, street2, city, province, postalCode, country } = values;
  const place = [street1, street2, city, province, postalCode, country];
  return {
    // Nothing of the person: it stays when they are erased.
    externalId: randomUUID(),
    name,
    firstName: values.firstName ?? '',
    lastName: values.lastName ?? '',
    companyName: values.companyName ?? null,
    isCompany: Boolean(values.companyName) && !values.firstName && !values.lastName,
    ...{ isLead: false, isArchived: false, isSample: false },
    emails: emailKeys.map((address, index) => ({ address, label: null, primary: index === 0 })),
    phones: phoneKeys.map((number, index) => ({
      ...{ number, label: null, primary: index === 0 },
      ...{ smsAllowed: textsAgreed, mobile: null },
    })),
    address: place.some(Boolean)
      ? {
          ...{ street1: street1 ?? null, street2: street2 ?? null, city: city ?? null },
          ...{ province: province ?? null, postalCode: postalCode ?? null, country: country ?? null },
        }
      : null,
    consent: basis === 'none' ? noAdvertising : {},
    createdAt: at,
    updatedAt: at,
  };
}

const noAdvertising: CustomerRecord['consent'] = {
  receivesFollowUps: false,
  receivesQuoteFollowUps: false,
  receivesReviewRequests: false,
};

/** The lists that were uploaded, newest first. */
export function listImports(
  tenant: Tenant,
  { before, limit }: { before: { value: string; id: string } | null; limit: number },
): Promise<CustomerImport[]> {
  return tenant.db.customerImport.findMany({
    where: { organizationId: tenant.id, ...olderThan('importedAt', before) },
    orderBy: [{ importedAt: 'desc' }, { id: 'desc' }],
    take: limit,
  });
}

/** The lists on which these customers stood, oldest first: what was stated of them. */
export async function importsOf(tenant: Tenant, customerIds: readonly string[]): Promise<CustomerImport[]> {
  const rows = await tenant.db.importedCustomer.findMany({
    where: { organizationId: tenant.id, customerId: { in: [...customerIds] } },
    select: { importId: true },
  });
  return tenant.db.customerImport.findMany({
    where: { organizationId: tenant.id, id: { in: rows.map(({ importId }) => importId) } },
    orderBy: [{ importedAt: 'asc' }, { id: 'asc' }],
  });
}
