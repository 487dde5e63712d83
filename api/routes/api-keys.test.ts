import { beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { leastRole, type RouteName, splitName } from '../roles.ts';
import { asOwner, signedUp, type TestAgent, withApi } from '../testing.ts';

const api = withApi();
let owner: TestAgent;
beforeAll(async () => {
  owner = await signedUp(api.app, 'Rosa', 'Rosa Plumbing');
});

const make = async (scope: 'read' | 'write', name = 'Zapier') =>
  (await owner.post('/api/api-keys').send({ name, scope }).expect(201)).body;
const asked = (method: 'get' | 'post', path: string, key: string) =>
  request(api.app)[method](path).set('authorization', `Bearer ${key}`);

describe('an API key', () => {
  it('opens the API in either header, and is shown once', async () => {
    const made = await make('read');
    expect(made).toMatchObject({ name: 'Zapier', scope: 'read', start: made.key.slice(0, 8), lastUsedAt: null });
    await asked('get', '/api/customers', made.key).expect(200);
    await request(api.app).get('/api/customers').set('x-api-key', made.key).expect(200);
    const { items } = (await owner.get('/api/api-keys').expect(200)).body;
    expect(items).toMatchObject([{ id: made.id, lastUsedAt: expect.any(String) }]);
    expect(JSON.stringify(items)).not.toContain(made.key);
  });

  it('is kept as a hash, and stands in no log', async () => {
    const { key } = await make('read');
    await asked('get', '/api/customers', key).expect(200);
    expect(JSON.stringify(await asOwner(api, 'SELECT * FROM afterjob_auth.api_keys'))).not.toContain(key);
    expect(api.logged.join('\n')).not.toContain(key);
  });

  it.each([
    ['read', ['viewer']],
    ['write', ['viewer', 'member']],
  ] as const)('with the scope %s does what %j do, and never more', async (scope, allowed) => {
    const { key } = await make(scope, `Key to ${scope}`);
    const guarded = (Object.keys(leastRole) as RouteName[]).filter(
      (name) => leastRole[name] !== 'anyone' && !name.includes('/live') && !name.startsWith('POST /api/auth'),
    );
    for (const name of guarded) {
      const [method, path] = splitName(name);
      const address = path.replace(':provider', 'none').replace(':id', '00000000-0000-4000-8000-000000000000');
      const { status } = await request(api.app)[method](address).set('authorization', `Bearer ${key}`);
      expect([name, status === 403]).toEqual([name, !allowed.some((role) => role === leastRole[name])]);
      expect([name, status]).not.toEqual([name, 401]);
    }
  });

  it('signs what it does by its name', async () => {
    const { key, id } = await make('write', 'The robot');
    await asked('post', '/api/journeys', key).send({ name: 'By a program' }).expect(201);
    const { items } = (await owner.get('/api/audit-log').query({ actorId: id }).expect(200)).body;
    expect(items).toMatchObject([{ actor: { kind: 'api_key', name: 'The robot' }, words: 'made a journey' }]);
  });

  it('opens nothing once it was revoked, nor does a wrong one, even beside a good cookie', async () => {
    const { key, id } = await make('read');
    await owner.delete(`/api/api-keys/${id}`).expect(200);
    await asked('get', '/api/customers', key).expect(401);
    await owner.get('/api/customers').set('authorization', `Bearer ${key}`).expect(401);
    await asked('get', '/api/customers', `aj_${'x'.repeat(43)}`).expect(401);
    await owner.delete(`/api/api-keys/${id}`).expect(404);
  });

  it('of another business shows nothing of this one', async () => {
    const { key } = await make('write');
    await asked('post', '/api/journeys', key).send({ name: 'Mine alone' }).expect(201);
    const stranger = await signedUp(api.app, 'Eve', 'Eve Roofing');
    const theirs = (await stranger.post('/api/api-keys').send({ name: 'k', scope: 'read' }).expect(201)).body;
    const { text } = await asked('get', '/api/journeys', theirs.key).expect(200);
    expect(text).not.toContain('Mine alone');
    expect((await stranger.get('/api/api-keys')).body.items).toHaveLength(1);
  });

  it('that asks too often is slowed down, whether it is a good one or not, and no other', async () => {
    const calm = await make('read');
    const statuses = new Set<number>();
    for (let round = 0; round < 13; round++) {
      const answers = await Promise.all(
        Array.from({ length: 50 }, () =>
          asked('get', '/api/organization', 'aj_busy').set('x-forwarded-for', '198.18.7.1'),
        ),
      );
      for (const { status } of answers) statuses.add(status);
    }
    expect([...statuses].sort()).toEqual([401, 429]);
    await asked('get', '/api/organization', calm.key).expect(200);
  });
});
