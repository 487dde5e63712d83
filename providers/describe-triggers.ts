import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { inMinutes, look, type ProviderUnderTest, type ProviderWorld } from './describe-world.ts';
import type { EntityRef } from './provider.ts';

/** Makes a trigger hold by whatever way it has; gives the entity whose snapshot tells of it, and the notice's topic. */
async function letHold(world: ProviderWorld, trigger: string): Promise<{ entity: EntityRef; topic: string | null }> {
  const due = world.dues[trigger];
  if (due) return { entity: await due.make(inMinutes(-3 * 24 * 60)), topic: null };
  const happening = world.happenings[trigger];
  if (!happening) throw new Error(`no happening for ${trigger}`);
  return happening.happen((await happening.before?.()) ?? { kind: '', id: '' });
}

/** Every trigger of the manifest: how it begins, what it offers, which paper it is about. */
export function describeTriggers({ manifest, dues }: ProviderUnderTest, given: () => ProviderWorld) {
  const triggers = Object.entries(manifest.triggers);
  const told = triggers.filter(([trigger]) => !dues.includes(trigger));

  describe('triggers', () => {
    it('all can be made to happen', () => {
      const world = given();
      expect(Object.keys(world.happenings).sort()).toEqual(told.map(([trigger]) => trigger).sort());
      expect(Object.keys(world.dues).sort()).toEqual([...dues].sort());
    });

    it.each(told)('%s is told by its notice and holds from then on', async (trigger, expected) => {
      const world = given();
      const { session, connectedAt, account, profile } = await world.connect();
      const happening = world.happenings[trigger];
      if (!happening) throw new Error(`no happening for ${trigger}`);
      const earlier = await happening.before?.();
      if (earlier) expect((await look(world, session, earlier, trigger)).of).toMatchObject({ holds: false });

      const { entity, topic } = await happening.happen(earlier ?? { kind: '', id: '' });
      const request = await world.arrival(topic);
      const notices = world.provider.readWebhook(request);
      const notice = notices.find((one) => one.readable && one.entity?.id === entity.id);
      if (!notice?.readable) throw new Error(`${topic} tells nothing of ${entity.kind}`);
      expect(notice).toMatchObject({ topic, accountId: account.id, entity });
      expect(world.provider.readWebhook(request)).toEqual(notices);

      const [concerned] = world.provider.concerns(notice);
      if (!concerned) throw new Error(`${topic} concerns nothing`);
      const { snapshot, of: now } = await look(world, session, concerned, trigger);
      expect(now).toMatchObject({ holds: true, entity: { kind: expected.entity } });
      expect(now?.at !== null || now?.saidBy.includes(topic)).toBe(true);
      if (now?.at && now.dateOnly) expect(dayOf(now.at, 'utc') >= dayOf(connectedAt, profile.zone)).toBe(true);
      else if (now?.at) expect(now.at.getTime()).toBeGreaterThanOrEqual(connectedAt.getTime());
      if (now?.at) expect(now.source).not.toBeNull();
      expect(snapshot.customer).not.toBeNull();
      const facts = now?.facts ?? snapshot.facts;
      expect(Object.keys(facts).sort()).toEqual(expect.arrayContaining(names(expected.fields)));
      expect((await look(world, session, concerned, trigger)).of).toEqual(now);
    });

    it.each(triggers)('%s offers exactly the fields of its entity', async (trigger, { entity, fields }) => {
      const world = given();
      const { session } = await world.connect();
      const happened = await letHold(world, trigger);
      const { of } = await look(world, session, happened.entity, trigger);
      const own = of?.entity ?? happened.entity;
      expect(own.kind).toBe(entity);
      const { facts } = await world.provider.snapshot(session, own);
      expect(Object.keys(facts).sort()).toEqual(names(fields));
    });

    it.each(triggers)('%s says which paper it is about, if it is about one', async (trigger, { entity }) => {
      const world = given();
      const { session } = await world.connect();
      const happened = await letHold(world, trigger);
      const { of } = await look(world, session, happened.entity, trigger);
      const { paper, facts } = await world.provider.snapshot(session, of?.entity ?? happened.entity);
      if (!['invoice', 'quote'].includes(entity)) return void expect(paper ?? null).toBeNull();
      expect(paper).toEqual({ number: facts[`${entity}.number`], total: Number(facts[`${entity}.total`]) });
      expect(paper?.number).toMatch(/\S/);
      expect(paper?.total).toBeGreaterThan(0);
    });
  });

  const dayOf = (at: Date, zone: string | null) => DateTime.fromJSDate(at, { zone: zone ?? 'utc' }).toISODate() ?? '';
  const names = (fields: readonly { name: string }[]) => fields.map(({ name }) => name).sort();
}
