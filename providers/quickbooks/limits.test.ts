import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Limit, type Meter, RateLimited, Rejected } from '../provider.ts';
import { limitsOf } from './limits.ts';
import { openQuickbooksWorld, type QuickbooksWorld } from './sandbox-world.ts';

const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

/** A bucket per limit, driven by the clock that it is given. */
function bucketsOf(limits: readonly Limit[], clock: () => number): Meter {
  const buckets = limits.map((limit) => ({ ...limit, left: limit.maximum, at: clock() }));
  return {
    async take(cost) {
      for (const bucket of buckets) {
        const { maximum, restoredPerSecond } = bucket;
        bucket.left = Math.min(maximum, bucket.left + ((clock() - bucket.at) / 1000) * restoredPerSecond);
        bucket.at = clock();
      }
      const waits = buckets.map(({ name, left, restoredPerSecond }) => ((cost[name] ?? 0) - left) / restoredPerSecond);
      const wait = Math.max(...waits);
      if (wait > 0) throw new RateLimited(Math.ceil(wait * 1000));
      for (const bucket of buckets) bucket.left -= cost[bucket.name] ?? 0;
    },
    async tell() {},
  };
}

describe('the limits', () => {
  it.each([
    ['minute', 60, 500],
    ['second', 1, 10],
  ])('are kept in any %s, however the vendor lays its windows', (name, seconds, most) => {
    const limit = limitsOf().find((one) => one.name === `requests_per_${name}`);
    expect((limit?.maximum ?? 0) + (limit?.restoredPerSecond ?? 0) * seconds).toBeCloseTo(most);
  });

  it('grow with what the vendor grants', () => {
    const [minute, second] = limitsOf(5000);
    expect(minute?.maximum).toBe(1000);
    expect(second?.restoredPerSecond).toBe(60);
  });
});

describe('the meter', () => {
  let world: QuickbooksWorld;
  beforeEach(async () => {
    world = await openQuickbooksWorld({ settings: { budgetMultiplier: 1 } });
  });
  afterEach(() => world.close());
  const calls = async () => (await world.control<unknown[]>('GET', '/calls')).length;

  it('is asked once for every call', async () => {
    const taken: unknown[] = [];
    const meter: Meter = { take: async (cost) => void taken.push(cost), tell: async () => {} };
    const { session } = await world.connect();
    const before = await calls();
    const { id } = await world.control<{ id: string }>('POST', '/invoices', { customerId: '101', total: 10 });
    await world.provider.snapshot({ ...session, meter }, { kind: 'invoice', id });
    expect(taken).toEqual([
      { requests_per_minute: 1, requests_per_second: 1 },
      { requests_per_minute: 1, requests_per_second: 1 },
    ]);
    expect(await calls()).toBe(before + 2);
  });

  it('refuses before anything is asked', async () => {
    const { session } = await world.connect();
    const before = await calls();
    let asked = 0;
    const refusing: Meter = {
      async take() {
        asked += 1;
        throw new RateLimited(5);
      },
      tell: async () => {},
    };
    const error = await failure(world.provider.account({ ...session, meter: refusing }));
    expect(error).toMatchObject({ name: 'RateLimited', retryAfterMs: 5 });
    expect(asked).toBe(1);
    expect(await calls()).toBe(before);
  });

  it('keeps the second half of a reading waiting for a moment, not for long', async () => {
    const { session } = await world.connect();
    const after = (refusals: RateLimited[]): Meter => {
      let first = true;
      return {
        async take() {
          const refusal = first ? undefined : refusals.shift();
          first = false;
          if (refusal) throw refusal;
        },
        tell: async () => {},
      };
    };
    const { id } = await world.control<{ id: string }>('POST', '/invoices', { customerId: '101', total: 10 });
    const read = (...refusals: RateLimited[]) =>
      failure(world.provider.snapshot({ ...session, meter: after(refusals) }, { kind: 'invoice', id }));
    expect(await read(new RateLimited(5), new RateLimited(5))).toBeNull();
    expect(await read(new RateLimited(60_000))).toMatchObject({ retryAfterMs: 60_000 });
    expect(await read(...Array.from({ length: 20 }, () => new RateLimited(1)))).toMatchObject({ retryAfterMs: 1 });
  });

  it('keeps a busy reader within the limits of the vendor', async () => {
    const { session } = await world.connect();
    const meter = bucketsOf(world.provider.limits, () => 0);
    const errors = await Promise.all(
      Array.from({ length: 12 }, () => failure(world.provider.account({ ...session, meter }))),
    );
    expect(errors.filter((error) => error === null)).toHaveLength(4);
    const waits = errors.flatMap((error) => (error instanceof RateLimited ? error.retryAfterMs : []));
    expect(Math.max(...waits)).toBeLessThan(1000);
    expect(errors.some((error) => error instanceof Rejected)).toBe(false);
  });
});
