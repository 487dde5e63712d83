import { describe, expect, it } from '@jest/globals';
import { allPages, failure, keysOf, type ProviderWorld } from './describe-world.ts';
import { type HistoryStage, RateLimited, type Session } from './provider.ts';

const days = 86_400_000;

/** The first reading of what was there before us. */
export function describeHistory(given: () => ProviderWorld) {
  const pagesOf = (
    world: ProviderWorld,
    session: Session,
    stage: HistoryStage,
    since: Date,
    from: string | null = null,
  ) => allPages((cursor) => world.provider.historyPage(session, { stage, since, cursor: cursor ?? from }));
  const yearAgo = () => new Date(Date.now() - 365 * days);

  describe('history', () => {
    it('yields in stage open exactly what is still going on', async () => {
      const world = given();
      const { session } = await world.connect();
      await world.seed(3, new Date(Date.now() - 90 * days));
      const pages = await pagesOf(world, session, 'open', yearAgo());
      const expected = await world.open();
      expect(keysOf(pages.flatMap(({ snapshots }) => snapshots.map(({ entity }) => entity)))).toEqual(keysOf(expected));
      expect(expected.length).toBeGreaterThan(0);
    });

    it('yields in stage past exactly what changed since, every one once over pages', async () => {
      const world = given();
      const { session } = await world.connect();
      const since = new Date(Date.now() - 60 * days);
      await world.seed(5, new Date(since.getTime() - days));
      await world.seed(world.sweep.pageSize + 5, new Date(since.getTime() + days));
      const pages = await pagesOf(world, session, 'past', since);
      const expected = await world.past(since);
      expect(expected.length).toBeGreaterThan(world.sweep.pageSize);
      expect(keysOf(pages.flatMap(({ snapshots }) => snapshots.map(({ entity }) => entity)))).toEqual(keysOf(expected));
      expect(pages.length).toBeGreaterThan(1);
      expect(pages.every(({ kind }) => kind !== '')).toBe(true);
    });

    it('gives each entity as a reading of its own would', async () => {
      const world = given();
      const { session } = await world.connect();
      await world.seed(2, new Date(Date.now() - 90 * days));
      for (const happening of Object.values(world.happenings))
        await happening.happen((await happening.before?.()) ?? { kind: '', id: '' });
      for (const stage of ['open', 'past'] as const) {
        const pages = await pagesOf(world, session, stage, yearAgo());
        const snapshots = pages.flatMap((page) => page.snapshots);
        expect(snapshots.length).toBeGreaterThan(0);
        for (const snapshot of snapshots) {
          expect(snapshot.customer).not.toBeNull();
          expect(snapshot).toEqual(await world.provider.snapshot(session, snapshot.entity));
        }
      }
    });

    it('goes on from the same cursor after a throttled page', async () => {
      const world = given();
      const { session } = await world.connect();
      const at = new Date(Date.now() - 60 * days);
      await world.seed(world.sweep.pageSize + 5, at);
      const input = { stage: 'past' as const, since: at };
      const first = await world.provider.historyPage(session, { ...input, cursor: null });
      await world.faults('throttled');
      const refused = await failure(world.provider.historyPage(session, { ...input, cursor: first.nextCursor }));
      expect(refused).toBeInstanceOf(RateLimited);
      expect((refused as RateLimited).retryAfterMs).toBeGreaterThan(0);
      await world.faults('none');
      const rest = await pagesOf(world, session, 'past', at, first.nextCursor);
      const seen = [first, ...rest].flatMap(({ snapshots }) => snapshots.map(({ entity }) => entity));
      expect(keysOf(seen)).toEqual(keysOf(await world.past(at)));
    });
  });
}
