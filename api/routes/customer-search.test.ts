import { beforeAll, describe, expect, it } from '@jest/globals';
import type { CustomerRecord } from '../../providers/provider.ts';
import { readyForSearch, upsertCustomers } from '../../records/customers.ts';
import { asOwner, signedUp, type TestAgent, withApi } from '../testing.ts';

const api = withApi();
const at = new Date('2026-11-23T12:00:00Z');
let owner: TestAgent;
let stranger: TestAgent;
let organizationId: string;

const record = (name: string, values: Partial<CustomerRecord> = {}): CustomerRecord => ({
  externalId: name,
  name,
  ...{ firstName: '', lastName: '', companyName: null, isCompany: false, isLead: false, isArchived: false },
  ...{ isSample: false, emails: [], phones: [], address: null, consent: {}, createdAt: at, updatedAt: at },
  ...values,
});
const email = (address: string) => [{ address, label: null, primary: true }];
const phone = (number: string) => [{ number, label: null, primary: true, smsAllowed: true, mobile: null }];
const street1 = '77 Hawthorn Lane';
const address = { street1, street2: null, city: 'Montréal', province: 'QC', postalCode: 'H2X 1Y4', country: 'CA' };

beforeAll(async () => {
  owner = await signedUp(api.app);
  stranger = await signedUp(api.app, 'Sam', 'Strange Plumbing');
  organizationId = (await owner.get('/api/me').expect(200)).body.organization.id;
  const source = { provider: 'jobber', connectionId: null, region: 'US' };
  const people = [
    record('José Ñandú', { emails: email('jose@example.com'), address }),
    record('Anna Bell', { phones: phone('(303) 555-0199'), isLead: true }),
    record('Joanna Smith', { companyName: 'Bell & Daughters', isArchived: true, emails: email('=cmd@example.com') }),
    record('=HYPERLINK("x")', {}),
    record('Zed', { emails: email('stopped@example.com') }),
  ];
  await api.database.withOrganization(organizationId, (tenant) => upsertCustomers(tenant, source, people, null, at));
  const many = Array.from({ length: 1_100 }, (_, index) => record(`Wintergreen ${String(index).padStart(4, '0')}`));
  await api.database.withOrganization(organizationId, (tenant) =>
    upsertCustomers(tenant, { provider: 'other', connectionId: null, region: 'US' }, many, null, at),
  );
  await asOwner(
    api,
    `INSERT INTO afterjob.contact_points (organization_id, channel, address, suppressed_at, suppressed_reason)
    VALUES ($1, 'email', 'stopped@example.com', now(), 'unsubscribed')`,
    [organizationId],
  );
});

const names = async (query: Record<string, string>, agent = owner): Promise<string[]> =>
  (await agent.get('/api/customers').query(query).expect(200)).body.items.map((each: { name: string }) => each.name);

describe('a search', () => {
  it.each([
    ['jose nandu', ['José Ñandú']],
    ['ÑANDÚ', ['José Ñandú']],
    ['example.com jos', ['José Ñandú']],
    ['hawthorn', ['José Ñandú']],
    ['montreal', ['José Ñandú']],
    ['(303) 555-0199', ['Anna Bell']],
    ['5550199', ['Anna Bell']],
    ['bell', ['Anna Bell', 'Joanna Smith']],
    ['jo', ['Joanna Smith', 'José Ñandú']],
    ['nna', ['Anna Bell', 'Joanna Smith']],
    ['_nna', []],
  ])('for %s finds them before and after they are in the index', async (search, found) => {
    expect(await names({ search })).toEqual(found);
    await api.database.withOrganization(organizationId, (tenant) => readyForSearch(tenant, null));
    expect(await names({ search })).toEqual(found);
  });

  it('finds nobody of another business', async () => {
    expect(await names({ search: 'bell' }, stranger)).toEqual([]);
  });

  it('with so many answers that the list is read instead gives the same', async () => {
    expect(await names({ search: 'wintergreen', limit: '2' })).toEqual(['Wintergreen 0000', 'Wintergreen 0001']);
    expect(await names({ search: 'wintergreen', source: 'jobber' })).toEqual([]);
    expect(await names({ search: 'wintergreen 0042' })).toEqual(['Wintergreen 0042']);
    const { text } = await owner.get('/api/customers/file').query({ search: 'wintergreen' }).expect(200);
    expect(text.match(/Wintergreen \d{4}/g)).toEqual(
      Array.from({ length: 1_100 }, (_, index) => `Wintergreen ${String(index).padStart(4, '0')}`),
    );
    expect(await names({ search: 'wintergreen' }, stranger)).toEqual([]);
  });
});

describe('a filter', () => {
  it.each([
    [{ kind: 'lead' }, ['Anna Bell']],
    [{ kind: 'archived' }, ['Joanna Smith']],
    [{ reach: 'text' }, ['Anna Bell']],
    [{ reach: 'stopped' }, ['Zed']],
    [{ reach: 'muted' }, []],
    [{ owns: 'journey' }, []],
    [{ owns: 'open_invoice' }, []],
    [{ kind: 'gone' }, []],
  ])('%j shows those alone', async (filter, found) => {
    expect(await names({ ...filter, source: 'jobber' })).toEqual(found);
  });

  it('by an open invoice shows who has to pay one', async () => {
    const [row] = await asOwner<{ id: string }>(api, 'SELECT id FROM afterjob.customers WHERE name = $1', ['Zed']);
    const [{ id: connectionId } = { id: '' }] = await asOwner<{ id: string }>(
      api,
      `INSERT INTO afterjob.connections (organization_id, provider, status, account_id, account_name, connected_at, connected_zone, status_changed_at)
      VALUES ($1, 'jobber', 'connected', 'a', 'A', now(), 'UTC', now()) RETURNING id`,
      [organizationId],
    );
    const invoice = (id: string, customerId: string | undefined, balance: number) =>
      asOwner(
        api,
        `INSERT INTO afterjob.entities (organization_id, connection_id, kind, external_id, customer_id, facts, observed_at)
        VALUES ($1, $2, 'invoice', $3, $4, jsonb_build_object('invoice.balance', $5::numeric), now())`,
        [organizationId, connectionId, id, customerId, balance],
      );
    await invoice('1', row?.id, 80);
    expect(await names({ owns: 'open_invoice' })).toEqual(['Zed']);
  });

  it('that does not exist is refused', async () => {
    await owner.get('/api/customers').query({ kind: 'purple' }).expect(400);
  });
});

describe('the file', () => {
  it('holds what the filter shows, in the zone of the business, and nothing that a spreadsheet runs', async () => {
    const { text, headers } = await owner.get('/api/customers/file').query({ source: 'jobber' }).expect(200);
    const [head, ...lines] = text
      .replace(/^\uFEFF/, '')
      .trim()
      .split('\n');
    expect(headers['content-type']).toContain('text/csv');
    expect(head).toContain('Last changed (America/Denver)');
    expect(lines).toHaveLength(5);
    expect(text).toContain('"\'=HYPERLINK(""x"")"');
    expect(text).toContain("'+13035550199");
    expect(text).toContain('2026-11-23 05:00');
  });

  it('is of everybody over all pages', async () => {
    const { text } = await owner.get('/api/customers/file').expect(200);
    expect(text.trim().split('\n')).toHaveLength(1 + 5 + 1_100);
  });

  it('is for those who are signed in', async () => {
    await stranger.get('/api/customers/file').expect(200, /^\uFEFFName,[^\n]+\n$/);
  });
});

describe('the palette', () => {
  const find = async (q: string) => (await owner.get('/api/search').query({ q }).expect(200)).body;

  it('names who begins so before who only holds it', async () => {
    await owner.post('/api/journeys').send({ name: 'Bell ringing' }).expect(201);
    const { customers, journeys } = await find('bell');
    expect(customers.map((each: { name: string }) => each.name)).toEqual(['Anna Bell', 'Joanna Smith']);
    expect(journeys.map((each: { name: string }) => each.name)).toEqual(['Bell ringing']);
    expect((await find('jo')).customers[0].name).toBe('Joanna Smith');
    expect((await find('win')).customers).toHaveLength(6);
  });

  it('finds nothing of another business', async () => {
    expect((await stranger.get('/api/search').query({ q: 'bell' }).expect(200)).body).toEqual({
      customers: [],
      journeys: [],
    });
  });
});
