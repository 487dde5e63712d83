import { describe, expect, it } from '@jest/globals';
import { failure, type ProviderUnderTest, type ProviderWorld } from './describe-world.ts';
import { type Provider, type Session, TokenStale, Unavailable } from './provider.ts';

/** What a provider can be asked right before a message leaves. */
export function describeTruths({ manifest }: ProviderUnderTest, given: () => ProviderWorld) {
  const facts = Object.keys(manifest.truths) as (keyof typeof manifest.truths)[];
  const ask = (provider: Provider, session: Session, fact: (typeof facts)[number], id: string, tag: string | null) => {
    const tell = provider.truths[fact];
    if (!tell) throw new Error(`${fact} cannot be asked`);
    return tell(session, { id, tag });
  };

  describe('truths', () => {
    it('are those of the manifest, and all can be made and ended', () => {
      const world = given();
      expect(Object.keys(world.provider.truths).sort()).toEqual([...facts].sort());
      expect(Object.keys(world.truths).sort()).toEqual([...facts].sort());
    });

    it.each(facts)('%s is told by a reading made now, until it ends', async (fact) => {
      const world = given();
      const { session } = await world.connect();
      const made = world.truths[fact];
      if (!made) throw new Error(`no way to make ${fact}`);
      const { id, tag = null } = await made.make();
      expect(await ask(world.provider, session, fact, id, tag)).toBe(true);
      await made.end(id);
      expect(await ask(world.provider, session, fact, id, tag)).toBe(false);
    });

    it.each(facts)('%s is not told of what is not there', async (fact) => {
      const world = given();
      const { session } = await world.connect();
      expect(await ask(world.provider, session, fact, world.nobody, 'any')).toBeNull();
    });

    it.each(facts)('%s is not told when the provider is broken, silent or wants a fresh token', async (fact) => {
      const world = given();
      const { session } = await world.connect();
      await world.faults('broken');
      expect(await failure(ask(world.provider, session, fact, world.nobody, 'any'))).toBeInstanceOf(Unavailable);
      await world.faults('none');
      const silent = world.elsewhere(world.silentUrl, 50);
      expect(await failure(ask(silent, session, fact, world.nobody, 'any'))).toBeInstanceOf(Unavailable);
      await world.expireAccessTokens();
      expect(await failure(ask(world.provider, session, fact, world.nobody, 'any'))).toBeInstanceOf(TokenStale);
    });
  });
}
