import { type CallbackReading, type Provider, ReconnectNeeded } from '../provider.ts';
import { readChanges } from './changes.ts';
import { createClient } from './client.ts';
import { readCustomerPage } from './customers.ts';
import { readSnapshot } from './events.ts';
import { readHistoryPage } from './history.ts';
import { limitsOf } from './limits.ts';
import { createOAuth } from './oauth.ts';
import { readAccount, readAccountOfNewConnection, readProfile } from './profile.ts';
import { disconnectApp, registerWebhooks } from './registration.ts';
import { truthsOf } from './truths.ts';
import { accountNotice, concerns, readWebhook, verifyWebhook } from './webhook.ts';

export type JobberConfig = {
  clientId: string;
  clientSecret: string;
  graphqlVersion: string;
  authorizeUrl: string;
  tokenUrl: string;
  apiUrl: string;
  /** Times the vendor's usual limits, where it grants this app more. */
  allowance?: number;
  /** Only for what the vendor leaves unsaid: an answer without a Date header. */
  clock?: () => number;
  /** Reads 10 s and token calls 45 s unless said otherwise. */
  timeouts?: { readMs: number; tokenMs: number };
};

export function createJobber(config: JobberConfig): Provider {
  const clock = config.clock ?? Date.now;
  const oauth = createOAuth(config, clock);
  const client = createClient(config);

  return {
    key: 'jobber',
    // About 1,600 of 10,000 points.
    pageSize: 50,
    limits: Object.values(limitsOf(config.allowance)),
    truths: truthsOf(client),
    authorizeUrl: oauth.authorizeUrl,
    readCallback,

    async connect({ query: { code, state }, redirectUri, meter }) {
      if (!code || !state) throw new ReconnectNeeded('refused');
      const tokens = await oauth.redeem({ code, state, redirectUri });
      const asker = { accessToken: tokens.accessToken, meter };
      const { account, answeredAt } = await readAccountOfNewConnection(client, asker);
      const profile = await readProfile(client, asker);
      return { account, tokens, profile, connectedAt: answeredAt ?? new Date(clock()) };
    },
    refresh: oauth.refresh,
    disconnect: (session) => disconnectApp(client, session),

    account: async (session) => (await readAccount(client, session)).account,
    customerPage: (session, input) => readCustomerPage(client, session, input),
    snapshot: (session, entity) => readSnapshot(client, session, entity),
    historyPage: (session, input) => readHistoryPage(client, session, input),
    changes: (session, input) => readChanges(client, session, input),

    verifyWebhook: (request) => verifyWebhook(config.clientSecret, request),
    readWebhook,
    accountNotice,
    concerns,
    registerWebhooks: (session, url) => registerWebhooks(client, session, url),
  };
}

/** A denial comes back with no parameters at all; a start at the marketplace with a code and no state. */
function readCallback({ code, state }: Record<string, string | undefined>): CallbackReading {
  if (!code) return { kind: 'denied' };
  return state ? { kind: 'granted', state } : { kind: 'marketplace' };
}
