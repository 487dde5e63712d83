import { beforeAll, describe, expect, it } from '@jest/globals';
import { signedUp, type TestAgent, withApi } from '../testing.ts';

const api = withApi();
let owner: TestAgent;
let organizationId: string;
beforeAll(async () => {
  owner = await signedUp(api.app);
  organizationId = (await owner.get('/api/me').expect(200)).body.organization.id;
});

const day = 24 * 60 * 60_000;

function message(status: string, more: { kind?: string; daysAgo?: number; fallbackOf?: string } = {}) {
  const { kind = 'answer', daysAgo = 0, fallbackOf = null } = more;
  return api.database.withOrganization(organizationId, async ({ db }) => {
    const createdAt = new Date(Date.now() - daysAgo * day);
    const own = { organizationId, kind, channel: 'sms', toAddress: '+12025550123', bodyText: 'On our way' };
    return (await db.message.create({ data: { ...own, status, createdAt, fallbackOf } })).id;
  });
}

const counts = async () => (await owner.get('/api/attention').expect(200)).body;
const failures = async (query = '') => (await owner.get(`/api/attention/failures${query}`).expect(200)).body;
const see = (messageIds: string[] | null) => owner.post('/api/attention/failures/views').send({ messageIds });

describe('what needs attention', () => {
  it('is nothing in a new business', async () => {
    const kinds = ['review', 'unknown', 'failed', 'held', 'asked', 'questions', 'matches', 'twins', 'waiting'];
    expect(await counts()).toEqual(Object.fromEntries(kinds.map((kind) => [kind, 0])));
  });

  it('is a message that did not arrive, until somebody has seen it', async () => {
    const [failed, bounced, spam] = [await message('failed'), await message('bounced'), await message('complained')];
    await message('delivered');
    await message('failed', { kind: 'test' });
    await message('failed', { daysAgo: 31 });
    const { items } = await failures();
    expect(items.map(({ id }: { id: string }) => id).sort()).toEqual([failed, bounced, spam].sort());
    expect(await counts()).toMatchObject({ failed: 3, waiting: 3 });
    const { body } = await see([bounced]).expect(201);
    expect(body).toMatchObject({ failed: 2, waiting: 2 });
    expect((await failures()).items).toHaveLength(2);
    expect((await owner.get(`/api/messages/${bounced}`).expect(200)).body.status).toBe('bounced');
    await see(null).expect(201);
    expect(await counts()).toMatchObject({ failed: 0, waiting: 0 });
  });

  it('is not what went out by the other channel instead', async () => {
    await message('delivered', { fallbackOf: await message('failed') });
    expect(await counts()).toMatchObject({ failed: 0 });
  });

  it('is a message of which nobody knows, and asking about one is not', async () => {
    const id = await message('review');
    await message('unknown');
    expect(await counts()).toMatchObject({ review: 1, unknown: 1, waiting: 1 });
    await owner.post(`/api/messages/${id}/reviews`).send({ outcome: 'not_sent' }).expect(200);
    // Somebody has said so themselves: it is not news to them.
    expect(await counts()).toMatchObject({ review: 0, failed: 0, waiting: 0 });
  });

  it('comes in pages, newest first', async () => {
    for (const daysAgo of [3, 1, 2]) await message('bounced', { daysAgo });
    const first = await failures('?limit=2');
    const second = await failures(`?limit=2&cursor=${first.nextCursor}`);
    const times = [...first.items, ...second.items].map(({ createdAt }: { createdAt: string }) => createdAt);
    expect(times).toHaveLength(3);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(second.nextCursor).toBeNull();
  });

  it('of another business cannot be seen or settled', async () => {
    const other = await signedUp(api.app, 'Other');
    const [{ id }] = (await failures()).items;
    expect((await other.get('/api/attention/failures').expect(200)).body.items).toEqual([]);
    await other
      .post('/api/attention/failures/views')
      .send({ messageIds: [id] })
      .expect(201);
    expect((await failures()).items.map((item: { id: string }) => item.id)).toContain(id);
  });
});
