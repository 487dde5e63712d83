import { describe, expect, it } from '@jest/globals';
import {
  allPages,
  failure,
  inMinutes,
  keyOf,
  keysOf,
  look,
  type ProviderUnderTest,
  type ProviderWorld,
} from './describe-world.ts';
import { type Change, type EntityRef, RateLimited, type Session } from './provider.ts';

const days = 86_400_000;

/** What is found without any notice. */
export function describeSweep({ manifest, dues }: ProviderUnderTest, given: () => ProviderWorld) {
  const sweep = async (world: ProviderWorld, session: Session, since: Date, from: string | null = null) => {
    const pages = await allPages((cursor) => world.provider.changes(session, { since, cursor: cursor ?? from }));
    return pages.flatMap(({ changes }) => changes);
  };
  const told = Object.keys(manifest.triggers).filter((trigger) => !dues.includes(trigger));

  describe('a sweep', () => {
    it('names exactly what changed since, and each once', async () => {
      const world = given();
      const { session } = await world.connect();
      const since = inMinutes(0);
      const before = [...(await world.open()), ...(await world.past(new Date(0)))];
      await world.seed(3, new Date(since.getTime() - days));
      for (const happening of Object.values(world.happenings))
        await happening.happen((await happening.before?.()) ?? { kind: '', id: '' });
      const [touched] = before;
      if (!touched) throw new Error('the sandbox begins with nothing');
      await world.touch(touched);
      const changes = await sweep(world, session, since);
      const expected = await world.changed(since);
      expect(keysOf(changes.map(({ entity }) => entity))).toEqual(keysOf(expected.map(({ entity }) => entity)));
      expect(changes.map(({ entity }) => keyOf(entity))).toContain(keyOf(touched));
      for (const { updatedAt, says } of changes) expect(updatedAt !== null || says !== null).toBe(true);
    });

    it('goes back as far as it is asked to', async () => {
      const world = given();
      const { session } = await world.connect();
      const since = new Date(Date.now() - 3 * 365 * days);
      const changes = await sweep(world, session, since);
      const expected = await world.changed(since);
      expect(keysOf(changes.map(({ entity }) => entity))).toEqual(keysOf(expected.map(({ entity }) => entity)));
      expect(expected.length).toBeGreaterThan(0);
    });

    it('names nothing when nothing changed, for as few calls as the vendor allows', async () => {
      const world = given();
      const { session } = await world.connect();
      await world.seed(world.sweep.pageSize, new Date(Date.now() - days));
      const since = inMinutes(1);
      const { result, calls } = await counted(world, () => sweep(world, session, since));
      expect(result).toEqual([]);
      expect(calls).toBe(world.sweep.idleCalls);
    });

    it('costs no more than a call per full page and what an idle one costs', async () => {
      const world = given();
      const { session } = await world.connect();
      const at = new Date(Date.now() - 5 * days);
      await world.seed(world.sweep.pageSize + 1, at);
      const { result, calls } = await counted(world, () => sweep(world, session, at));
      expect(keysOf(result.map(({ entity }) => entity))).toEqual(
        keysOf((await world.changed(at)).map(({ entity }) => entity)),
      );
      const { idleCalls, pageSize } = world.sweep;
      expect(calls).toBeLessThanOrEqual(Math.ceil(result.length / pageSize) + idleCalls);
    });

    it.each(told)('finds %s without a notice', async (trigger) => {
      const world = given();
      const { session } = await world.connect();
      const happening = world.happenings[trigger];
      if (!happening) throw new Error(`no happening for ${trigger}`);
      const earlier = await happening.before?.();
      const known = earlier ? await world.provider.snapshot(session, earlier) : null;
      const since = inMinutes(0);
      await happening.happen(earlier ?? { kind: '', id: '' });
      const isNews = ({ entity, updatedAt, says }: Change) =>
        says === trigger ||
        known?.entity.id !== entity.id ||
        known.updatedAt === null ||
        // Some vendors tell whole seconds: an equal time may be a later change.
        (updatedAt !== null && updatedAt >= known.updatedAt);
      const news = (await sweep(world, session, since)).filter(isNews);
      const readings = await Promise.all(news.map(({ entity }) => look(world, session, entity, trigger)));
      expect(readings.some(({ of }) => of?.holds === true)).toBe(true);
    });

    it('carries the moment of change that a reading has', async () => {
      const world = given();
      const { session } = await world.connect();
      const since = inMinutes(0);
      for (const happening of Object.values(world.happenings))
        await happening.happen((await happening.before?.()) ?? { kind: '', id: '' });
      for (const { entity, updatedAt, gone } of await sweep(world, session, since)) {
        const snapshot = await world.provider.snapshot(session, entity);
        expect({ entity, found: snapshot.found, updatedAt: snapshot.updatedAt }).toEqual({
          entity,
          found: !gone,
          updatedAt,
        });
      }
    });

    it('names what is deleted, where the provider tells', async () => {
      const world = given();
      const { session } = await world.connect();
      const since = inMinutes(0);
      const gone = await world.deleteCustomer();
      const named = (await sweep(world, session, since)).find(({ entity }) => keyOf(entity) === keyOf(gone));
      expect(named?.gone).toBe(world.tellsOfDeleted ? true : undefined);
      expect((await world.changed(since)).some(({ entity, gone: is }) => is && keyOf(entity) === keyOf(gone))).toBe(
        world.tellsOfDeleted,
      );
    });

    it('goes on from the same cursor after a throttled page', async () => {
      const world = given();
      const { session } = await world.connect();
      const at = new Date(Date.now() - 5 * days);
      await world.seed(world.sweep.pageSize + 1, at);
      const first = await world.provider.changes(session, { since: at, cursor: null });
      expect(first.nextCursor).not.toBeNull();
      await world.faults('throttled');
      const refused = await failure(world.provider.changes(session, { since: at, cursor: first.nextCursor }));
      expect(refused).toBeInstanceOf(RateLimited);
      await world.faults('none');
      const rest = await sweep(world, session, at, first.nextCursor);
      const seen: EntityRef[] = [...first.changes, ...rest].map(({ entity }) => entity);
      expect(keysOf(seen)).toEqual(keysOf((await world.changed(at)).map(({ entity }) => entity)));
    });
  });

  const counted = async <Result>(world: ProviderWorld, work: () => Promise<Result>) => {
    const before = await world.calls();
    const result = await work();
    return { result, calls: (await world.calls()) - before };
  };
}
