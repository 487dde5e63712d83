import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { CustomerRecord } from '../providers/provider.ts';
import { chooseEmail } from '../records/chosen-contact.ts';
import { upsertCustomers } from '../records/customers.ts';
import { type Database, openDatabase, type Tenant } from '../records/database.ts';
import { openOrganization } from '../records/organizations.ts';
import { copyRow, copyRows } from './copy-rows.ts';
import { figure, words } from './measure.ts';
import type { Bench, Row } from './table.ts';

const pageSize = 1000;
const pagesPerRound = 5;
const rounds = 5;
const source = 'bench';
const at = new Date('2026-11-23T12:00:00Z');

/** P4: pages of customers, half new and half known, against COPY of the same rows and against a loop of upserts. */
export const customerPages: Bench = async ({ appUrl, ownerUrl }): Promise<Row> => {
  const database = await openDatabase({ url: appUrl, poolSize: 4 });
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const organizationId = randomUUID();
  try {
    const connectionId = await openBusiness(database, organizationId);
    await client.query('CREATE TEMP TABLE bare (LIKE afterjob.customers)');
    const inside = <T>(work: (tenant: Tenant) => Promise<T>) => database.withOrganization(organizationId, work);
    const ours = (page: CustomerRecord[]) =>
      inside((tenant) => upsertCustomers(tenant, { provider: source, connectionId, region: 'US' }, page, null, at));
    const copied = (page: CustomerRecord[]) =>
      copyRows(
        client,
        copy,
        page.map((each) => bareRow(organizationId, each)),
      );
    const looped = (page: CustomerRecord[]) =>
      inside(async (tenant) => {
        for (const each of page) await upsertOne(tenant, each);
      });
    const speeds = { ours: [] as number[], copied: [] as number[], looped: [] as number[] };
    await ours(pageOf('warm', pageSize));
    for (let round = 0; round < rounds; round++) {
      const fresh = Array.from({ length: pagesPerRound }, (_, page) => pageOf(`${round}.${page}`, pageSize));
      const pages = [...fresh, ...fresh];
      speeds.ours.push(await rowsPerSecond(pages, ours));
      speeds.copied.push(await rowsPerSecond(pages, copied));
      const loop = pageOf(`loop${round}`, pageSize);
      speeds.looped.push(await rowsPerSecond([loop, loop], looped));
    }
    const ratio = (to: number[]) => figure(speeds.ours.map((value, round) => value / (to[round] ?? 1)));
    const [toCopy, toLoop] = [ratio(speeds.copied), ratio(speeds.looped)];
    return {
      id: 'P4',
      what: 'customer page upsert rows/s, against COPY into a bare temp table; against a Prisma upsert loop',
      target: '≥ 0.6; ≥ 15×',
      ratio: `${words(toCopy)}; ${words(toLoop, 1)}×`,
      figures: `${words(figure(speeds.ours), 0)} rows/s in pages of ${pageSize}, half of them known; COPY ${words(figure(speeds.copied), 0)}; loop ${words(figure(speeds.looped), 0)}`,
      met: toCopy.median >= 0.6 && toLoop.median >= 15,
    };
  } finally {
    await client.end();
    await database.close();
  }
};

async function rowsPerSecond(pages: CustomerRecord[][], write: (page: CustomerRecord[]) => Promise<unknown>) {
  const from = performance.now();
  for (const page of pages) await write(page);
  return pages.flat().length / ((performance.now() - from) / 1000);
}

async function openBusiness(database: Database, organizationId: string): Promise<string> {
  const connectionId = randomUUID();
  await database.withOrganization(organizationId, async (tenant) => {
    const slug = `bench-${organizationId.slice(0, 8)}`;
    await openOrganization(tenant, { name: 'Bench', slug, zone: null, replyTo: null }, at);
    await tenant.db.connection.create({
      data: {
        ...{ id: connectionId, organizationId, provider: source, status: 'connected', accountId: organizationId },
        ...{
          accountName: 'Bench',
          connectedAt: at,
          connectedZone: 'UTC',
          statusChangedAt: at,
          createdAt: at,
          updatedAt: at,
        },
      },
    });
  });
  return connectionId;
}

/** People as a provider has them: a name, one or two addresses, one or two numbers, a place. */
function pageOf(prefix: string, size: number): CustomerRecord[] {
  return Array.from({ length: size }, (_, index) => {
    const id = `${prefix}-${index}`;
    const digits = String(2_000_000 + ((index * 7919 + prefix.length * 104_729) % 7_999_999)).padStart(7, '2');
    return {
      externalId: id,
      ...{ name: `Ada Lovelace ${id}`, firstName: 'Ada', lastName: `Lovelace ${id}`, companyName: null },
      ...{ isCompany: false, isLead: index % 10 === 0, isArchived: false, isSample: false },
      emails: [{ address: `ada.${id}@example.com`, label: 'MAIN', primary: true }],
      phones: [
        {
          number: `(207) ${digits.slice(0, 3)}-${digits.slice(3)}`,
          label: 'MAIN',
          primary: true,
          smsAllowed: true,
          mobile: null,
        },
      ],
      address: {
        ...{ street1: `${index} Main Street`, street2: null, city: 'Portland', province: 'ME' },
        ...{ postalCode: '04101', country: 'US' },
      },
      consent: { receivesReminders: true, receivesFollowUps: true },
      ...{ createdAt: at, updatedAt: at },
    };
  });
}

const copied = [
  ...['id', 'organization_id', 'source', 'external_id', 'name', 'first_name', 'last_name', 'is_company', 'is_lead'],
  ...[
    'is_archived',
    'is_sample',
    'email',
    'phone',
    'emails',
    'phones',
    'address',
    'consent',
    'email_keys',
    'phone_keys',
  ],
  ...['external_created_at', 'external_updated_at', 'created_at', 'updated_at'],
];
const copy = `COPY bare (${copied.join(', ')}) FROM STDIN`;

function bareRow(organizationId: string, each: CustomerRecord): string {
  const { emails, phones, address, consent } = each;
  const json = [emails, phones, address, consent].map((value) => JSON.stringify(value));
  return copyRow([
    ...[randomUUID(), organizationId, source, each.externalId, each.name, each.firstName, each.lastName],
    ...[each.isCompany, each.isLead, each.isArchived, each.isSample],
    ...[emails[0]?.address ?? null, phones[0]?.number ?? null, ...json],
    ...[`{${emails[0]?.address}}`, '{}', each.createdAt, each.updatedAt, at, at],
  ]);
}

async function upsertOne(tenant: Tenant, each: CustomerRecord): Promise<void> {
  const { externalId, name, firstName, lastName, emails, phones } = each;
  const values = { name, firstName, lastName, email: chooseEmail(emails), emails, phones, updatedAt: at };
  await tenant.db.customer.upsert({
    where: { organizationId_source_externalId: { organizationId: tenant.id, source, externalId } },
    create: { organizationId: tenant.id, source, externalId, ...values, createdAt: at },
    update: values,
  });
}
