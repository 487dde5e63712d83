import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CustomerRecord } from '../providers/provider.ts';
import { withDatabase } from '../testing/postgres.ts';
import { openOwner } from '../testing/stage.ts';
import { chooseEmail, choosePhone } from './chosen-contact.ts';
import { markCustomerGone, upsertCustomers } from './customers.ts';
import { type Database, openDatabase, type Tenant } from './database.ts';
import { advanceSync, beginSync, completeSync } from './sync-runs.ts';

let database: Database;
afterAll(async () => {
  await database.close();
});
const urls = withDatabase();
beforeAll(async () => {
  database = await openDatabase({ url: urls.appUrl });
});

const at = new Date('2026-03-10T12:00:00Z');
const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);
const record = (externalId: string, values: Partial<CustomerRecord> = {}): CustomerRecord => ({
  externalId,
  name: `Name ${externalId}`,
  firstName: '',
  lastName: '',
  companyName: null,
  isCompany: false,
  isLead: false,
  isArchived: false,
  isSample: false,
  emails: [],
  phones: [],
  address: null,
  consent: {},
  createdAt: at,
  updatedAt: at,
  ...values,
});

/** An organization with a connection. */
async function organization() {
  const id = randomUUID();
  await openOwner(database, id);
  const inside = <T>(work: (tenant: Tenant) => Promise<T>) => database.withOrganization(id, work);
  const connectionId = randomUUID();
  await inside((tenant) =>
    tenant.db.connection.create({
      data: {
        id: connectionId,
        organizationId: id,
        provider: 'jobber',
        status: 'connected',
        accountId: randomUUID(),
        accountName: 'Northwind',
        connectedAt: at,
        connectedZone: 'UTC',
        statusChangedAt: at,
      },
    }),
  );
  const source = { provider: 'jobber', connectionId, region: 'US' };
  return {
    inside,
    connectionId,
    store: (records: CustomerRecord[], runId: string | null = null, when = at) =>
      inside((tenant) => upsertCustomers(tenant, source, records, runId, when)),
    find: (externalId: string) => inside((tenant) => tenant.db.customer.findFirstOrThrow({ where: { externalId } })),
  };
}

describe('the chosen contact', () => {
  const phone = (number: string, values: Partial<CustomerRecord['phones'][number]> = {}) => ({
    number,
    label: null,
    primary: false,
    smsAllowed: true,
    mobile: null,
    ...values,
  });

  it.each([
    [
      'the primary mobile',
      [phone('2025550101', { mobile: true }), phone('2025550102', { mobile: true, primary: true })],
      '+12025550102',
    ],
    [
      'the first mobile when the primary is a landline',
      [phone('2025550101', { primary: true, mobile: false }), phone('2025550102', { mobile: true })],
      '+12025550102',
    ],
    ['one of which nothing is known, if there is no mobile', [phone('2025550101', { primary: true })], '+12025550101'],
    [
      'never one that must not get texts',
      [phone('2025550101', { primary: true, mobile: true, smsAllowed: false })],
      null,
    ],
    ['never one that is no number', [phone('call the office'), phone('')], null],
  ])('for texts is %s', (_rule, phones, expected) => {
    expect(choosePhone(phones, 'US')).toBe(expected);
  });

  it.each([
    [
      'the primary address',
      [
        ['a@example.com', false],
        ['b@example.com', true],
      ],
      'b@example.com',
    ],
    [
      'the first that is one',
      [
        ['none', true],
        [' c@example.com ', false],
      ],
      'c@example.com',
    ],
    [
      'nothing when there is none',
      [
        ['a@b', true],
        ['a@example.com, b@example.com', false],
      ],
      null,
    ],
    [
      'not one that nobody reads',
      [
        ['no-reply@example.com', true],
        ['office@example.com', false],
      ],
      'office@example.com',
    ],
  ] as const)('for email is %s', (_rule, emails, expected) => {
    expect(chooseEmail(emails.map(([address, primary]) => ({ address, label: null, primary })))).toBe(expected);
  });
});

describe('customers', () => {
  it('are stored in one statement, one of them twice in a page', async () => {
    const { store, inside } = await organization();
    const page = Array.from({ length: 300 }, (_, n) => record(`c${n}`));
    const ids = await store([...page, record('c7', { name: 'again' })]);
    expect(ids.size).toBe(300);
    expect(await inside((tenant) => tenant.db.customer.count())).toBe(300);
  });

  it('keep emoji, long names, and names that no database likes', async () => {
    const { store, find } = await organization();
    await store([
      record('a', { name: '🚚 Ada' }),
      record('b', { name: 'x'.repeat(300) }),
      record('c', { name: 'a\0b\ud800c' }),
    ]);
    expect((await find('a')).name).toBe('🚚 Ada');
    expect((await find('b')).name).toHaveLength(300);
    expect((await find('c')).name).toBe('ab\ufffdc');
  });

  it('are not taken back by an older reading, which still counts as seen', async () => {
    const { store, find, inside, connectionId } = await organization();
    const run = await inside((tenant) => beginSync(tenant, connectionId, 50, at));
    await store([record('a', { name: 'new', updatedAt: later(5) })], null, later(5));
    await store([record('a', { name: 'old', updatedAt: at })], run.id, later(6));
    expect(await find('a')).toMatchObject({ name: 'new', seenInRun: run.id });
  });

  it('come back when they are seen again', async () => {
    const { store, find, inside } = await organization();
    await store([record('a')]);
    await inside((tenant) => markCustomerGone(tenant, 'jobber', 'a', later(1)));
    expect((await find('a')).deletedAt).toEqual(later(1));
    await store([record('a')], null, later(2));
    expect((await find('a')).deletedAt).toBeNull();
  });

  it('are gone when a completed run did not see them, unless they came during it', async () => {
    const { store, find, inside, connectionId } = await organization();
    await store([record('stays'), record('goes')], null, at);
    const run = await inside((tenant) => beginSync(tenant, connectionId, 50, later(10)));
    await store([record('stays')], run.id, later(11));
    await store([record('came')], null, later(12));
    await inside((tenant) => completeSync(tenant, run, later(13)));
    expect((await find('goes')).deletedAt).toEqual(later(13));
    expect([(await find('stays')).deletedAt, (await find('came')).deletedAt]).toEqual([null, null]);
    expect(await inside((tenant) => tenant.db.connection.findFirst())).toMatchObject({ customersSynced: 2 });
  });

  it('of a page are counted once, however often the page is read', async () => {
    const { inside, connectionId } = await organization();
    const run = await inside((tenant) => beginSync(tenant, connectionId, 50, at));
    const save = () => inside((tenant) => advanceSync(tenant, run, { nextCursor: 'two', customers: 50 }));
    expect([await save(), await save()]).toEqual([true, false]);
    expect(await inside((tenant) => beginSync(tenant, connectionId, 50, later(1)))).toMatchObject({
      id: run.id,
      cursor: 'two',
      customers: 50,
    });
  });
});
