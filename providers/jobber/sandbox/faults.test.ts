import { afterEach, describe, expect, it } from '@jest/globals';
import { type JobberWorld, openJobberWorld } from '../sandbox-world.ts';

type Delivery = { topic: string; itemId: string; status: string };
type Made = { id: string };

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
const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );
const newClients = async (world: JobberWorld, count: number) => {
  const made: string[] = [];
  for (let n = 0; n < count; n += 1)
    made.push((await world.control<Made>('POST', '/clients', { firstName: `Ada ${n}` })).id);
  return made;
};
const deliveries = async (world: JobberWorld) =>
  (await world.control<{ webhooks: Delivery[] }>('GET', '/state?webhooks=500')).webhooks;
const arrivals = async (world: JobberWorld, count: number) => {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const [notice] = world.provider.readWebhook(await world.arrival('CLIENT_CREATE'));
    if (notice?.readable) ids.push(notice.entity?.id ?? '');
  }
  return ids;
};

describe('a cut connection', () => {
  it('is temporary for a read, and over after so many', async () => {
    const { provider, connect, control } = await open();
    const { session, account } = await connect();
    await control('PUT', '/faults', { reset: 2 });
    for (let n = 0; n < 2; n += 1)
      expect(await failure(provider.account(session))).toMatchObject({ name: 'Unavailable' });
    expect(await provider.account(session)).toEqual(account);
  });

  it('leaves the outcome of a refresh unknown, though it happened', async () => {
    const { provider, connect, control } = await open();
    const { tokens } = await connect();
    await control('PUT', '/faults', { reset: 1 });
    expect(await failure(provider.refresh(tokens.refreshToken))).toMatchObject({ name: 'OutcomeUnknown' });
    expect(await failure(provider.refresh(tokens.refreshToken))).toMatchObject({ name: 'ReconnectNeeded' });
  });
});

describe('a slow vendor', () => {
  it('does at once what it answers late', async () => {
    const { provider, connect, control, config } = await open({
      config: { timeouts: { readMs: 10_000, tokenMs: 200 } },
    });
    const { tokens } = await connect();
    await control('PUT', '/faults', { slow: 60_000 });
    expect(await failure(provider.refresh(tokens.refreshToken))).toMatchObject({ name: 'OutcomeUnknown' });
    await control('PUT', '/faults', { slow: false });
    expect(config.timeouts?.tokenMs).toBe(200);
    expect(await failure(provider.refresh(tokens.refreshToken))).toMatchObject({ name: 'ReconnectNeeded' });
  });

  it('answers in the end', async () => {
    const { provider, connect, control } = await open();
    const { session, account } = await connect();
    await control('PUT', '/faults', { slow: 20 });
    expect(await provider.account(session)).toEqual(account);
  });
});

describe('webhooks', () => {
  it('leave in another order, all of them', async () => {
    const world = await open();
    await world.connect();
    await world.control('PUT', '/faults', { outOfOrder: true });
    const made = await newClients(world, 12);
    const came = await arrivals(world, 12);
    expect(came).not.toEqual(made);
    expect([...came].sort()).toEqual([...made].sort());
  });

  it('are lost by a share, the same ones for the same seed', async () => {
    const lost = async (dropSeed: number) => {
      const world = await open();
      await world.connect();
      await world.control('PUT', '/faults', { dropShare: 0.2, dropSeed });
      await newClients(world, 100);
      return (await deliveries(world)).map(({ status }) => status === 'dropped');
    };
    const [one, again, other] = [await lost(7), await lost(7), await lost(8)];
    expect(one).toEqual(again);
    expect(one).not.toEqual(other);
    const share = one.filter(Boolean).length;
    expect(share).toBeGreaterThan(8);
    expect(share).toBeLessThan(35);
  });
});

describe('a clock that is wrong', () => {
  it('is the vendor’s in everything that it says', async () => {
    const now = Date.UTC(2026, 10, 23, 12);
    const world = await open({ clock: () => now });
    await world.control('PUT', '/faults', { clockSkewMinutes: -10 });
    const ten = new Date(now - 10 * 60_000);
    const { connectedAt, tokens, session } = await world.connect();
    expect(connectedAt).toEqual(ten);
    expect(tokens.accessTokenExpiresAt).toEqual(new Date(ten.getTime() + 3_600_000));
    const [id = ''] = await newClients(world, 1);
    const { createdAt } = await world.provider.snapshot(session, { kind: 'client', id });
    expect(createdAt).toEqual(ten);
    const [notice] = world.provider.readWebhook(await world.arrival('CLIENT_CREATE'));
    expect(notice).toMatchObject({ occurredAt: ten });
  });

  it('may be set back without the budget running dry', async () => {
    const world = await open();
    const { session, account } = await world.connect();
    await world.control('PUT', '/faults', { clockSkewMinutes: -600 });
    expect(await world.provider.account(session)).toEqual(account);
  });
});
