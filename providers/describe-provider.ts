import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { failure, type ProviderUnderTest, type ProviderWorld } from './describe-world.ts';
import {
  type EntityRef,
  OutcomeUnknown,
  RateLimited,
  ReconnectNeeded,
  type Session,
  TokenStale,
  Unavailable,
} from './provider.ts';

/** What every provider keeps, over its sandbox as a real HTTP server. */
export function describeProvider({ manifest, open }: ProviderUnderTest) {
  describe(`the provider ${manifest.key}`, () => {
    let world: ProviderWorld;
    beforeEach(async () => {
      world = await open();
    });
    afterEach(() => world.close());

    describe('connecting', () => {
      it('sends the browser away with state and redirect', () => {
        const url = new URL(world.provider.authorizeUrl({ state: 'a b&c', redirectUri: world.redirectUri }));
        expect(url.searchParams.get('state')).toBe('a b&c');
        expect(url.searchParams.get('redirect_uri')).toBe(world.redirectUri);
        expect(url.searchParams.get('response_type')).toBe('code');
      });

      it('reads what the owner decided', async () => {
        expect(world.provider.readCallback(await world.consent('allow', 's1'))).toEqual({
          kind: 'granted',
          state: 's1',
        });
        expect(world.provider.readCallback(await world.consent('deny', 's1'))).toEqual({ kind: 'denied' });
        expect(world.provider.readCallback({})).toEqual({ kind: 'denied' });
      });

      it('yields account, tokens, profile and the moment by the provider’s clock', async () => {
        const before = Math.floor(Date.now() / 1000) * 1000;
        const { account, tokens, profile, connectedAt } = await world.connect();
        expect(account.id).not.toBe('');
        expect(account.name).not.toBe('');
        expect(profile.name).not.toBeNull();
        expect(profile.zone).toMatch(/\//);
        expect(tokens.accessTokenExpiresAt.getTime()).toBeGreaterThan(connectedAt.getTime());
        expect(connectedAt.getTime()).toBeGreaterThanOrEqual(before);
        expect(connectedAt.getTime()).toBeLessThanOrEqual(Date.now());
      });

      it('needs a new connection when the code is refused', async () => {
        const query = { ...(await world.consent('allow', 's1')), code: 'made-up' };
        expect(await failure(world.provider.connect({ query, redirectUri: world.redirectUri }))).toBeInstanceOf(
          ReconnectNeeded,
        );
      });

      it('redeems a code once', async () => {
        const query = await world.consent('allow', 's1');
        await world.provider.connect({ query, redirectUri: world.redirectUri });
        expect(await failure(world.provider.connect({ query, redirectUri: world.redirectUri }))).toBeInstanceOf(
          ReconnectNeeded,
        );
      });
    });

    describe('tokens', () => {
      it('are refreshed', async () => {
        const { tokens, account } = await world.connect();
        const fresh = await world.provider.refresh(tokens.refreshToken);
        const session = { accessToken: fresh.accessToken, accountId: account.id };
        expect(await world.provider.account(session)).toEqual(account);
      });

      it('are stale after their time', async () => {
        const { session } = await world.connect();
        await world.expireAccessTokens();
        expect(await failure(world.provider.account(session))).toBeInstanceOf(TokenStale);
      });

      it('end with the connection when revoked', async () => {
        const { tokens } = await world.connect();
        await world.revokeTokens();
        expect(await failure(world.provider.refresh(tokens.refreshToken))).toBeInstanceOf(ReconnectNeeded);
      });

      it('end when we disconnect, and disconnecting twice is done', async () => {
        const { tokens, session } = await world.connect();
        const link = { ...session, refreshToken: tokens.refreshToken };
        await world.provider.disconnect(link);
        await world.provider.disconnect(link);
        // Some providers say at once that the link is dead, others only by refusing to refresh it.
        const { name } = await failure(world.provider.account(session));
        expect(['ReconnectNeeded', 'TokenStale']).toContain(name);
        expect(await failure(world.provider.refresh(tokens.refreshToken))).toBeInstanceOf(ReconnectNeeded);
      });
    });

    describe('customers', () => {
      const allPages = async (session: Session, pageSize: number) => {
        const pages = [];
        let cursor: string | null = null;
        do {
          const page = await world.provider.customerPage(session, { cursor, pageSize });
          pages.push(page.customers);
          cursor = page.nextCursor;
        } while (cursor);
        return pages;
      };

      it('come by pages, every one once', async () => {
        const { session } = await world.connect();
        const expected = (await world.customers()).map(({ externalId }) => externalId);
        const pages = await allPages(session, 2);
        expect(pages.every((page) => page.length <= 2)).toBe(true);
        expect(pages.flat().map(({ externalId }) => externalId)).toEqual(expected);
      });

      it('are marked when they are archived or leads', async () => {
        const { session } = await world.connect();
        const seen = (await allPages(session, 50)).flat();
        const marks = seen.map(({ externalId, isArchived, isLead }) => ({ externalId, isArchived, isLead }));
        expect(marks).toEqual(await world.customers());
        expect(marks.some(({ isArchived }) => isArchived)).toBe(true);
      });

      it('are not found once they are deleted', async () => {
        const { session } = await world.connect();
        const entity = await world.deleteCustomer();
        const snapshot = await world.provider.snapshot(session, entity);
        expect(snapshot).toMatchObject({ entity, found: false, customer: null, transitions: [], facts: {} });
      });
    });

    describe('refusals', () => {
      it('carry the wait when we ask too much', async () => {
        const { session } = await world.connect();
        await world.faults('throttled');
        const error = await failure(world.provider.customerPage(session, { cursor: null, pageSize: 10 }));
        expect(error).toBeInstanceOf(RateLimited);
        expect((error as RateLimited).retryAfterMs).toBeGreaterThan(0);
        await world.faults('none');
        expect((await world.provider.customerPage(session, { cursor: null, pageSize: 10 })).customers).not.toEqual([]);
      });

      it('are temporary when the provider is broken', async () => {
        const { session, tokens } = await world.connect();
        await world.faults('broken');
        expect(await failure(world.provider.account(session))).toBeInstanceOf(Unavailable);
        expect(await failure(world.provider.refresh(tokens.refreshToken))).toBeInstanceOf(Unavailable);
      });

      it('are temporary when nobody listens', async () => {
        const provider = world.elsewhere(world.deadUrl, 5000);
        expect(await failure(provider.account({ accessToken: 't', accountId: 'a' }))).toBeInstanceOf(Unavailable);
        expect(await failure(provider.refresh('r'))).toBeInstanceOf(Unavailable);
      });

      it('are unknown for a token call without an answer, temporary for a read', async () => {
        const provider = world.elsewhere(world.silentUrl, 50);
        expect(await failure(provider.account({ accessToken: 't', accountId: 'a' }))).toBeInstanceOf(Unavailable);
        expect(await failure(provider.refresh('r'))).toBeInstanceOf(OutcomeUnknown);
      });

      it('hold no token', async () => {
        const { session, tokens } = await world.connect();
        await world.revokeTokens();
        const calls = [() => world.provider.refresh(tokens.refreshToken), () => world.provider.account(session)];
        for (const call of calls) {
          const { message, stack, cause } = await failure(call());
          const told = JSON.stringify([message, stack, String(cause)]);
          expect(told).not.toContain(tokens.refreshToken);
          expect(told).not.toContain(tokens.accessToken);
        }
      });
    });

    describe('webhooks', () => {
      it('verify, and not with any bit changed', async () => {
        await world.connect();
        const { topic } = await someHappening();
        const { headers, body } = await world.arrival(topic);
        expect(world.provider.verifyWebhook({ headers, body })).toBe(true);
        fc.assert(
          fc.property(fc.nat(body.length * 8 - 1), (bit) => {
            const forged = Buffer.from(body);
            forged.writeUInt8(forged.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
            expect(world.provider.verifyWebhook({ headers, body: forged })).toBe(false);
          }),
        );
      });

      it('are read without failing, whatever they hold', () => {
        fc.assert(
          fc.property(
            fc.oneof(
              fc.uint8Array(),
              fc.json().map((text) => Buffer.from(text)),
            ),
            (bytes) => {
              const notices = world.provider.readWebhook({ headers: {}, body: Buffer.from(bytes) });
              expect(notices.every(({ dedupeKey }) => dedupeKey.length > 0)).toBe(true);
            },
          ),
        );
      });

      it('use only topics of the manifest', async () => {
        for (const [trigger, { before, happen }] of Object.entries(world.happenings)) {
          const { topic } = await happen((await before?.()) ?? { kind: '', id: '' });
          expect({ trigger, known: manifest.topics.includes(topic) }).toEqual({ trigger, known: true });
        }
      });
    });

    describe('triggers', () => {
      it('all have a happening', () => {
        expect(Object.keys(world.happenings).sort()).toEqual(Object.keys(manifest.triggers).sort());
      });

      it.each(Object.keys(manifest.triggers))('%s is told by its notice and holds from then on', async (trigger) => {
        const { session, connectedAt, account, profile } = await world.connect();
        const happening = world.happenings[trigger];
        const expected = manifest.triggers[trigger];
        if (!happening || !expected) throw new Error(`no happening for ${trigger}`);
        const transition = async (entity: EntityRef) => {
          const snapshot = await world.provider.snapshot(session, entity);
          return { snapshot, of: snapshot.transitions.find((one) => one.trigger === trigger) };
        };
        const earlier = await happening.before?.();
        if (earlier) expect((await transition(earlier)).of).toMatchObject({ holds: false });

        const { entity, topic } = await happening.happen(earlier ?? { kind: '', id: '' });
        const request = await world.arrival(topic);
        const notices = world.provider.readWebhook(request);
        const notice = notices.find((one) => one.readable && one.entity?.id === entity.id);
        if (!notice?.readable) throw new Error(`${topic} tells nothing of ${entity.kind}`);
        expect(notice).toMatchObject({ topic, accountId: account.id, entity });
        expect(world.provider.readWebhook(request)).toEqual(notices);

        const [concerned] = world.provider.concerns(notice);
        if (!concerned) throw new Error(`${topic} concerns nothing`);
        const { snapshot, of: now } = await transition(concerned);
        expect(now).toMatchObject({ holds: true, entity: { kind: expected.entity } });
        expect(now?.at !== null || now?.saidBy.includes(topic)).toBe(true);
        if (now?.at && now.dateOnly) expect(dayOf(now.at, 'utc') >= dayOf(connectedAt, profile.zone)).toBe(true);
        else if (now?.at) expect(now.at.getTime()).toBeGreaterThanOrEqual(connectedAt.getTime());
        if (now?.at) expect(now.source).not.toBeNull();
        expect(snapshot.customer).not.toBeNull();
        const facts = now?.facts ?? snapshot.facts;
        expect(Object.keys(facts).sort()).toEqual(expect.arrayContaining(names(expected.fields)));
        expect((await transition(concerned)).of).toEqual(now);
      });

      it.each(Object.entries(manifest.triggers))(
        '%s offers exactly the fields of its entity',
        async (trigger, { entity, fields }) => {
          const { session } = await world.connect();
          const happening = world.happenings[trigger];
          if (!happening) throw new Error(`no happening for ${trigger}`);
          const happened = await happening.happen((await happening.before?.()) ?? { kind: '', id: '' });
          const snapshot = await world.provider.snapshot(session, happened.entity);
          const own = snapshot.transitions.find((one) => one.trigger === trigger)?.entity ?? happened.entity;
          expect(own.kind).toBe(entity);
          const { facts } = await world.provider.snapshot(session, own);
          expect(Object.keys(facts).sort()).toEqual(names(fields));
        },
      );
    });

    const dayOf = (at: Date, zone: string | null) => DateTime.fromJSDate(at, { zone: zone ?? 'utc' }).toISODate() ?? '';
    const names = (fields: readonly { name: string }[]) => fields.map(({ name }) => name).sort();
    const someHappening = async () => {
      const [first] = Object.values(world.happenings);
      if (!first) throw new Error('no happening');
      return first.happen((await first.before?.()) ?? { kind: '', id: '' });
    };
  });
}
