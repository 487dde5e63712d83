import { type CallbackReading, type Provider, ReconnectNeeded } from '../provider.ts';
import { readChanges } from './changes.ts';
import { createClient } from './client.ts';
import { readCustomerPage } from './customers.ts';
import { readSnapshot } from './events.ts';
import { readHistoryPage } from './history.ts';
import { limitsOf } from './limits.ts';
import { createOAuth } from './oauth.ts';
import { readAccount, readNewConnection } from './profile.ts';
import { truthsOf } from './truths.ts';
import { concerns, readWebhook, verifyWebhook } from './webhook.ts';

export type QuickbooksConfig = {
  clientId: string;
  clientSecret: string;
  /** One for each environment of the app, and the old one while it is being replaced. */
  verifierTokens: readonly string[];
  authorizeUrl: string;
  tokenUrl: string;
  revokeUrl: string;
  apiUrl: string;
  /** What the vendor allows one company: 500 unless it granted more. */
  requestsPerMinute?: number;
  /** For what the vendor leaves unsaid: an answer without a Date header, and how far back it tells of changes. */
  clock?: () => number;
  /** Reads 10 s and token calls 45 s unless said otherwise. */
  timeouts?: { readMs: number; tokenMs: number };
};

export function createQuickbooks(config: QuickbooksConfig): Provider {
  const clock = config.clock ?? Date.now;
  const oauth = createOAuth(config, clock);
  const client = createClient(config);

  return {
    key: 'quickbooks',
    pageSize: 1000,
    limits: limitsOf(config.requestsPerMinute),
    truths: truthsOf(client, clock),
    authorizeUrl: oauth.authorizeUrl,
    readCallback,

    async connect({ query: { code, state, realmId }, redirectUri, meter }) {
      // The company is named in the callback and nowhere else.
      if (!code || !state || !/^\d{1,32}$/.test(realmId ?? '')) throw new ReconnectNeeded('refused');
      const tokens = await oauth.redeem({ code, state, redirectUri });
      const session = { accessToken: tokens.accessToken, accountId: realmId ?? '', meter };
      const { account, profile, answeredAt } = await readNewConnection(client, session);
      return { account, tokens, profile, connectedAt: answeredAt ?? new Date(clock()) };
    },
    refresh: oauth.refresh,
    disconnect: ({ refreshToken }) => oauth.revoke(refreshToken),

    account: (session) => readAccount(client, session),
    customerPage: (session, input) => readCustomerPage(client, session, input),
    snapshot: (session, entity) => readSnapshot(client, session, entity),
    historyPage: (session, input) => readHistoryPage(client, session, input),
    changes: (session, input) => readChanges(client, session, input, clock()),

    verifyWebhook: (request) => verifyWebhook(config.verifierTokens, request),
    readWebhook,
    // The vendor tells of no end of a connection: a refused refresh does.
    accountNotice: () => null,
    concerns,
  };
}

/** A denial comes back as `error=access_denied`. */
function readCallback({ code, state }: Record<string, string | undefined>): CallbackReading {
  if (!code) return { kind: 'denied' };
  return state ? { kind: 'granted', state } : { kind: 'marketplace' };
}
