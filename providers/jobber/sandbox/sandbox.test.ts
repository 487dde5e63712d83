import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Call } from '../../../sandbox/vendor.ts';
import { type JobberWorld, openJobberWorld, redirectUri } from '../sandbox-world.ts';

type Client = { id: string; name: string };
type Job = { id: string; clientId: string; completedAt: string | null; visits: { id: string }[] };
type State = { clients: Client[]; jobs: Job[]; connected: boolean; webhooks: { topic: string; status: string }[] };

let worlds: JobberWorld[] = [];
const open = async (...given: Parameters<typeof openJobberWorld>) => {
  const world = await openJobberWorld(...given);
  worlds.push(world);
  return world;
};
afterEach(async () => {
  await Promise.all(worlds.map((world) => world.close()));
  worlds = [];
});

const stateOf = (world: JobberWorld) => world.control<State>('GET', '/state');
const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );
const query = async (world: JobberWorld, token: string, document: string, version: string | null = '2025-04-16') => {
  const answer = await fetch(world.config.apiUrl, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...(version ? { 'x-jobber-graphql-version': version } : {}),
    },
    body: JSON.stringify({ query: document }),
  });
  return { status: answer.status, body: await answer.json() };
};

describe('the consent page', () => {
  it('says that it is a sandbox and escapes what it is given', async () => {
    const { provider } = await open();
    const page = await fetch(provider.authorizeUrl({ state: '"><script>', redirectUri }));
    const text = await page.text();
    expect(text).toContain('This is a sandbox on your own machine, not Jobber.');
    expect(text).not.toContain('<script>');
  });

  it('starts at the marketplace with a code and no state', async () => {
    const { provider, consent } = await open();
    const callback = await consent('marketplace', 's1');
    expect(Object.keys(callback)).toEqual(['code']);
    expect(provider.readCallback(callback)).toEqual({ kind: 'marketplace' });
  });

  it('denies without a word', async () => {
    expect(await (await open()).consent('deny', 's1')).toEqual({});
  });
});

describe('tokens', () => {
  it('are rotated, and an old refresh token that comes again ends the family', async () => {
    const { provider, connect } = await open();
    const { tokens, session } = await connect();
    const second = await provider.refresh(tokens.refreshToken);
    expect(second.refreshToken).not.toBe(tokens.refreshToken);
    expect(await failure(provider.refresh(tokens.refreshToken))).toMatchObject({ why: 'refused' });
    expect(await failure(provider.refresh(second.refreshToken))).toMatchObject({ why: 'refused' });
    expect(await failure(provider.account(session))).toMatchObject({ name: 'TokenStale' });
  });

  it('live as long as it is set', async () => {
    const { connect } = await open({ settings: { accessTokenMinutes: 2 } });
    const { tokens, connectedAt } = await connect();
    expect((tokens.accessTokenExpiresAt.getTime() - connectedAt.getTime()) / 60_000).toBeCloseTo(2, 0);
  });

  it('are dead after a disconnect at the vendor, which says so', async () => {
    const { provider, connect, control, arrival } = await open({ settings: { accountId: 'MQ==' } });
    const { session, account } = await connect();
    expect(account.id).toBe('MQ==');
    await control('POST', '/disconnect');
    const [notice] = provider.readWebhook(await arrival('APP_DISCONNECT'));
    expect(notice).toMatchObject({ accountId: 'MQ==', entity: null });
    expect(await failure(provider.account(session))).toMatchObject({ name: 'ReconnectNeeded', why: 'disconnected' });
  });

  it('and everything else survive a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'afterjob-jobber-'));
    const stateFile = join(folder, 'state.json');
    try {
      const first = await openJobberWorld({ stateFile });
      const { session, account } = await first.connect();
      await first.control('POST', '/clients', { firstName: 'Zoë 🌱' });
      const before = await stateOf(first);
      await first.close();
      const second = await openJobberWorld({ stateFile });
      expect(await stateOf(second)).toMatchObject({ clients: before.clients, jobs: before.jobs, connected: true });
      expect(await second.provider.account(session)).toEqual(account);
      await second.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the budget', () => {
  const checkedDocument = `{clients(first:50){nodes{id name firstName lastName companyName isCompany isLead isArchived updatedAt createdAt
    emails{id address description primary} phones{id number normalizedPhoneNumber primary smsAllowed}
    billingAddress{street1 street2 city province postalCode country}} pageInfo{hasNextPage endCursor}}}`;

  it('counts fields times page, then what was really returned', async () => {
    const world = await open();
    const { tokens } = await world.connect();
    const { body } = await query(world, tokens.accessToken, checkedDocument);
    expect(body.extensions.cost).toMatchObject({
      requestedQueryCost: 1 + 50 * 28 + 3,
      actualQueryCost: 1 + 6 * 28 + 3,
    });
    expect(body.extensions.cost.throttleStatus).toMatchObject({ maximumAvailable: 10_000, restoreRate: 500 });
  });

  it('takes a page without a size for a hundred', async () => {
    const world = await open();
    const { tokens } = await world.connect();
    const { body } = await query(world, tokens.accessToken, '{clients{nodes{id}}}');
    expect(body.extensions.cost.requestedQueryCost).toBe(101);
  });

  it('answers what can never be had exactly as the vendor', async () => {
    const world = await open();
    const { provider, connect, control } = world;
    const { tokens, session } = await connect();
    await control('PUT', '/faults', { delayMs: 0 });
    const { status, body } = await query(world, tokens.accessToken, '{clients(first:10000){nodes{id}}}');
    const sample = JSON.parse(readFileSync(new URL('../fixtures/jobber-throttled.json', import.meta.url), 'utf8'));
    const { currentlyAvailable } = body.extensions.cost.throttleStatus;
    sample.extensions.cost.throttleStatus.currentlyAvailable = currentlyAvailable;
    expect({ status, body }).toEqual({ status: 200, body: sample });
    const tooMuch = provider.customerPage(session, { cursor: null, pageSize: 5000 });
    expect(await failure(tooMuch)).toMatchObject({ name: 'TooCostly' });
  });

  it('can be multiplied', async () => {
    const { provider, connect } = await open({ settings: { budgetMultiplier: 20 } });
    const { session } = await connect();
    const { budget } = await provider.customerPage(session, { cursor: null, pageSize: 5000 });
    expect(budget).toMatchObject({ maximum: 200_000, restoredPerSecond: 10_000 });
  });

  it('has a limit of requests beside it', async () => {
    const { provider, connect, control } = await open();
    const { session } = await connect();
    await control('PUT', '/faults', { rateLimit: 'http429' });
    expect(await failure(provider.account(session))).toMatchObject({ name: 'RateLimited', retryAfterMs: 30_000 });
  });
});

describe('API versions', () => {
  it('must be named, must exist, and are upgraded once removed', async () => {
    const world = await open();
    const { tokens } = await world.connect();
    const ask = (version: string | null) => query(world, tokens.accessToken, '{account{id}}', version);
    expect((await ask(null)).status).toBe(400);
    expect(await ask('1999-01-01')).toEqual({
      status: 404,
      body: { message: "GraphQL API version '1999-01-01' does not exist" },
    });
    expect((await ask('2023-11-15')).body.extensions.versioning.version).toBe('2025-04-16');
  });

  it('without the newer fields give what they have', async () => {
    const { provider, connect, control } = await open({ settings: { olderSchema: true } });
    const { session } = await connect();
    for (let round = 0; round < 2; round += 1) {
      const { customers } = await provider.customerPage(session, { cursor: null, pageSize: 10 });
      expect(customers).toHaveLength(6);
      expect(customers[0]).toMatchObject({ name: 'Maria Alvarez', isSample: false, consent: {} });
    }
    const asked = (await control<Call[]>('GET', '/calls')).filter(({ operation }) => operation === 'Clients');
    expect(asked).toHaveLength(3);
    const { jobs, quotes } = await control<{ jobs: Job[]; quotes: { id: string }[] }>('GET', '/state');
    const visit = { kind: 'visit', id: jobs[0]?.visits[0]?.id ?? '' };
    expect((await provider.snapshot(session, visit)).facts).toMatchObject({
      'visit.title': 'Gutter cleaning',
      'job.total': null,
    });
    const quote = { kind: 'quote', id: quotes[0]?.id ?? '' };
    expect((await provider.snapshot(session, quote)).facts).toMatchObject({ 'quote.title': null, 'quote.total': null });
  });
});

describe('permissions', () => {
  it('hide fields, which never spoils a connection', async () => {
    const { provider, connect, control } = await open();
    await control('PUT', '/faults', { hidden: ['user', 'clients'] });
    const { session, profile } = await connect();
    expect(profile).toMatchObject({ name: 'Northwind Home Services', city: 'Portland', zone: null });
    const page = provider.customerPage(session, { cursor: null, pageSize: 10 });
    expect(await failure(page)).toMatchObject({ name: 'Rejected', code: 'missing_permission', path: 'clients' });
  });
});

describe('webhooks', () => {
  it('are not sent while nobody is connected', async () => {
    const world = await open();
    await world.control('POST', '/clients', { firstName: 'Ada' });
    expect((await stateOf(world)).webhooks).toMatchObject([{ topic: 'CLIENT_CREATE', status: 'not connected' }]);
  });

  it('come again until they are taken', async () => {
    const world = await open();
    await world.connect();
    world.answerWith([500, 404]);
    await world.control('POST', '/clients', { firstName: 'Ada' });
    await world.arrival('CLIENT_CREATE');
    await world.close();
    worlds = [];
    expect(world.received).toEqual([]);
  });

  it('come twice when that is switched on, and never when they are dropped', async () => {
    const { provider, connect, control, arrival, received } = await open();
    await connect();
    await control('PUT', '/faults', { duplicateWebhooks: true });
    const { id } = await control<Client>('POST', '/clients', { firstName: 'Ada' });
    const twice = [await arrival('CLIENT_CREATE'), await arrival('CLIENT_CREATE')];
    expect(new Set(twice.map((request) => provider.readWebhook(request)[0]?.dedupeKey)).size).toBe(1);
    await control('PUT', '/faults', { duplicateWebhooks: false, dropWebhooks: true });
    await control('POST', `/clients/${id}/touch`);
    await control('PUT', '/faults', { dropWebhooks: false });
    await control('PATCH', `/clients/${id}`, { lastName: 'Byron' });
    await arrival('CLIENT_UPDATE');
    expect(received).toEqual([]);
  });

  it('are registered by call, twice without harm', async () => {
    const { provider, connect, control, hooksUrl, arrival, received } = await open();
    const { session } = await connect();
    await provider.registerWebhooks?.(session, `${hooksUrl}/webhook`);
    await provider.registerWebhooks?.(session, `${hooksUrl}/webhook`);
    await provider.registerWebhooks?.(session, `${hooksUrl}/second`);
    await control('POST', '/clients', { firstName: 'Ada' });
    await arrival('CLIENT_CREATE');
    await arrival('CLIENT_CREATE');
    expect(received).toEqual([]);
    expect(await failure(provider.registerWebhooks?.(session, 'nowhere') ?? Promise.resolve())).toMatchObject({
      code: 'webhook_refused',
      path: 'input.url',
    });
  });

  it('can be sent by hand, for any account', async () => {
    const { provider, control, arrival } = await open();
    await control('POST', '/webhooks/send', { topic: 'JOB_UPDATE', itemId: 'MQ==', accountId: 'Mg==', times: 2 });
    const request = await arrival('JOB_UPDATE');
    await arrival('JOB_UPDATE');
    expect(provider.verifyWebhook(request)).toBe(true);
    expect(provider.readWebhook(request)).toMatchObject([{ accountId: 'Mg==', entity: { kind: 'job', id: 'MQ==' } }]);
  });
});

describe('jobs', () => {
  const newJob = async (world: JobberWorld, body: object = {}) => {
    const clientId = (await stateOf(world)).clients[0]?.id ?? '';
    return world.control<Job>('POST', '/jobs', { clientId, title: 'Gutters', ...body });
  };
  const completedOf = async (
    world: JobberWorld,
    session: { accessToken: string; accountId: string },
    kind: string,
    id: string,
  ) => {
    const { transitions } = await world.provider.snapshot(session, { kind, id });
    return transitions.find(({ trigger }) => trigger === 'job_completed');
  };

  it('are completed by their last visit, whose notice alone may say so', async () => {
    const world = await open();
    const { session } = await world.connect();
    const job = await newJob(world, { visits: [{}, {}] });
    const [first = { id: '' }, last = { id: '' }] = job.visits;
    await world.control('POST', `/visits/${first.id}/complete`);
    expect(await completedOf(world, session, 'visit', first.id)).toMatchObject({ holds: false });
    await world.control('POST', `/visits/${last.id}/complete`, { completedAt: '2026-11-20T15:00:00Z' });
    expect(await completedOf(world, session, 'visit', last.id)).toMatchObject({
      entity: { kind: 'job', id: job.id },
      holds: true,
      at: new Date('2026-11-20T15:00:00Z'),
      source: 'completedAt',
    });
  });

  it('count as completed when the vendor leaves the date empty', async () => {
    const world = await open();
    const { session } = await world.connect();
    const job = await newJob(world);
    const visit = job.visits[0]?.id ?? '';
    const left = { completesJob: false, completedAt: '2026-11-20T15:00:00Z' };
    expect(await world.control('POST', `/visits/${visit}/complete`, left)).toMatchObject({ completedAt: null });
    const expected = { holds: true, at: new Date('2026-11-20T15:00:00Z'), source: 'visits.completedAt' };
    expect(await completedOf(world, session, 'visit', visit)).toMatchObject(expected);
    expect(await completedOf(world, session, 'job', job.id)).toMatchObject(expected);
  });

  it('without any visit are not completed', async () => {
    const world = await open();
    const { session } = await world.connect();
    const job = await newJob(world, { visits: [] });
    expect(await completedOf(world, session, 'job', job.id)).toMatchObject({ holds: false, at: null });
  });

  it('are open again after reopening', async () => {
    const world = await open();
    const { session } = await world.connect();
    const job = await newJob(world);
    await world.control('POST', `/jobs/${job.id}/complete`);
    await world.control('POST', `/jobs/${job.id}/close`);
    await world.control('POST', `/jobs/${job.id}/reopen`);
    const { transitions } = await world.provider.snapshot(session, { kind: 'job', id: job.id });
    expect(transitions.map(({ trigger, holds }) => [trigger, holds])).toEqual([
      ['job_completed', false],
      ['job_closed', false],
      ['job_started', true],
    ]);
  });

  it('that wait for their invoice do not show whether they are closed', async () => {
    const world = await open();
    const { session } = await world.connect();
    const { id } = await newJob(world);
    const closed = async () => {
      const { transitions } = await world.provider.snapshot(session, { kind: 'job', id });
      return transitions.find(({ trigger }) => trigger === 'job_closed');
    };
    expect(await closed()).toMatchObject({ holds: false, unclear: false });
    await world.control('POST', `/jobs/${id}/close`, { awaitsInvoice: true });
    expect(await closed()).toMatchObject({ holds: false, unclear: true, saidBy: ['JOB_CLOSED'] });
    await world.control('POST', `/jobs/${id}/reopen`);
    expect(await closed()).toMatchObject({ holds: false, unclear: false });
    await world.control('POST', `/jobs/${id}/close`);
    expect(await closed()).toMatchObject({ holds: true, unclear: false });
  });

  it('can be placed in the past', async () => {
    const world = await open();
    const { session } = await world.connect();
    const job = await newJob(world, { createdAt: '2024-01-01T00:00:00Z', completedAt: '2024-01-05T00:00:00Z' });
    const at = new Date('2024-01-05T00:00:00Z');
    expect(await completedOf(world, session, 'job', job.id)).toMatchObject({ holds: true, at });
    expect(await completedOf(world, session, 'visit', job.visits[0]?.id ?? '')).toMatchObject({ holds: true, at });
  });
});

describe('clients', () => {
  it('come unharmed, whatever they are called', async () => {
    const { provider, connect, control } = await open();
    const { session } = await connect();
    const body = {
      firstName: '👩‍🔧 <b>Zoë</b>',
      lastName: 'x'.repeat(300),
      phones: [{ number: 'call the office' }, { number: '2', smsAllowed: false, description: 'FAX' }],
      flags: { receivesFollowUps: false },
    };
    const { id } = await control<Client>('POST', '/clients', body);
    const { customer } = await provider.snapshot(session, { kind: 'client', id });
    expect(customer).toMatchObject({ firstName: body.firstName, lastName: body.lastName, emails: [], address: null });
    expect(customer?.consent).toMatchObject({ receivesFollowUps: false, receivesReminders: true });
    expect(customer?.phones).toEqual([
      { number: 'call the office', label: 'MAIN', primary: true, smsAllowed: true, mobile: null },
      { number: '2', label: 'FAX', primary: false, smsAllowed: false, mobile: false },
    ]);
  });

  it('go on after one that was deleted between two pages', async () => {
    const world = await open();
    const { session } = await world.connect();
    const { clients } = await stateOf(world);
    const first = await world.provider.customerPage(session, { cursor: null, pageSize: 3 });
    await world.control('DELETE', `/clients/${clients[2]?.id}`);
    const second = await world.provider.customerPage(session, { cursor: first.nextCursor, pageSize: 3 });
    expect(second.customers.map(({ externalId }) => externalId)).toEqual(clients.slice(3).map(({ id }) => id));
    expect(second.nextCursor).toBeNull();
  });

  it('are there by the ten thousand, the same for the same seed', async () => {
    const seeded = async () => {
      const world = await open({ settings: { empty: true, budgetMultiplier: 20 } });
      const { session } = await world.connect();
      await world.control('POST', '/seed', { clients: 10_000, finishedJobs: 20_000, seed: 7 });
      const page = await world.provider.customerPage(session, { cursor: null, pageSize: 1000 });
      return page.customers.map(({ name, phones }) => [name, phones]);
    };
    const [one, other] = [await seeded(), await seeded()];
    expect(one).toHaveLength(1000);
    expect(one).toEqual(other);
  });
});
