import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cases } from '../testing/depth.ts';
import { createTestDatabase, type TestDatabase } from '../testing/postgres.ts';
import { type Database, openDatabase } from './database.ts';
import { takeSeat, tellPace } from './paces.ts';

let urls: TestDatabase;
const databases: Database[] = [];
beforeAll(async () => {
  urls = await createTestDatabase();
  for (let pool = 0; pool < 3; pool++) databases.push(await openDatabase({ url: urls.appUrl }));
});
afterAll(async () => {
  await Promise.all(databases.map((database) => database.close()));
  await urls.drop();
});

const start = new Date('2026-03-10T12:00:00Z');
const at = (ms: number) => new Date(start.getTime() + ms);
const line = (perSecond = 5) => ({ key: randomUUID(), perSecond });
const take = (pace: ReturnType<typeof line>, ms: number, first = true, pool = 0) =>
  takeSeat(databases[pool] as Database, pace, { first, horizonMs: 1_000 }, at(ms));
const tell = (key: string, news: Parameters<typeof tellPace>[2]) => tellPace(databases[0] as Database, key, news);

describe('seats before a vendor', () => {
  it('lie evenly in time, and none beyond the horizon', async () => {
    const pace = line();
    const seats = [];
    for (let asked = 0; asked < 8; asked++) seats.push(await take(pace, 0));
    expect(seats.map(({ granted, waitMs }) => (granted ? waitMs : null))).toEqual([
      0,
      200,
      400,
      600,
      800,
      1000,
      null,
      null,
    ]);
    // Two more places, and half a horizon earlier.
    expect(seats.slice(6).map(({ waitMs }) => waitMs)).toEqual([900, 1100]);
  });

  it('are given once, whatever processes ask at the same instant', async () => {
    const pace = line();
    const seats = await Promise.all(Array.from({ length: 30 }, (_, index) => take(pace, 0, true, index % 3)));
    const granted = seats.filter((seat) => seat.granted).map(({ waitMs }) => waitMs);
    expect(granted.sort((a, b) => a - b)).toEqual([0, 200, 400, 600, 800, 1000]);
  });

  it('go to those who were asked to come again before those who come first', async () => {
    const pace = line();
    for (let asked = 0; asked < 30; asked++) await take(pace, 0);
    expect((await take(pace, 1_300)).granted).toBe(false);
    expect((await take(pace, 1_300, false)).granted).toBe(true);
  });

  it('of one account do not wait for another', async () => {
    const [one, other] = [line(), line()];
    for (let asked = 0; asked < 9; asked++) await take(one, 0);
    expect(await take(other, 0)).toEqual({ granted: true, waitMs: 0 });
  });

  it('keep to the rate that the vendor tells, whatever is configured', async () => {
    const pace = line();
    await take(pace, 0);
    await tell(pace.key, { perSecond: 2, blockedUntil: null });
    const waits = [];
    for (let asked = 0; asked < 3; asked++) waits.push((await take(pace, 0)).waitMs);
    expect(waits).toEqual([200, 700, 700 + 1_000 - 500]);
  });

  it('begin again after the time that the vendor named', async () => {
    const pace = line();
    await take(pace, 0);
    await tell(pace.key, { perSecond: null, blockedUntil: at(5_000) });
    expect(await take(pace, 0, false)).toEqual({ granted: false, waitMs: 4_700 });
    expect(await take(pace, 4_500, false)).toEqual({ granted: true, waitMs: 500 });
    await tell(pace.key, { perSecond: null, blockedUntil: at(1_000) });
    expect(await take(pace, 4_500, false)).toEqual({ granted: true, waitMs: 700 });
  });

  it('are never more in any second than the rate, and all who come again get one', async () => {
    const arrivals = fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(arrivals, fc.integer({ min: 1, max: 20 }), async (times, perSecond) => {
        const pace = line(perSecond);
        const asks = times.map((ms) => ({ ms, first: true }));
        const seats: number[] = [];
        for (let asked = 0; asks.length > 0; asked++) {
          if (asked > 2_000) throw new Error('Somebody never gets a seat');
          asks.sort((a, b) => a.ms - b.ms);
          const ask = asks.shift();
          if (!ask) break;
          const { granted, waitMs } = await take(pace, ask.ms, ask.first);
          if (granted) seats.push(ask.ms + waitMs);
          else asks.push({ ms: ask.ms + Math.max(1, waitMs), first: false });
        }
        expect(seats).toHaveLength(times.length);
        const step = 1_000 / perSecond;
        const gaps = seats
          .sort((a, b) => a - b)
          .map((seat, index) => seat - (seats[index - 1] ?? Number.NEGATIVE_INFINITY));
        expect(Math.min(...gaps)).toBeGreaterThanOrEqual(step - 2);
      }),
      { numRuns: cases('lines before a vendor', { sample: 10, whole: 500 }) },
    );
  });
});
