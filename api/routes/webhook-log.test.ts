import { beforeAll, describe, expect, it } from '@jest/globals';
import { asOwner, signedUp, type TestAgent, withApi } from '../testing.ts';

const api = withApi();
let owner: TestAgent;

beforeAll(async () => {
  owner = await signedUp(api.app, 'Rosa', 'Rosa Plumbing');
  const organizationId = (await owner.get('/api/me').expect(200)).body.organization.id;
  const at = new Date('2026-11-23T12:00:00Z');
  const connection = await api.database.withOrganization(organizationId, async ({ db }) => {
    const made = await db.connection.create({
      data: {
        ...{ organizationId, provider: 'jobber', status: 'connected', accountId: 'a', accountName: 'A' },
        ...{ connectedAt: at, connectedZone: 'UTC', statusChangedAt: at },
      },
    });
    await db.event.create({
      data: {
        ...{ organizationId, connectionId: made.id, key: 'k', provider: 'jobber', trigger: 'job_completed' },
        ...{ entityKind: 'job', entityId: 'j1', n: 1, origin: 'live', foundBy: 'webhook', occurredAt: at },
        ...{ occurredAtSource: 'webhook', createdAt: new Date(at.getTime() + 500) },
      },
    });
    return made.id;
  });
  const arrive = (n: number, topic: string, status: string, source = 'jobber') =>
    asOwner(
      api,
      `INSERT INTO afterjob.deliveries (source, dedupe_key, lane, topic, entity_kind, entity_id, request_id, status,
        received_at, processed_at, organization_id, connection_id)
      VALUES ($1, $2, 'l', $3, 'job', 'j' || $4::text, '\\x01', $5, $6, $7, $8, $9)`,
      [
        ...[source, `d${n}`, topic, n, status, new Date(at.getTime() + n * 1_000 - 1_000)],
        ...[new Date(at.getTime() + n * 1_000), organizationId, connection],
      ],
    );
  await arrive(1, 'JOB_CLOSED', 'processed');
  await arrive(2, 'JOB_CLOSED', 'processed');
  await arrive(3, 'CLIENT_UPDATE', 'not_needed');
  await arrive(4, 'delivered', 'processed', 'channel:email');
});

const log = async (query = {}) => (await owner.get('/api/deliveries').query(query).expect(200)).body;
const topics = async (query: object) => (await log(query)).items.map(({ topic }: { topic: string }) => topic);

describe('the webhooks log', () => {
  it('says what came of each notice', async () => {
    const { items } = await log({ topic: 'JOB_CLOSED' });
    expect(items).toMatchObject([
      { entity: { id: 'j2' }, sourceName: 'Jobber', came: [] },
      { entity: { id: 'j1' }, sourceName: 'Jobber', came: [{ label: expect.stringMatching(/completed/i) }] },
    ]);
  });

  it('is narrowed by system, kind and state, page by page', async () => {
    expect(await topics({ source: 'channel:email' })).toEqual(['delivered']);
    expect(await topics({ status: 'not_needed' })).toEqual(['CLIENT_UPDATE']);
    expect(await topics({ source: 'jobber', status: 'processed' })).toEqual(['JOB_CLOSED', 'JOB_CLOSED']);
    const first = await log({ source: 'jobber', limit: 2 });
    expect(first.items).toHaveLength(2);
    expect(await topics({ source: 'jobber', cursor: first.nextCursor })).toEqual(['JOB_CLOSED']);
    await owner.get('/api/deliveries').query({ status: 'nonsense' }).expect(400);
  });

  it('offers the kinds that arrived', async () => {
    const { items } = (await owner.get('/api/deliveries/topics').expect(200)).body;
    expect(items).toMatchObject([
      { source: 'channel:email', sourceName: 'Email', topic: 'delivered', count: 1 },
      { source: 'jobber', sourceName: 'Jobber', topic: 'CLIENT_UPDATE', count: 1 },
      { source: 'jobber', sourceName: 'Jobber', topic: 'JOB_CLOSED', count: 2 },
    ]);
  });

  it('of another business is not read', async () => {
    const stranger = await signedUp(api.app, 'Eve', 'Eve Roofing');
    expect((await stranger.get('/api/deliveries').expect(200)).body.items).toEqual([]);
    expect((await stranger.get('/api/deliveries/topics').expect(200)).body.items).toEqual([]);
  });
});
