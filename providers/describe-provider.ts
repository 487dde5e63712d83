import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { describeBudgets } from './describe-budgets.ts';
import { describeDues } from './describe-dues.ts';
import { describeHistory } from './describe-history.ts';
import { describeSweep } from './describe-sweep.ts';
import { describeTriggers } from './describe-triggers.ts';
import { describeTruths } from './describe-truths.ts';
import { describeWebhooks } from './describe-webhooks.ts';
import { allPages, failure, type ProviderUnderTest, type ProviderWorld } from './describe-world.ts';
import {
  OutcomeUnknown,
  type Provider,
  RateLimited,
  ReconnectNeeded,
  type Session,
  TokenStale,
  Unavailable,
} from './provider.ts';

const since = new Date(Date.now() - 30 * 86_400_000);
const reads: [string, (provider: Provider, session: Session) => Promise<unknown>][] = [
  ['the account', (provider, session) => provider.account(session)],
  ['customers', (provider, session) => provider.customerPage(session, { cursor: null, pageSize: 2 })],
  ['what is open', (provider, session) => provider.historyPage(session, { stage: 'open', since, cursor: null })],
  ['what is past', (provider, session) => provider.historyPage(session, { stage: 'past', since, cursor: null })],
  ['what changed', (provider, session) => provider.changes(session, { since, cursor: null })],
];

/** What every provider keeps, over its sandbox as a real HTTP server. */
export function describeProvider(under: ProviderUnderTest) {
  const { manifest, open } = under;
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
      const customerPages = async (session: Session, pageSize: number) => {
        const pages = await allPages((cursor) => world.provider.customerPage(session, { cursor, pageSize }));
        return pages.map(({ customers }) => customers);
      };

      it('come by pages, every one once', async () => {
        const { session } = await world.connect();
        const expected = (await world.customers()).map(({ externalId }) => externalId);
        const pages = await customerPages(session, 2);
        expect(pages.every((page) => page.length <= 2)).toBe(true);
        expect(pages.flat().map(({ externalId }) => externalId)).toEqual(expected);
      });

      it('are marked when they are archived or leads', async () => {
        const { session } = await world.connect();
        const seen = (await customerPages(session, 50)).flat();
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

      it.each(reads)('are temporary when the provider is broken: %s', async (_what, read) => {
        const { session } = await world.connect();
        await world.faults('broken');
        expect(await failure(read(world.provider, session))).toBeInstanceOf(Unavailable);
      });

      it('are temporary when the provider is broken: a refresh', async () => {
        const { tokens } = await world.connect();
        await world.faults('broken');
        expect(await failure(world.provider.refresh(tokens.refreshToken))).toBeInstanceOf(Unavailable);
      });

      it.each(reads)('are temporary when nobody listens or answers: %s', async (_what, read) => {
        const session = { accessToken: 't', accountId: 'a' };
        expect(await failure(read(world.elsewhere(world.deadUrl, 5000), session))).toBeInstanceOf(Unavailable);
        expect(await failure(read(world.elsewhere(world.silentUrl, 50), session))).toBeInstanceOf(Unavailable);
      });

      it('are temporary for a token call that reached nobody, unknown for one without an answer', async () => {
        expect(await failure(world.elsewhere(world.deadUrl, 5000).refresh('r'))).toBeInstanceOf(Unavailable);
        expect(await failure(world.elsewhere(world.silentUrl, 50).refresh('r'))).toBeInstanceOf(OutcomeUnknown);
      });

      it.each(reads)('ask for a fresh token when theirs is stale: %s', async (_what, read) => {
        const { session } = await world.connect();
        await world.expireAccessTokens();
        expect(await failure(read(world.provider, session))).toBeInstanceOf(TokenStale);
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

    describeWebhooks(manifest, () => world);
    describeTriggers(under, () => world);
    describeDues(under, () => world);
    describeHistory(() => world);
    describeSweep(under, () => world);
    describeBudgets(() => world);
    describeTruths(under, () => world);
  });
}
