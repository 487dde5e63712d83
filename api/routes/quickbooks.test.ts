import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { openQuickbooksWorld, type QuickbooksWorld, redirectUri } from '../../providers/quickbooks/sandbox-world.ts';
import { asOwner, signedUp, type TestAgent, withApi } from '../testing.ts';

let world: QuickbooksWorld;
const api = withApi(async () => {
  world = await openQuickbooksWorld();
  return { providers: { quickbooks: world.provider }, redirectUri };
});
afterAll(async () => {
  await world.close();
});
beforeEach(async () => {
  await world.control('POST', '/tokens/revoke');
  await asOwner(api, 'DELETE FROM afterjob.webhook_routes');
  await asOwner(api, 'DELETE FROM afterjob.deliveries');
});

const page = '/settings/integrations';
const stateFrom = async (agent: TestAgent): Promise<string> => {
  const { headers } = await agent.get('/api/crm/quickbooks/connect').expect(302);
  return new URL(String(headers.location)).searchParams.get('state') ?? '';
};
const comeBack = async (agent: TestAgent, query: Record<string, string>): Promise<string> => {
  const { headers } = await agent.get('/api/crm/quickbooks/callback').query(query).expect(302);
  return String(headers.location);
};
const statusOf = async (agent: TestAgent) => (await agent.get('/api/crm/quickbooks/status').expect(200)).body;

describe('connecting', () => {
  it('goes by the same routes, and the card says what the vendor wants it to say', async () => {
    const agent = await signedUp(api.app);
    expect(await statusOf(agent)).toMatchObject({ state: 'not_connected', connect: 'Connect to QuickBooks' });
    const query = await world.consent('allow', await stateFrom(agent));
    expect(await comeBack(agent, query)).toBe(`${page}?connected=quickbooks`);
    const body = await statusOf(agent);
    expect(body).toMatchObject({
      name: 'QuickBooks Online',
      accountName: 'Northwind Home Services',
      webhooks: { state: 'nothing_received', hint: expect.stringContaining('email a test invoice to yourself') },
    });
    expect(JSON.stringify(body)).not.toMatch(/\bQBO?\b/);
  });

  it('stores nothing for a company that the token is not for', async () => {
    const agent = await signedUp(api.app);
    const query = { ...(await world.consent('allow', await stateFrom(agent))), realmId: '4711' };
    expect(await comeBack(agent, query)).toBe(`${page}?problem=provider_refused&provider=quickbooks`);
    expect(await statusOf(agent)).toMatchObject({ state: 'not_connected' });
    const told = api.logged.find((line) => line.includes('a connection was not made'));
    expect(JSON.parse(told ?? '{}').err).toMatchObject({ code: 'company_not_of_token', reference: expect.any(String) });
  });

  it('is declined when the owner declines', async () => {
    const agent = await signedUp(api.app);
    expect(await comeBack(agent, await world.consent('deny', await stateFrom(agent)))).toBe(
      `${page}?denied=quickbooks`,
    );
  });
});

describe('disconnecting', () => {
  it('ends the connection there by its refresh token', async () => {
    const agent = await signedUp(api.app);
    await comeBack(agent, await world.consent('allow', await stateFrom(agent)));
    expect(await world.control('GET', '/state')).toMatchObject({ connected: true });
    await agent.post('/api/crm/quickbooks/disconnect').send({}).expect(200);
    expect(await world.control('GET', '/state')).toMatchObject({ connected: false });
  });
});

describe('a webhook', () => {
  const post = (body: Buffer | string, contentType: string, signature?: string) => {
    const made = createHmac('sha256', world.verifierToken).update(body).digest('base64');
    const headers = { 'content-type': contentType, 'intuit-signature': signature ?? made };
    return request(api.app).post('/api/crm/quickbooks/webhook').set(headers).send(body.toString());
  };
  const fixture = (name: string) =>
    readFileSync(new URL(`../../providers/quickbooks/fixtures/${name}`, import.meta.url), 'utf8');
  const kept = () =>
    asOwner<{ topic: string; account_id: string; status: string }>(
      api,
      'SELECT topic, account_id, status FROM afterjob.deliveries ORDER BY topic, account_id',
    );

  it.each([
    ['quickbooks-webhook-cloudevents.json', 'application/cloudevents+json'],
    ['quickbooks-webhook-cloudevents.json', 'application/json'],
    ['quickbooks-webhook-legacy.json', 'application/json'],
  ])('as in the sample %s is kept, sent as %s', async (name, contentType) => {
    await post(fixture(name), contentType).expect(200);
    expect(await kept()).toEqual([{ topic: 'account.created', account_id: '310687', status: 'received' }]);
    await post(fixture(name).replace('310687', '310688'), contentType, 'x').expect(401);
    expect(await kept()).toHaveLength(1);
  });

  const event = (id: string, company: string) => ({
    id,
    type: 'qbo.invoice.updated.v1',
    time: '2026-11-20T21:31:25.179851517Z',
    intuitentityid: '12',
    intuitaccountid: company,
    data: {},
  });

  it.each(['application/json', 'application/cloudevents+json'])(
    'of a hundred events with one poison among them loses the other 99 not, sent as %s',
    async (contentType) => {
      const batch: unknown[] = Array.from({ length: 100 }, (_, n) => event(`e-${n}`, n % 2 ? '310687' : '42'));
      batch[41] = { ...event('e-41', '310687'), intuitentityid: '\u0000' };
      await post(JSON.stringify(batch), contentType).expect(200);
      const found = (await kept()).map(({ account_id, status }) => `${account_id} ${status}`);
      const times = (words: string) => found.filter((one) => one === words).length;
      expect([times('42 received'), times('310687 received'), times('null unreadable')]).toEqual([50, 49, 1]);
    },
  );

  it('of two companies with a poison event between them is kept whole', async () => {
    const body = JSON.stringify([event('a', '42'), { type: 7 }, event('b', '310687'), event('a', '42')]);
    await post(body, 'application/json').expect(200);
    await post(body, 'application/json').expect(200);
    expect((await kept()).map(({ account_id, status }) => [account_id, status])).toEqual([
      ['310687', 'received'],
      ['42', 'received'],
      [null, 'unreadable'],
    ]);
  });
});
