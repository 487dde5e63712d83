import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { type JobberWorld, openJobberWorld, redirectUri } from '../../providers/jobber/sandbox-world.ts';
import { asOwner, signedUp, type TestAgent, withApi } from '../testing.ts';

let world: JobberWorld;
const api = withApi(async () => {
  world = await openJobberWorld();
  return { providers: { jobber: world.provider }, redirectUri };
});
afterAll(async () => {
  await world.close();
});

const callback = '/api/crm/jobber/callback';
const page = '/settings/integrations';

beforeEach(async () => {
  await asOwner(api, 'DELETE FROM afterjob.webhook_routes');
});

async function stateFrom(agent: TestAgent): Promise<string> {
  const { headers } = await agent.get('/api/crm/jobber/connect').expect(302);
  return new URL(String(headers.location)).searchParams.get('state') ?? '';
}

async function comeBack(agent: TestAgent, query: Record<string, string>): Promise<string> {
  const { headers } = await agent.get(callback).query(query).expect(302);
  return String(headers.location);
}

async function connected(): Promise<TestAgent> {
  const agent = await signedUp(api.app);
  const query = await world.consent('allow', await stateFrom(agent));
  expect(await comeBack(agent, query)).toBe(`${page}?connected=jobber`);
  return agent;
}

describe('connecting', () => {
  it('stores the connection while Temporal is out of reach, and says so on the card', async () => {
    const agent = await connected();
    const { body } = await agent.get('/api/crm/jobber/status').expect(200);
    expect(body).toMatchObject({ provider: 'jobber', state: 'syncing', held: 0, lastError: null, sync: null });
    expect(body.accountName).toBeTruthy();
    expect(Date.parse(body.stateSince)).toBeGreaterThanOrEqual(Date.parse(body.connectedAt));
    expect(body.webhooks).toMatchObject({ state: 'nothing_received', hint: expect.stringContaining('test job') });
    expect(body.setup.webhookUrl).toBe('http://localhost:3000/api/crm/jobber/webhook');
  });

  it('uses a state of 256 bits once', async () => {
    const agent = await signedUp(api.app);
    const state = await stateFrom(agent);
    expect(Buffer.from(state, 'base64url')).toHaveLength(32);
    expect(await comeBack(agent, await world.consent('allow', state))).toContain('connected=jobber');
    expect(await comeBack(agent, await world.consent('allow', state))).toBe(
      `${page}?problem=state_invalid&provider=jobber`,
    );
  });

  it('refuses the state of another session', async () => {
    const [first, second] = [await signedUp(api.app), await signedUp(api.app)];
    const query = await world.consent('allow', await stateFrom(first));
    expect(await comeBack(second, query)).toContain('problem=state_invalid');
  });

  it('refuses a state that is older than ten minutes', async () => {
    const agent = await signedUp(api.app);
    const query = await world.consent('allow', await stateFrom(agent));
    await asOwner(api, "UPDATE afterjob.oauth_states SET expires_at = expires_at - interval '10 minutes'");
    expect(await comeBack(agent, query)).toContain('problem=state_invalid');
  });

  it('does not redeem the code of a start at the marketplace', async () => {
    const before = (await world.control<{ operation: string }[]>('GET', '/calls')).length;
    const agent = await signedUp(api.app);
    const query = await world.consent('marketplace', 'ignored');
    expect(query.state).toBeUndefined();
    expect(await comeBack(agent, query)).toBe('/connect/jobber');
    expect(await comeBack(request.agent(api.app), query)).toBe('/connect/jobber');
    const calls = (await world.control<{ operation: string }[]>('GET', '/calls')).slice(before);
    expect(calls.filter(({ operation }) => operation === 'authorization_code')).toEqual([]);
  });

  it('takes a denial, which comes without a word, as one', async () => {
    const agent = await signedUp(api.app);
    const query = await world.consent('deny', await stateFrom(agent));
    expect(query).toEqual({});
    expect(await comeBack(agent, query)).toBe(`${page}?denied=jobber`);
  });

  it('asks to sign in again when the session is gone', async () => {
    const agent = await signedUp(api.app);
    const query = await world.consent('allow', await stateFrom(agent));
    expect(await comeBack(request.agent(api.app), query)).toContain('problem=session_lost');
  });

  it('says that a code was refused', async () => {
    const agent = await signedUp(api.app);
    expect(await comeBack(agent, { code: 'wrong', state: await stateFrom(agent) })).toContain('problem=code_refused');
  });

  it('says that the provider does not answer', async () => {
    const agent = await signedUp(api.app);
    const query = await world.consent('allow', await stateFrom(agent));
    await world.control('PUT', '/faults', { serverError: true });
    expect(await comeBack(agent, query)).toContain('problem=provider_unavailable');
    await world.control('PUT', '/faults', { serverError: false });
  });

  it('refuses an account that another organization has connected', async () => {
    await connected();
    const other = await signedUp(api.app, 'Otto', 'Otto Roofs');
    const query = await world.consent('allow', await stateFrom(other));
    expect(await comeBack(other, query)).toContain('problem=bound_elsewhere');
    expect((await other.get('/api/crm/jobber/status')).body.state).toBe('not_connected');
  });

  it('refuses another account where one is connected', async () => {
    const agent = await connected();
    await asOwner(api, "UPDATE afterjob.connections SET account_id = 'another' WHERE status = 'connected'");
    const query = await world.consent('allow', await stateFrom(agent));
    expect(await comeBack(agent, query)).toContain('problem=another_account');
  });

  it('is for admins', async () => {
    const agent = await signedUp(api.app);
    const state = await stateFrom(agent);
    await asOwner(api, "UPDATE afterjob_auth.members SET role = 'member'");
    await agent.get('/api/crm/jobber/connect').expect(403);
    expect(await comeBack(agent, await world.consent('allow', state))).toContain('problem=role_too_low');
  });

  it('leads a browser without session to the sign-in page', async () => {
    const { headers } = await request(api.app)
      .get('/api/crm/jobber/connect')
      .set('accept', 'text/html,application/xhtml+xml')
      .expect(302);
    expect(headers.location).toBe('/sign-in?next=%2Fapi%2Fcrm%2Fjobber%2Fconnect');
  });
});

describe('the card of a live connection', () => {
  it.each([
    ['syncing', 'before the first sync', null, null, null],
    ['syncing', 'while one runs', 'completed', null, 'running'],
    ['connected', 'after one', 'completed', null, 'completed'],
    ['error', 'when the first one failed', 'failed', 'Jobber does not answer.', 'failed'],
  ])('says %s %s', async (state, _when, lastSyncStatus, lastError, run) => {
    const agent = await connected();
    const [row] = await asOwner<{ id: string; organization_id: string }>(
      api,
      `UPDATE afterjob.connections SET last_sync_status = $1, last_error = $2
      WHERE organization_id = $3 RETURNING id, organization_id`,
      [lastSyncStatus, lastError, (await agent.get('/api/me')).body.organization.id],
    );
    if (run)
      await asOwner(
        api,
        `INSERT INTO afterjob.sync_runs (organization_id, connection_id, status, page_size, customers, started_at)
        VALUES ($1, $2, $3, 50, 7, now())`,
        [row?.organization_id, row?.id, run],
      );
    expect((await agent.get('/api/crm/jobber/status').expect(200)).body).toMatchObject({
      state,
      sync: run && { status: run, customers: 7 },
    });
  });
});

describe('disconnecting', () => {
  it('tells the provider, forgets the tokens, and can be done twice', async () => {
    const agent = await connected();
    const calls = () => world.control<{ operation: string | null }[]>('GET', '/calls');
    const before = (await agent.get('/api/crm/jobber/status').expect(200)).body.stateSince;
    const { body } = await agent.post('/api/crm/jobber/disconnect').send({}).expect(200);
    expect(body.state).toBe('disconnected');
    expect(Date.parse(body.stateSince)).toBeGreaterThan(Date.parse(before));
    expect((await calls()).map(({ operation }) => operation?.toLowerCase())).toEqual(
      expect.arrayContaining([expect.stringContaining('disconnect')]),
    );
    expect(
      await asOwner(
        api,
        "SELECT FROM afterjob.connections c JOIN afterjob.connection_tokens t ON t.connection_id = c.id WHERE c.status = 'disconnected'",
      ),
    ).toEqual([]);
    expect((await agent.post('/api/crm/jobber/disconnect').send({}).expect(200)).body.state).toBe('disconnected');
  });

  it('is done where the provider has forgotten us already', async () => {
    const agent = await connected();
    await world.control('POST', '/disconnect');
    expect((await agent.post('/api/crm/jobber/disconnect').send({}).expect(200)).body.state).toBe('disconnected');
  });

  it('changes nothing while the provider does not answer', async () => {
    const agent = await connected();
    await world.control('PUT', '/faults', { serverError: true });
    const { body } = await agent.post('/api/crm/jobber/disconnect').send({}).expect(503);
    await world.control('PUT', '/faults', { serverError: false });
    expect(body.code).toBe('provider_unavailable');
    expect((await agent.get('/api/crm/jobber/status')).body.state).toBe('syncing');
  });
});

describe('a stale token at disconnecting', () => {
  it('is not refreshed while Temporal is out of reach, so nothing changes', async () => {
    const agent = await connected();
    await world.control('POST', '/tokens/expire');
    await agent.post('/api/crm/jobber/disconnect').send({}).expect(503);
    expect((await agent.get('/api/crm/jobber/status')).body.state).toBe('syncing');
  });
});

describe('asking for all customers', () => {
  it('says to connect first', async () => {
    const agent = await signedUp(api.app);
    const { body } = await agent.post('/api/crm/jobber/sync-customers').send({}).expect(409);
    expect(body).toMatchObject({ code: 'not_connected', action: { href: page } });
  });

  it('says to try again while Temporal is out of reach', async () => {
    const agent = await connected();
    const { body } = await agent.post('/api/crm/jobber/sync-customers').send({}).expect(503);
    expect(body.code).toBe('engine_unavailable');
  }, 60_000);
});
