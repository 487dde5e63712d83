import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type CustomerSearch, listCustomers } from '../records/customer-list.ts';
import { findCustomers } from '../records/customer-search.ts';
import { customerColumns } from '../records/customers.ts';
import { type Database, openDatabase, type Tenant } from '../records/database.ts';
import { openOrganization } from '../records/organizations.ts';
import { storableJson } from '../records/storable.ts';
import { percentile } from './measure.ts';
import type { Bench, Row } from './table.ts';

const people = 100_000;
const batch = 5_000;
const rounds = 12;
const pageSize = 50;
const at = new Date('2026-11-23T12:00:00Z');
const firsts =
  'Ada Grace Alan Edsger Barbara Donald Frances John Jean Ken Radia Tim Vint Whitfield Margaret Linus'.split(' ');
const lasts = 'Lovelace Hopper Turing Dijkstra Liskov Knuth Allen Backus Bartik Thompson Perlman Lee Cerf Diffie'.split(
  ' ',
);
const streets = 'Main Oak Maple Cedar Pine Elm Lake Hill Washington Park View Sunset'.split(' ');

/** W2: pages of a business with 100,000 customers as the page asks for them: filters, searches, any place in the list. */
export const customerLists: Bench = async ({ appUrl, ownerUrl }): Promise<Row> => {
  const database = await openDatabase({ url: appUrl, poolSize: 4 });
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const organizationId = await aBusiness(database, client);
    const ask = (search: Partial<CustomerSearch>) =>
      database.withOrganization(organizationId, (tenant) => listCustomers(tenant, { ...nothing, ...search }));
    const questions: Record<string, (round: number) => Promise<unknown>> = {
      'first page': () => ask({}),
      'page in the middle': (round) => ask({ after: { value: `john knuth ${round * 7}`, id: randomUUID() } }),
      'last page': () => ask({ after: { value: 'whitfield turing 99', id: randomUUID() } }),
      'one name': (round) => ask({ search: `ada lovelace ${round * 4_801}` }),
      'common name': (round) => ask({ search: firsts[round % firsts.length] ?? '' }),
      'two letters': (round) => ask({ search: (lasts[round % lasts.length] ?? '').slice(0, 2) }),
      email: (round) => ask({ search: `mail.${round * 8_111}@example.com` }),
      phone: (round) => ask({ search: numberOf(round * 7_919) }),
      address: (round) => ask({ search: `${round * 37} ${streets[round % streets.length]} street` }),
      nobody: (round) => ask({ search: `zyx${round}wvu` }),
      archived: () => ask({ kind: 'archived' }),
      gone: () => ask({ kind: 'gone' }),
      unreachable: () => ask({ reach: 'nothing' }),
      stopped: () => ask({ reach: 'stopped' }),
      muted: () => ask({ reach: 'muted' }),
      'open invoice': () => ask({ owns: 'open_invoice' }),
      'other system': () => ask({ source: 'import' }),
      'search in a filter': (round) =>
        ask({ search: firsts[round % firsts.length] ?? '', reach: 'text', kind: 'lead' }),
      palette: (round) =>
        database.withOrganization(organizationId, (tenant) =>
          findCustomers(tenant, lasts[round % lasts.length] ?? '', 6),
        ),
    };
    const taken = new Map<string, number[]>(Object.keys(questions).map((name) => [name, []]));
    for (let round = -2; round < rounds; round++) {
      for (const [name, question] of Object.entries(questions)) {
        const from = performance.now();
        await question(Math.abs(round));
        if (round >= 0) taken.get(name)?.push(performance.now() - from);
      }
    }
    const all = [...taken.values()].flat().sort((a, b) => a - b);
    const p95 = percentile(all, 0.95);
    const [slowest = ''] = [...taken]
      .sort(([, a], [, b]) => median(b) - median(a))
      .map(([name, each]) => `${name} ${median(each).toFixed(0)} ms`);
    return {
      id: 'W2',
      what: `a page of ${pageSize} of ${people.toLocaleString('en')} customers, by ${taken.size} kinds of search and filter, p95`,
      target: '≤ 50 ms',
      ratio: `${p95.toFixed(0)} ms`,
      figures: `median ${percentile(all, 0.5).toFixed(0)} ms, most ${(all.at(-1) ?? 0).toFixed(0)} ms, ${all.length} queries one after the other, each a transaction of its own; slowest kind: ${slowest}`,
      met: p95 <= 50,
    };
  } finally {
    await client.end();
    await database.close();
  }
};

const nothing: CustomerSearch = {
  search: null,
  source: null,
  kind: null,
  reach: null,
  owns: null,
  after: null,
  limit: pageSize + 1,
};

const median = (values: number[]): number =>
  percentile(
    [...values].sort((a, b) => a - b),
    0.5,
  );

async function aBusiness(database: Database, client: pg.Client): Promise<string> {
  const organizationId = randomUUID();
  const connectionId = randomUUID();
  const inside = <T>(work: (tenant: Tenant) => Promise<T>) => database.withOrganization(organizationId, work);
  await inside(async (tenant) => {
    await openOrganization(
      tenant,
      { name: 'Bench', slug: `bench-${organizationId.slice(0, 8)}`, zone: null, replyTo: null },
      at,
    );
    await tenant.db.connection.create({
      data: {
        ...{ id: connectionId, organizationId, provider: 'jobber', status: 'connected', accountId: organizationId },
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
  for (let first = 0; first < people; first += batch) {
    const rows = Array.from({ length: batch }, (_, index) => aCustomer(first + index, connectionId));
    await client.query(
      `INSERT INTO afterjob.customers (organization_id, source, search_ready, ${names.join(', ')}, deleted_at, muted_at)
      SELECT $1, r.source, true, ${names.map((name) => `r.${name}`).join(', ')},
        CASE WHEN r.n % 200 = 7 THEN now() END, CASE WHEN r.n % 1000 = 9 THEN now() END
      FROM jsonb_to_recordset($2::jsonb) AS r (source text, n integer, ${columns.join(', ')})`,
      [organizationId, storableJson(rows)],
    );
  }
  await client.query(
    `INSERT INTO afterjob.contact_points (organization_id, channel, address, suppressed_at, suppressed_reason)
    SELECT $1, 'email', 'mail.' || n || '@example.com', now(), 'unsubscribed' FROM generate_series(0, $2::integer - 1, 200) AS n`,
    [organizationId, people],
  );
  await client.query(
    `INSERT INTO afterjob.entities (organization_id, connection_id, kind, external_id, customer_id, facts, observed_at, paper_number)
    SELECT $1, $2, 'invoice', row_number() OVER (), id,
      jsonb_build_object('invoice.balance', CASE WHEN row_number() OVER () % 100 = 0 THEN 80 ELSE 0 END), now(), 'x'
    FROM afterjob.customers WHERE organization_id = $1`,
    [organizationId, connectionId],
  );
  await client.query('ANALYZE afterjob.customers, afterjob.contact_points, afterjob.entities');
  return organizationId;
}

const columns = [
  ...['external_id text', 'connection_id uuid', 'name text', 'first_name text', 'last_name text', 'company_name text'],
  ...['is_company boolean', 'is_lead boolean', 'is_archived boolean', 'email text', 'phone text', 'emails jsonb'],
  ...['phones jsonb', 'address jsonb', 'email_keys text[]', 'phone_keys text[]', 'sort_name text', 'search_words text'],
];
const names = columns.map((column) => column.split(' ')[0] ?? '');

const numberOf = (n: number): string => String(2_072_000_000 + n * 37).replace(/(...)(...)/, '($1) $2-');

/** Names that many bear, an address and a number of one's own; every hundredth without either. */
function aCustomer(n: number, connectionId: string) {
  const first = firsts[n % firsts.length] ?? '';
  const last = lasts[(n * 7) % lasts.length] ?? '';
  const reached = n % 100 !== 3;
  const record = {
    externalId: String(n),
    ...{
      name: `${first} ${last} ${n}`,
      firstName: first,
      lastName: last,
      companyName: n % 5 ? null : `${last} & Co ${n}`,
    },
    ...{ isCompany: n % 5 === 0, isLead: n % 10 === 0, isArchived: n % 500 === 4, isSample: false },
    emails: reached ? [{ address: `mail.${n}@example.com`, label: 'MAIN', primary: true }] : [],
    phones: reached ? [{ number: numberOf(n), label: 'MAIN', primary: true, smsAllowed: true, mobile: null }] : [],
    address: {
      ...{
        street1: `${n % 9_000} ${streets[n % streets.length]} Street`,
        street2: null,
        city: 'Portland',
        province: 'ME',
      },
      ...{ postalCode: String(4_000 + (n % 900)).padStart(5, '0'), country: 'US' },
    },
    ...{ consent: {}, createdAt: at, updatedAt: at },
  };
  return {
    ...customerColumns(record, { provider: 'jobber', connectionId, region: 'US' }),
    n,
    source: n % 2_000 ? 'jobber' : 'import',
  };
}
