import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { type JobberWorld, openJobberWorld, redirectUri } from '../../providers/jobber/sandbox-world.ts';
import { manifests } from '../../providers/manifests.ts';
import { asOwner, signedUp, type TestAgent, withApi } from '../testing.ts';

let world: JobberWorld;
const api = withApi(async () => {
  world = await openJobberWorld();
  return { providers: { jobber: world.provider }, redirectUri };
});
afterAll(async () => {
  await world.close();
});
beforeEach(async () => {
  await asOwner(api, 'DELETE FROM afterjob.webhook_routes');
});

const asPerson = { accept: 'text/html,application/xhtml+xml' };

async function consent(agent: TestAgent, from = 'connect'): Promise<void> {
  const { headers } = await agent.get(`/api/crm/jobber/${from}`).expect(302);
  const state = new URL(String(headers.location)).searchParams.get('state') ?? '';
  const query = await world.consent('allow', state);
  const back = await agent.get('/api/crm/jobber/callback').query(query).expect(302);
  expect(back.headers.location).toBe('/settings/integrations?connected=jobber');
}

async function connected(): Promise<TestAgent> {
  const agent = await signedUp(api.app);
  await consent(agent);
  return agent;
}

const health = async (agent: TestAgent) => (await agent.get('/api/crm/jobber/status').expect(200)).body.health;

describe('the integrations', () => {
  it('are those of the registry, each with its health', async () => {
    const agent = await connected();
    const { body } = await agent.get('/api/integrations').expect(200);
    const items = body.items as { provider: string; health: unknown }[];
    expect(items.map(({ provider }) => provider)).toEqual(Object.keys(manifests));
    const [own, other] = [items.find(({ health }) => health), items.find(({ health }) => !health)];
    expect(other).toMatchObject({ state: 'not_set_up', health: null });
    expect(own?.health).toEqual({
      lastSuccessAt: expect.any(String),
      lastErrorAt: null,
      reconnectBy: null,
      token: { madeAt: expect.any(String), endsAt: expect.any(String) },
      budgetLeft: null,
      pausedUntil: null,
      nextSyncAt: null,
      lastSweepAt: null,
      nextSweepAt: null,
    });
  });

  it('tell how much of the budget is left, and of a pause that the provider asked for', async () => {
    const agent = await connected();
    await consent(agent);
    const { budgetLeft, pausedUntil } = await health(agent);
    expect(budgetLeft).toBeGreaterThan(0.9);
    expect(pausedUntil).toBeNull();
    await asOwner(
      api,
      "UPDATE afterjob.budgets SET available = 0, restored_per_second = 0, blocked_until = now() + interval '1 minute'",
    );
    expect(await health(agent)).toMatchObject({ budgetLeft: 0, pausedUntil: expect.any(String) });
  });

  it('tell what comes next, and by when to reconnect', async () => {
    const agent = await connected();
    const { organization } = (await agent.get('/api/me')).body;
    await asOwner(
      api,
      `WITH c AS (UPDATE afterjob.connections SET consent_ends_at = '2031-03-10T12:00:00Z', last_sync_status = 'completed',
         last_sweep_at = '2026-03-10T12:00:00Z' WHERE organization_id = $1 RETURNING id)
       INSERT INTO afterjob.sync_runs (organization_id, connection_id, status, page_size, started_at)
       SELECT $1, id, 'completed', 50, '2026-03-10T12:00:00Z' FROM c`,
      [organization.id],
    );
    expect(await health(agent)).toMatchObject({
      reconnectBy: '2031-03-10T12:00:00.000Z',
      nextSyncAt: '2026-03-11T12:00:00.000Z',
      lastSweepAt: '2026-03-10T12:00:00.000Z',
      nextSweepAt: '2026-03-10T12:01:00.000Z',
    });
    await asOwner(api, "UPDATE afterjob.connections SET status = 'token_expired' WHERE organization_id = $1", [
      organization.id,
    ]);
    expect(await health(agent)).toMatchObject({ reconnectBy: null, token: null, nextSyncAt: null, nextSweepAt: null });
  });
});

describe('asking for a fresh token', () => {
  it('says to connect first', async () => {
    const agent = await signedUp(api.app);
    const { body } = await agent.post('/api/integrations/jobber/refresh').send({}).expect(409);
    expect(body).toMatchObject({ code: 'not_connected', action: { href: '/settings/integrations' } });
  });

  it('says to try again while Temporal is out of reach', async () => {
    const agent = await connected();
    const { body, headers } = await agent.post('/api/integrations/jobber/refresh').send({}).expect(503);
    expect(body.code).toBe('no_token_now');
    expect(headers['retry-after']).toBe('30');
  }, 60_000);

  it('says to reconnect where the link is dead', async () => {
    const agent = await connected();
    const { organization } = (await agent.get('/api/me')).body;
    await asOwner(api, "UPDATE afterjob.connections SET status = 'token_expired' WHERE organization_id = $1", [
      organization.id,
    ]);
    const { body } = await agent.post('/api/integrations/jobber/refresh').send({}).expect(409);
    expect(body.code).toBe('reconnect_needed');
  });

  it('is for admins', async () => {
    const agent = await connected();
    await asOwner(api, "UPDATE afterjob_auth.members SET role = 'member'");
    await agent.post('/api/integrations/jobber/refresh').send({}).expect(403);
  });
});

describe("the provider's Reconnect address", () => {
  it('begins connecting, and the connection stays the same row', async () => {
    const agent = await connected();
    const ids = () =>
      asOwner(api, 'SELECT id, epoch FROM afterjob.connections WHERE status = $1 ORDER BY created_at DESC LIMIT 1', [
        'connected',
      ]);
    const before = await ids();
    await consent(agent, 'reconnect');
    expect(await ids()).toEqual(before);
  });

  it('leads a stranger to sign in, and then on', async () => {
    const { headers } = await request(api.app).get('/api/crm/jobber/reconnect').set(asPerson).expect(302);
    expect(headers.location).toBe('/sign-in?next=%2Fapi%2Fcrm%2Fjobber%2Freconnect');
  });

  it('of nobody that we know of is nowhere', async () => {
    const agent = await connected();
    await agent.get('/api/crm/constructor/reconnect').expect(404);
    await agent.get('/api/crm/constructor/disconnected').expect(404);
  });
});

describe("the provider's Disconnect address", () => {
  const arrive = async (agent: TestAgent | ReturnType<typeof request>) =>
    String((await agent.get('/api/crm/jobber/disconnected').set(asPerson).expect(302)).headers.location);
  const state = async (agent: TestAgent) => (await agent.get('/api/crm/jobber/status')).body.state;

  it('explains itself to a stranger, and asks nobody', async () => {
    const before = (await world.control<unknown[]>('GET', '/calls')).length;
    expect(await arrive(request(api.app))).toBe('/disconnected/jobber');
    expect(await world.control<unknown[]>('GET', '/calls')).toHaveLength(before);
  });

  it('ends nothing while the link works: anybody can open it', async () => {
    const agent = await connected();
    expect(await arrive(agent)).toBe('/disconnected/jobber?link=alive');
    expect(await state(agent)).toBe('syncing');
  });

  it('marks a link that is dead, forgets its tokens, and can be opened again', async () => {
    const agent = await connected();
    await world.control('POST', '/disconnect');
    for (let time = 0; time < 2; time++) expect(await arrive(agent)).toBe('/disconnected/jobber?link=ended');
    expect(await state(agent)).toBe('disconnected');
    expect(
      await asOwner(
        api,
        "SELECT FROM afterjob.connections c JOIN afterjob.connection_tokens t ON t.connection_id = c.id WHERE c.status = 'disconnected'",
      ),
    ).toEqual([]);
  });

  it('leaves everything as it is while the provider does not answer', async () => {
    const agent = await connected();
    await world.control('PUT', '/faults', { serverError: true });
    expect(await arrive(agent)).toBe('/disconnected/jobber?link=unknown');
    await world.control('PUT', '/faults', { serverError: false });
    expect(await state(agent)).toBe('syncing');
  });
});

it('what the owner has us call is paid from the same budget', async () => {
  const agent = await connected();
  await agent.post('/api/crm/jobber/disconnect').send({}).expect(200);
  const { organization } = (await agent.get('/api/me')).body;
  const rows = await asOwner<{ name: string; spent: number }>(
    api,
    'SELECT name, spent FROM afterjob.budgets WHERE organization_id = $1 ORDER BY name',
    [organization.id],
  );
  expect(rows.map(({ name }) => name)).toEqual(['points', 'requests']);
  expect(Math.min(...rows.map(({ spent }) => spent))).toBeGreaterThan(0);
});
