import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cases } from '../testing/depth.ts';
import { withDatabase } from '../testing/postgres.ts';
import { type Asked, budgetsLeft, emptyBudgets, takePermit, tellBudgets } from './budgets.ts';
import { type Database, openDatabase } from './database.ts';
import { openOrganization } from './organizations.ts';

const databases: Database[] = [];
afterAll(async () => {
  await Promise.all(databases.map((database) => database.close()));
});
const urls = withDatabase();
const organizationId = randomUUID();
beforeAll(async () => {
  for (let pool = 0; pool < 3; pool++) databases.push(await openDatabase({ url: urls.appUrl }));
  const owner = { name: 'Test', slug: 'test', zone: null, replyTo: null };
  await pool(0).withOrganization(organizationId, (tenant) => openOrganization(tenant, owner, start));
});

const pool = (index: number): Database => databases[index % databases.length] as Database;
const start = new Date('2026-03-10T12:00:00Z');
const instant = (ms: number) => new Date(start.getTime() + ms);
const points = (cost: number): Asked => ({ name: 'points', maximum: 100, restoredPerSecond: 10, cost });
const requests = (cost: number): Asked => ({ name: 'requests', maximum: 5, restoredPerSecond: 1, cost });

/** A connection of its own, whose buckets are full. */
async function bucket() {
  const connectionId = randomUUID();
  await pool(0).withOrganization(organizationId, (tenant) =>
    tenant.db.connection.create({
      data: {
        id: connectionId,
        organizationId,
        provider: connectionId,
        status: 'connected',
        accountId: 'a',
        accountName: 'A',
        connectedAt: start,
        connectedZone: 'America/Denver',
        statusChangedAt: start,
      },
    }),
  );
  const inside = <T>(work: Parameters<Database['withOrganization']>[1], from = 0) =>
    pool(from).withOrganization(organizationId, work) as Promise<T>;
  return {
    take: (asked: Asked[], ms = 0, reserve = 0, from = 0) =>
      inside<Awaited<ReturnType<typeof takePermit>>>(
        (tenant) => takePermit(tenant, connectionId, asked, reserve, instant(ms)),
        from,
      ),
    tell: (available: number, spent: Record<string, number>, ms = 0, maximum = 100) =>
      inside((tenant) =>
        tellBudgets(
          tenant,
          connectionId,
          { points: { available, maximum, restoredPerSecond: 10 } },
          spent,
          instant(ms),
        ),
      ),
    empty: (ms: number, told: string[], at = 0) =>
      inside((tenant) => emptyBudgets(tenant, connectionId, instant(ms), told, instant(at))),
    left: (ms = 0) =>
      inside<Awaited<ReturnType<typeof budgetsLeft>>>((tenant) => budgetsLeft(tenant, connectionId, instant(ms))),
  };
}

describe('a permit', () => {
  it('is refused with the time until there is enough, and granted then', async () => {
    const { take } = await bucket();
    expect(await take([points(70)])).toMatchObject({ granted: true });
    expect(await take([points(70)])).toEqual({ granted: false, waitMs: 4000 });
    expect(await take([points(70)], 3990)).toEqual({ granted: false, waitMs: 10 });
    expect(await take([points(70)], 4000)).toMatchObject({ granted: true });
  });

  it('takes from all buckets or from none', async () => {
    const { take, left } = await bucket();
    expect(await take([points(10), requests(5)])).toMatchObject({ granted: true });
    expect(await take([points(10), requests(1)])).toEqual({ granted: false, waitMs: 1000 });
    expect(await left()).toMatchObject([
      { name: 'points', share: 0.9 },
      { name: 'requests', share: 0 },
    ]);
  });

  it('leaves the reserve to those who are more urgent', async () => {
    const { take } = await bucket();
    await take([points(60)]);
    expect(await take([points(20)], 0, 0.3)).toEqual({ granted: false, waitMs: 1000 });
    expect(await take([points(20)], 0, 0.15)).toMatchObject({ granted: true });
    expect(await take([points(20)])).toMatchObject({ granted: true });
  });

  it('for more than the reserve ever leaves waits for a full bucket, not for ever', async () => {
    const { take } = await bucket();
    await take([points(10)]);
    expect(await take([points(90)], 0, 0.3)).toEqual({ granted: false, waitMs: 1000 });
    expect(await take([points(90)], 1000, 0.3)).toMatchObject({ granted: true });
    expect(await take([points(150)], 11_000)).toMatchObject({ granted: true });
    expect(await take([points(1)], 11_000)).toEqual({ granted: false, waitMs: 5100 });
  });

  it('asks again after a minute where nothing is restored', async () => {
    const { take } = await bucket();
    const once: Asked = { name: 'once', maximum: 1, restoredPerSecond: 0, cost: 1 };
    await take([once]);
    expect(await take([once], 5000)).toEqual({ granted: false, waitMs: 60_000 });
  });
});

describe('the word of the provider', () => {
  it('overrules what was counted, in both directions, and never beyond the maximum', async () => {
    const { take, tell, left } = await bucket();
    const first = await take([points(50)]);
    if (!first.granted) throw new Error('refused');
    await tell(95, first.spent);
    expect(await left()).toMatchObject([{ share: 0.95 }]);
    await tell(5, first.spent);
    expect(await left()).toMatchObject([{ share: 0.05 }]);
    await tell(500, first.spent);
    expect(await left()).toMatchObject([{ share: 1 }]);
  });

  it('does not hide what others took since', async () => {
    const { take, tell, left } = await bucket();
    const first = await take([points(20)]);
    await take([points(30)]);
    if (!first.granted) throw new Error('refused');
    await tell(80, first.spent);
    expect(await left()).toMatchObject([{ share: 0.5 }]);
  });

  it('about the size of the bucket outlives what we thought of it', async () => {
    const { take, tell } = await bucket();
    await tell(1000, {}, 0, 1000);
    expect(await take([points(900)])).toMatchObject({ granted: true });
  });

  it('that it is too much empties what it did not measure, and nothing is taken until then', async () => {
    const { take, empty, left } = await bucket();
    await take([points(10), requests(1)]);
    await empty(60_000, ['points']);
    expect(await left()).toEqual([
      { name: 'points', share: 0.9, blockedUntil: instant(60_000) },
      { name: 'requests', share: 0, blockedUntil: instant(60_000) },
    ]);
    await empty(30_000, ['points', 'requests'], 1000);
    expect(await take([points(1)], 20_000)).toEqual({ granted: false, waitMs: 40_000 });
    expect(await take([points(1), requests(1)], 60_000)).toMatchObject({ granted: true });
  });
});

describe('any number of callers', () => {
  it(
    'never take more than the bucket held and got',
    async () => {
      const call = fc.record({
        at: fc.integer({ min: 0, max: 20_000 }),
        cost: fc.integer({ min: 1, max: 100 }),
        reserve: fc.constantFrom(0, 0.15, 0.3),
        from: fc.nat(2),
      });
      const runs = cases('callers of one budget', { sample: 20, whole: 1000 });
      await fc.assert(
        fc.asyncProperty(fc.array(call, { minLength: 5, maxLength: 25 }), async (calls) => {
          const { take } = await bucket();
          // Clocks differ between processes: the order of asking is not that of the times.
          const permits: { at: number; cost: number }[] = [];
          for (const { at, cost, reserve, from } of calls) {
            const permit = await take([points(cost)], at, reserve, from);
            if (permit.granted) permits.push({ at, cost });
            else expect(permit.waitMs).toBeGreaterThan(0);
          }
          const last = Math.max(...permits.map(({ at }) => at));
          const first = calls[0]?.at ?? 0;
          const taken = permits.reduce((sum, { cost }) => sum + cost, 0);
          expect(taken).toBeLessThanOrEqual(100 + (10 * Math.max(0, last - first)) / 1000 + 1e-3);
        }),
        { numRuns: runs },
      );
    },
    10 * 60_000,
  );

  it('at once in three processes share one bucket, from its first call on', async () => {
    const { take, left } = await bucket();
    const permits = await Promise.all(Array.from({ length: 90 }, (_, from) => take([points(3)], 0, 0.1, from)));
    expect(permits.filter(({ granted }) => granted)).toHaveLength(30);
    expect((await left())[0]?.share).toBeCloseTo(0.1);
  });
});
