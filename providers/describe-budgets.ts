import { describe, expect, it } from '@jest/globals';
import { failure, type ProviderWorld } from './describe-world.ts';
import { type Budget, type EntityRef, type Provider, RateLimited, type Session } from './provider.ts';

type Ask = (provider: Provider, session: Session, entity: EntityRef) => Promise<unknown>;

/** What calls are paid from: a permit for each, and what the vendor says is left. */
export function describeBudgets(given: () => ProviderWorld) {
  const since = new Date(Date.now() - 30 * 86_400_000);
  const calls: [string, Ask][] = [
    ['the account', (provider, session) => provider.account(session)],
    ['one entity', (provider, session, entity) => provider.snapshot(session, entity)],
    ['a page of customers', (provider, session) => provider.customerPage(session, { cursor: null, pageSize: 2 })],
    ['what is open', (provider, session) => provider.historyPage(session, { stage: 'open', since, cursor: null })],
    ['what is past', (provider, session) => provider.historyPage(session, { stage: 'past', since, cursor: null })],
    ['what changed', (provider, session) => provider.changes(session, { since, cursor: null })],
  ];
  const openEntity = async (world: ProviderWorld): Promise<EntityRef> => {
    const [first] = await world.open();
    if (!first) throw new Error('the sandbox begins with nothing open');
    return first;
  };

  describe('budgets', () => {
    it('have limits with names, all of them positive', () => {
      const { limits } = given().provider;
      expect(limits.length).toBeGreaterThan(0);
      expect(new Set(limits.map(({ name }) => name)).size).toBe(limits.length);
      for (const { name, maximum, restoredPerSecond } of limits) {
        expect(name).toMatch(/^[a-z_]+$/);
        expect(maximum).toBeGreaterThan(0);
        expect(restoredPerSecond).toBeGreaterThan(0);
      }
    });

    it.each(calls)('are asked before every call for %s', async (_what, ask) => {
      const world = given();
      const { session } = await world.connect();
      const entity = await openEntity(world);
      const maxima = new Map(world.provider.limits.map(({ name, maximum }) => [name, maximum]));
      const taken: number[] = [];
      const before = await world.calls();
      const meter = {
        async take(cost: Readonly<Record<string, number>>) {
          expect(Object.keys(cost).sort()).toEqual([...maxima.keys()].sort());
          for (const [name, amount] of Object.entries(cost)) {
            expect(amount).toBeGreaterThan(0);
            expect(amount).toBeLessThanOrEqual(maxima.get(name) ?? 0);
          }
          // As many calls as permits before this one: it was asked for in time.
          taken.push((await world.calls()) - before);
        },
        tell: async () => {},
      };
      await ask(world.provider, { ...session, meter }, entity);
      expect(taken).toEqual(taken.map((_, at) => at));
      expect((await world.calls()) - before).toBe(taken.length);
      expect(taken.length).toBeGreaterThan(0);
    });

    it.each(calls)('without a permit stop the call for %s', async (_what, ask) => {
      const world = given();
      const { session } = await world.connect();
      const entity = await openEntity(world);
      const before = await world.calls();
      const meter = { take: () => Promise.reject(new RateLimited(1234)), tell: async () => {} };
      const refused = await failure(ask(world.provider, { ...session, meter }, entity));
      expect(refused).toBeInstanceOf(RateLimited);
      expect((refused as RateLimited).retryAfterMs).toBe(1234);
      expect(await world.calls()).toBe(before);
    });

    it('are told what the vendor says is left', async () => {
      const world = given();
      const { session } = await world.connect();
      const told: Readonly<Record<string, Budget>>[] = [];
      const meter = {
        take: async () => {},
        tell: async (left: Readonly<Record<string, Budget>>) => void told.push(left),
      };
      const entity = await openEntity(world);
      for (const [, ask] of calls) await ask(world.provider, { ...session, meter }, entity);
      expect(told.length > 0).toBe(world.tellsWhatIsLeft);
      const names = world.provider.limits.map(({ name }) => name);
      for (const [name, { available, maximum, restoredPerSecond }] of told.flatMap(Object.entries) as [
        string,
        Budget,
      ][]) {
        expect(names).toContain(name);
        expect(available).toBeLessThanOrEqual(maximum);
        expect(restoredPerSecond).toBeGreaterThan(0);
      }
    });
  });
}
