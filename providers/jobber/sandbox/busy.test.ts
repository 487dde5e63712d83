import { afterEach, describe, expect, it } from '@jest/globals';
import { type JobberWorld, openJobberWorld } from '../sandbox-world.ts';
import type { LiveEvent } from './live.ts';

let worlds: JobberWorld[] = [];
const open = async (seed = 1) => {
  const world = await openJobberWorld({
    settings: { empty: true, budgetMultiplier: 100 },
    clock: () => Date.UTC(2026, 10, 23, 12),
  });
  worlds.push(world);
  const totals = await world.control<Record<string, number>>('POST', '/busy', { seed });
  return { world, totals };
};
afterEach(async () => {
  await Promise.all(worlds.map((world) => world.close()));
  worlds = [];
});

describe('the busy company', () => {
  it('has a year behind it, of which nobody is told', async () => {
    const { world, totals } = await open();
    expect(totals).toMatchObject({ clients: 2000, jobs: 5000, quotes: 1000, invoices: 4000 });
    expect(totals.visits).toBeGreaterThan(5000);
    const { webhooks } = await world.control<{ webhooks: unknown[] }>('GET', '/state?limit=1');
    expect(webhooks).toEqual([]);
    const yearAgo = new Date(Date.UTC(2025, 10, 22, 12));
    expect((await world.past(yearAgo)).length).toBeGreaterThan(14_000);
    expect((await world.changed(new Date(Date.UTC(2026, 10, 23, 11)))).length).toBeLessThan(50);
    expect((await world.open()).length).toBeGreaterThan(300);
  });

  it('is the same for the same seed, and another for another', async () => {
    const papers = async (seed: number) => {
      const { world } = await open(seed);
      const { invoices } = await world.control<{ invoices: unknown[] }>('GET', '/state?limit=50');
      return invoices;
    };
    const [one, again, other] = [await papers(3), await papers(3), await papers(4)];
    expect(one).toEqual(again);
    expect(one).not.toEqual(other);
  });

  it('lives on, and everything that it does is there to be read', async () => {
    const { world } = await open();
    const { session } = await world.connect();
    const { events } = await world.control<{ events: LiveEvent[] }>('POST', '/live', { count: 60, seed: 5 });
    expect(new Set(events.map(({ trigger }) => trigger)).size).toBeGreaterThan(5);
    for (const { trigger, entity } of events) {
      const { transitions } = await world.provider.snapshot(session, entity);
      expect(transitions.find((one) => one.trigger === trigger)).toMatchObject({ holds: true, entity });
    }
    const { webhooks } = await world.control<{ webhooks: { topic: string }[] }>('GET', '/state?limit=1&webhooks=500');
    expect(webhooks.length).toBeGreaterThan(60);
  });
});
