import { describe, expect, it } from '@jest/globals';
import { inMinutes, look, type ProviderUnderTest, type ProviderWorld } from './describe-world.ts';
import type { EntityRef, Session, Transition } from './provider.ts';

const day = 24 * 60;

/** Triggers that the provider says nothing of: they begin by the clock, at a date that people move. */
export function describeDues({ manifest, dues }: ProviderUnderTest, given: () => ProviderWorld) {
  const dueOf = (world: ProviderWorld, trigger: string) => {
    const due = world.dues[trigger];
    if (!due) throw new Error(`no due for ${trigger}`);
    return due;
  };
  const transition = async (world: ProviderWorld, session: Session, entity: EntityRef, trigger: string) => {
    const { of } = await look(world, session, entity, trigger);
    if (!of) throw new Error(`${entity.kind} says nothing of ${trigger}`);
    return of;
  };
  const expectAt = ({ at, dateOnly }: Transition, expected: Date) =>
    dateOnly
      ? expect(at?.toISOString().slice(0, 10)).toBe(expected.toISOString().slice(0, 10))
      : expect(at).toEqual(expected);

  if (dues.length === 0) return;
  describe('triggers by the clock', () => {
    it.each([...dues])('%s carries the moment at which it begins', async (trigger) => {
      const world = given();
      const { session } = await world.connect();
      for (const at of [inMinutes(3 * day), inMinutes(-3 * day)]) {
        const entity = await dueOf(world, trigger).make(at);
        const found = await transition(world, session, entity, trigger);
        expect(found).toMatchObject({ due: true, holds: true, saidBy: [] });
        expect(found.entity.kind).toBe(manifest.triggers[trigger]?.entity);
        expect(found.source).not.toBeNull();
        expectAt(found, at);
      }
    });

    it.each([...dues])('%s moves with its date, and a notice tells of it', async (trigger) => {
      const world = given();
      const { session } = await world.connect();
      const entity = await dueOf(world, trigger).make(inMinutes(3 * day));
      const before = await transition(world, session, entity, trigger);
      const later = inMinutes(9 * day);
      const moved = await dueOf(world, trigger).move(entity, later);

      const notices = world.provider.readWebhook(await world.arrival(moved.topic));
      const notice = notices.find((one) => one.readable && one.entity?.id === moved.entity.id);
      if (!notice?.readable) throw new Error(`${moved.topic} tells nothing of ${moved.entity.kind}`);
      expect(manifest.topics).toContain(moved.topic);
      const [concerned] = world.provider.concerns(notice);
      if (!concerned) throw new Error(`${moved.topic} concerns nothing`);
      const after = await transition(world, session, concerned, trigger);
      expect(after).toMatchObject({ due: true, holds: true, entity: before.entity });
      expectAt(after, later);
    });

    it.each([...dues])('%s does not begin once something else is in the way', async (trigger) => {
      const world = given();
      const { session } = await world.connect();
      const entity = await dueOf(world, trigger).make(inMinutes(3 * day));
      await dueOf(world, trigger).settle(entity);
      expect(await transition(world, session, entity, trigger)).toMatchObject({ due: true, holds: false });
    });
  });
}
