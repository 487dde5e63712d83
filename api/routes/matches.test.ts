import { beforeAll, describe, expect, it } from '@jest/globals';
import { matchCustomers } from '../../records/customer-matches.ts';
import { customerIds, upsertCustomers } from '../../records/customers.ts';
import type { Tenant } from '../../records/database.ts';
import { matchPapers } from '../../records/twins.ts';
import { asOwner, signedUp, type TestAgent, withApi } from '../testing.ts';

const api = withApi();
const at = new Date('2026-11-23T12:00:00Z');
let owner: TestAgent;
let organizationId: string;
const inside = <T>(work: (tenant: Tenant) => Promise<T>) => api.database.withOrganization(organizationId, work);
const connections: Record<string, string> = {};
beforeAll(async () => {
  owner = await signedUp(api.app);
  organizationId = (await owner.get('/api/me').expect(200)).body.organization.id;
  for (const provider of ['jobber', 'quickbooks']) connections[provider] = await connection(provider);
});

const connection = (provider: string) =>
  inside(async ({ db }) => {
    const data = { organizationId, provider, accountId: provider, accountName: 'A', connectedZone: 'UTC' };
    const times = { status: 'connected', connectedAt: at, statusChangedAt: at };
    return (await db.connection.create({ data: { ...data, ...times } })).id;
  });

/** The same person in both systems: our ids, by system. */
async function twice(name: string, numbers: readonly string[] = []): Promise<Record<string, string>> {
  const ids: Record<string, string> = {};
  for (const [provider, connectionId] of Object.entries(connections)) {
    await inside(async (tenant) => {
      const record = {
        externalId: name,
        name,
        firstName: '',
        lastName: '',
        companyName: null,
        isCompany: false,
        isLead: false,
        isArchived: false,
        isSample: false,
        emails: [{ address: `${name.toLowerCase()}@example.com`, label: null, primary: true }],
        phones: numbers.map((number) => ({ number, label: null, primary: true, smsAllowed: true, mobile: null })),
        address: null,
        consent: {},
        createdAt: at,
        updatedAt: at,
      };
      await upsertCustomers(tenant, { provider, connectionId, region: 'US' }, [record], null, at);
      const own = await customerIds(tenant, connectionId, [name]);
      await matchCustomers(tenant, own, at);
      ids[provider] = own[0] ?? '';
    });
  }
  return ids;
}

/** The same invoice in both systems: our ids, by system. */
const invoiceTwice = (number: string, customers: Record<string, string>) =>
  inside(async (tenant) => {
    const ids: Record<string, string> = {};
    for (const [provider, connectionId] of Object.entries(connections)) {
      const paper = { kind: 'invoice', externalId: number, paperNumber: number, paperTotal: 180, observedAt: at };
      const owns = { organizationId, connectionId, customerId: customers[provider] ?? null };
      ids[provider] = (await tenant.db.entity.create({ data: { ...paper, ...owns, externalCreatedAt: at } })).id;
      await matchPapers(tenant, connectionId, [{ kind: 'invoice', externalId: number }], at);
    }
    return ids;
  });

const list = async (path: string, query: object = {}) => (await owner.get(path).query(query).expect(200)).body.items;
const matchOf = async (name: string) =>
  (await list('/api/customers/matches')).find(
    (each: { records: { name: string }[] }) => each.records[0]?.name === name,
  );
const twinsOf = async (number: string) =>
  (await list('/api/twins')).find((each: { papers: { number: string }[] }) => each.papers[0]?.number === number);

describe('customers of two systems', () => {
  it('are proposed with what they have in common', async () => {
    const ids = await twice('Ada');
    expect(await matchOf('Ada')).toMatchObject({
      status: 'proposed',
      basis: ['email', 'name'],
      confidence: 0.95,
      records: [
        { id: ids.jobber, sourceName: 'Jobber', email: 'ada@example.com' },
        { id: ids.quickbooks, sourceName: 'QuickBooks Online' },
      ],
    });
  });

  it('say which number both have, however it is written', async () => {
    await twice('Nora', ['(303) 555-0142']);
    expect(await matchOf('Nora')).toMatchObject({
      basis: expect.arrayContaining(['phone']),
      samePhone: '+13035550142',
    });
    expect(await matchOf('Ada')).toMatchObject({ samePhone: null });
  });

  it('are counted while they wait for a word, and marked in the list once they are one', async () => {
    const waiting = async () => (await owner.get('/api/customers/matches/count').expect(200)).body.proposed;
    const before = await waiting();
    await twice('Lina');
    expect(await waiting()).toBe(before + 1);
    const { id } = await matchOf('Lina');
    await owner.post(`/api/customers/matches/${id}/links`).send({}).expect(200);
    expect(await waiting()).toBe(before);
    const marks = (await list('/api/customers', { search: 'Lina' })) as { sourceName: string; linkedTo: string[] }[];
    expect(new Map(marks.map(({ sourceName, linkedTo }) => [sourceName, linkedTo]))).toEqual(
      new Map([
        ['Jobber', ['QuickBooks Online']],
        ['QuickBooks Online', ['Jobber']],
      ]),
    );
  });

  it('are linked on the owner’s word, shown on each other’s page, and parted again', async () => {
    const ids = await twice('Bob');
    const { id } = await matchOf('Bob');
    const linked = await owner.post(`/api/customers/matches/${id}/links`).send({}).expect(200);
    expect(linked.body).toMatchObject({ status: 'linked', automatic: false, decidedAt: expect.any(String) });
    const { body } = await owner.get(`/api/customers/${ids.jobber}`).expect(200);
    expect(body.others).toMatchObject([{ id: ids.quickbooks, sourceName: 'QuickBooks Online', name: 'Bob' }]);
    const undone = await owner.delete(`/api/customers/matches/${id}/links`).expect(200);
    expect(undone.body.status).toBe('declined');
    expect((await owner.get(`/api/customers/${ids.jobber}`).expect(200)).body.others).toEqual([]);
    expect(
      (await list('/api/customers/matches', { status: 'declined' })).map((each: { id: string }) => each.id),
    ).toEqual([id]);
  });

  it('are declined, and can be linked all the same later', async () => {
    await twice('Cleo');
    const { id } = await matchOf('Cleo');
    expect((await owner.post(`/api/customers/matches/${id}/declines`).send({}).expect(200)).body.status).toBe(
      'declined',
    );
    expect((await owner.post(`/api/customers/matches/${id}/links`).send({}).expect(200)).body.status).toBe('linked');
  });

  it('are linked without asking once the owner wants that', async () => {
    await twice('Dora');
    expect((await owner.get('/api/organization').expect(200)).body.linkCustomers).toBe('ask');
    const { body } = await owner.patch('/api/organization').send({ linkCustomers: 'automatic' }).expect(200);
    expect(body.linkCustomers).toBe('automatic');
    expect(await matchOf('Dora')).toMatchObject({ status: 'linked', automatic: true });
    await owner.patch('/api/organization').send({ linkCustomers: 'always' }).expect(400);
    await owner.patch('/api/organization').send({ linkCustomers: 'ask' }).expect(200);
  });

  it('come page by page', async () => {
    const first = await owner.get('/api/customers/matches').query({ limit: 1 }).expect(200);
    const second = await owner
      .get('/api/customers/matches')
      .query({ limit: 1, cursor: first.body.nextCursor })
      .expect(200);
    expect(first.body.items[0].id).not.toBe(second.body.items[0].id);
  });

  it.each(['/api/customers/matches', '/api/twins'])('are not there by a wrong id: %s', async (path) => {
    for (const id of ['00000000-0000-4000-8000-000000000000', 'nonsense'])
      await owner.post(`${path}/${id}/links`).send({}).expect(404);
  });
});

describe('papers of two systems', () => {
  it('are proposed, made one on the owner’s word, and parted again', async () => {
    const customers = await twice('Eve');
    await invoiceTwice('1042', customers);
    const proposed = await twinsOf('1042');
    expect(proposed).toMatchObject({
      status: 'proposed',
      basis: ['number', 'total'],
      kind: 'invoice',
      papers: [
        { sourceName: 'Jobber', number: '1042', total: 180, customer: { id: customers.jobber, name: 'Eve' } },
        { sourceName: 'QuickBooks Online', createdAt: at.toISOString() },
      ],
    });
    const path = `/api/twins/${proposed.id}`;
    expect((await owner.post(`${path}/links`).send({}).expect(200)).body).toMatchObject({ status: 'matched' });
    expect((await owner.delete(`${path}/links`).expect(200)).body).toMatchObject({ status: 'declined' });
    expect((await owner.post(`${path}/declines`).send({}).expect(200)).body).toMatchObject({ status: 'declined' });
    expect(await list('/api/twins', { status: 'matched' })).toEqual([]);
  });

  it('say of the second event which invoice it is the same as', async () => {
    const ids = await invoiceTwice('2001', {});
    const eventOf = (provider: string) =>
      inside(async ({ db }) => {
        const names = {
          provider,
          trigger: 'invoice_paid',
          entityKind: 'invoice',
          entityId: '2001',
          n: 1,
          key: provider,
        };
        const told = { origin: 'live', foundBy: 'webhook', occurredAt: at, occurredAtSource: 'x', decidedAt: at };
        const owns = { organizationId, connectionId: connections[provider] ?? '' };
        return (await db.event.create({ data: { ...names, ...told, ...owns } })).id;
      });
    const [first, second] = [await eventOf('jobber'), await eventOf('quickbooks')];
    const detail = { provider: 'jobber', number: '2001', eventId: first };
    await inside(({ db }) =>
      db.decision.create({
        data: { organizationId, eventId: second, outcome: 'skipped', reason: 'same_paper', detail, decidedAt: at },
      }),
    );
    const event = (await list('/api/events')).find((each: { id: string }) => each.id === second);
    expect(event.providerName).toBe('QuickBooks Online');
    expect(event.decisions[0].reason).toEqual({
      code: 'same_paper',
      words: 'It is the same invoice as #2001 in Jobber.',
    });
    expect(Object.keys(ids)).toHaveLength(2);
  });
});

describe('who may say what is one', () => {
  it('is a member; a viewer may look', async () => {
    const viewer = await signedUp(api.app, 'Vera');
    await asOwner(api, "UPDATE afterjob_auth.members SET role = 'viewer' WHERE organization_id <> $1", [
      organizationId,
    ]);
    await viewer.get('/api/customers/matches').expect(200);
    await viewer.get('/api/twins').expect(200);
    const id = '00000000-0000-4000-8000-000000000000';
    for (const path of ['/api/customers/matches', '/api/twins']) {
      await viewer.post(`${path}/${id}/links`).send({}).expect(403);
      await viewer.delete(`${path}/${id}/links`).expect(403);
      await viewer.post(`${path}/${id}/declines`).send({}).expect(403);
    }
  });
});
