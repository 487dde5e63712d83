import { beforeAll, describe, expect, it } from '@jest/globals';
import { signedUp, type TestAgent, withApi } from '../testing.ts';

const api = withApi();
const path = '/api/notification-targets';
let owner: TestAgent;
beforeAll(async () => {
  owner = await signedUp(api.app);
});

const add = (body: object) => owner.post(path).send(body);
const all = async () => (await owner.get(path).expect(200)).body.items;

describe('who is told when a customer writes', () => {
  it('is whoever opened the account, from the start', async () => {
    const { user } = (await owner.get('/api/me').expect(200)).body;
    expect(await all()).toMatchObject([{ channel: 'email', address: user.email, label: null }]);
  });

  it('is added by address or by number, once however it is written', async () => {
    const { body } = await add({ channel: 'sms', address: '(202) 555-0123', label: 'Ben' }).expect(201);
    expect(body).toMatchObject({ address: '+12025550123', label: 'Ben' });
    await add({ channel: 'sms', address: '202.555.0123', label: 'Ben, van 2' }).expect(201);
    await add({ channel: 'email', address: 'Office@Example.com ' }).expect(201);
    expect((await all()).slice(1)).toMatchObject([
      { address: '+12025550123', label: 'Ben, van 2' },
      { address: 'office@example.com', label: null },
    ]);
  });

  it('is nobody at what is no address and no number', async () => {
    const { body } = await add({ channel: 'sms', address: '12' }).expect(400);
    expect(body.errors).toMatchObject([{ path: 'address' }]);
    await add({ channel: 'email', address: 'nobody' }).expect(400);
  });

  it('is told no more once removed', async () => {
    const [first] = await all();
    await owner.delete(`${path}/${first.id}`).expect(200);
    expect((await all()).map(({ id }: { id: string }) => id)).not.toContain(first.id);
    await owner.delete(`${path}/${first.id}`).expect(404);
  });

  it('of another business is not reached', async () => {
    const stranger = await signedUp(api.app, 'Eve', 'Eve Roofing');
    const [mine] = await all();
    await stranger.delete(`${path}/${mine.id}`).expect(404);
  });
});
