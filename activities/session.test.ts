import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { type JobberWorld, openJobberWorld } from '../providers/jobber/sandbox-world.ts';
import { RateLimited, Unavailable } from '../providers/provider.ts';
import { budgetsLeft } from '../records/budgets.ts';
import { connect, findConnection } from '../records/connections.ts';
import { type Database, openDatabase, type Tenant } from '../records/database.ts';
import { createKeyRing } from '../records/encryption.ts';
import { NoPermit, type Urgency } from '../records/meter.ts';
import { openOrganization } from '../records/organizations.ts';
import { temporalOver } from '../temporal.ts';
import { withDatabase } from '../testing/postgres.ts';
import { type SessionDependencies, withSession } from './session.ts';

let database: Database;
let world: JobberWorld;
// Nobody listens there.
const nowhere = Connection.lazy({ address: '127.0.0.1:1', interceptors: [] });
afterAll(async () => {
  await Promise.all([database?.close(), world?.close(), nowhere.close()]);
});
const urls = withDatabase();
const organizationId = randomUUID();
const keys = createKeyRing(`k1:${randomBytes(32).toString('base64')}`);
let deps: SessionDependencies;
let connectionId: string;
let now = Date.now();
const inside = <T>(work: (tenant: Tenant) => Promise<T>) => database.withOrganization(organizationId, work);

beforeAll(async () => {
  database = await openDatabase({ url: urls.appUrl });
  world = await openJobberWorld({ clock: () => now });
  const temporal = temporalOver(new Client({ connection: nowhere }));
  deps = { database, providers: { jobber: world.provider }, keys, temporal, clock: () => new Date(now) };
  const owner = { name: 'Test', slug: 'test', zone: null, replyTo: null };
  await inside((tenant) => openOrganization(tenant, owner, new Date(now)));
  const outcome = await inside(async (tenant) => connect(tenant, keys, 'jobber', await world.connect(), new Date(now)));
  if (outcome.connected) connectionId = outcome.connectionId;
});
beforeEach(async () => {
  now += 60_000;
  await inside((tenant) => tenant.db.budget.deleteMany());
});

const ask = (urgency: Urgency = 'event') =>
  withSession(deps, { organizationId, connectionId }, (provider, session) => provider.account(session), urgency);
const left = () => inside((tenant) => budgetsLeft(tenant, connectionId, new Date(now)));
const callsSoFar = async () => (await world.control<unknown[]>('GET', '/calls')).length;
/** Leaves this share of every bucket. */
const leave = (share: number) =>
  inside(
    (tenant) =>
      tenant.db
        .$executeRaw`UPDATE afterjob.budgets SET available = maximum * ${share}::float8, measured_at = ${new Date(now)}`,
  );

describe('a call', () => {
  it('is paid from every bucket of the provider, and what the answer tells holds', async () => {
    await ask();
    expect(await left()).toEqual([
      { name: 'points', share: expect.closeTo(1, 1), blockedUntil: null },
      { name: 'requests', share: expect.closeTo(1, 1), blockedUntil: null },
    ]);
    const [points] = await inside((tenant) => tenant.db.budget.findMany({ orderBy: { name: 'asc' } }));
    expect(points).toMatchObject({ maximum: 10_000, told: true });
    expect(points?.available).toBeLessThan(10_000);
  });

  it('leaves the reserve of those who are more urgent, and does not reach the provider', async () => {
    await ask();
    await leave(0.25);
    const before = await callsSoFar();
    await expect(ask('history')).rejects.toThrow(NoPermit);
    expect(await callsSoFar()).toBe(before);
    await ask('sweep');
    await leave(0.1);
    await expect(ask('sweep')).rejects.toThrow(RateLimited);
    await ask('event');
    await leave(0);
    await expect(ask('event')).rejects.toThrow(NoPermit);
    await ask('owner');
  });

  it('that the provider has no time for holds back all others until then', async () => {
    await ask();
    await world.control('PUT', '/faults', { rateLimit: 'http429' });
    const refusal = await ask().catch((error: unknown) => error);
    await world.control('PUT', '/faults', { rateLimit: false });
    expect(refusal).toBeInstanceOf(RateLimited);
    expect(refusal).not.toBeInstanceOf(NoPermit);
    const { retryAfterMs } = refusal as RateLimited;
    const before = await callsSoFar();
    const refused = await ask().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(NoPermit);
    expect(refused).toMatchObject({ retryAfterMs });
    await expect(ask('owner')).rejects.toThrow(NoPermit);
    expect(await callsSoFar()).toBe(before);
    now += retryAfterMs;
    await ask();
  });

  it('that succeeds is remembered, to the minute', async () => {
    const succeeded = async () => (await inside((tenant) => findConnection(tenant, connectionId)))?.lastSuccessAt;
    await ask();
    const first = await succeeded();
    expect(first).toEqual(new Date(now));
    now += 30_000;
    await ask();
    expect(await succeeded()).toEqual(first);
    now += 30_000;
    await world.control('PUT', '/faults', { serverError: true });
    await expect(ask()).rejects.toThrow(Unavailable);
    await world.control('PUT', '/faults', { serverError: false });
    expect(await succeeded()).toEqual(first);
    await ask();
    expect(await succeeded()).toEqual(new Date(now));
  });
});
