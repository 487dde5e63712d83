import express from 'express';
import { listen } from '../../testing/servers.ts';
import { createWebhookReceiver } from '../../testing/webhook-receiver.ts';
import { createQuickbooks, type QuickbooksConfig } from './index.ts';
import { createQuickbooksSandbox, type QuickbooksSandboxSettings } from './sandbox.ts';

export const redirectUri = 'http://afterjob.test/api/crm/quickbooks/callback';
const credentials = { clientId: 'client-of-tests', clientSecret: 'secret-of-tests' };
const verifierToken = 'verifier-of-tests';

export type QuickbooksWorld = Awaited<ReturnType<typeof openQuickbooksWorld>>;

/** What a request tells of, in either format: `customer.created`. */
function topicsOf(body: Buffer): string[] {
  const json = JSON.parse(body.toString());
  if (Array.isArray(json)) return json.map(({ type }) => type.replace(/^qbo\.|\.v\d+$/g, ''));
  return json.eventNotifications.flatMap((company: { dataChangeEvent: { entities: Record<string, string>[] } }) =>
    company.dataChangeEvent.entities.map(({ name, operation }) => `${name} ${operation}`),
  );
}

/** For tests: the sandbox and a receiver of its webhooks as real HTTP servers, and the provider between them. */
export async function openQuickbooksWorld(
  options: {
    settings?: Partial<QuickbooksSandboxSettings>;
    stateFile?: string;
    config?: Partial<QuickbooksConfig>;
    clock?: () => number;
  } = {},
) {
  const receiver = await createWebhookReceiver(topicsOf);
  const sandbox = createQuickbooksSandbox({
    ...credentials,
    verifierToken,
    webhookUrl: `${receiver.url}/webhook`,
    stateFile: options.stateFile ?? null,
    settings: { retryDelaysMs: [5, 5, 5], budgetMultiplier: 100, ...options.settings },
    clock: options.clock,
  });
  const vendor = await listen(express().use('/quickbooks', sandbox.router));
  const api = `${vendor.url}/quickbooks/api`;
  const config: QuickbooksConfig = {
    ...credentials,
    verifierTokens: ['one-of-another-environment', verifierToken],
    ...addressesAt(api),
    ...options.config,
  };
  const provider = createQuickbooks(config);

  async function control<Answer = unknown>(method: string, path: string, body?: object): Promise<Answer> {
    const answer = await fetch(`${vendor.url}/quickbooks/control${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text ? JSON.parse(text) : null) as Answer;
  }

  /** Presses a button of the consent page; gives the callback's query. */
  async function consent(decision: 'allow' | 'deny', state: string): Promise<Record<string, string>> {
    const page = await fetch(provider.authorizeUrl({ state, redirectUri }));
    if (!page.ok) throw new Error(`consent page: ${page.status}`);
    const form = new URLSearchParams({ decision, redirect_uri: redirectUri, state });
    const answer = await fetch(config.authorizeUrl, { method: 'POST', body: form, redirect: 'manual' });
    return Object.fromEntries(new URL(answer.headers.get('location') ?? '').searchParams);
  }

  async function connect() {
    const connected = await provider.connect({ query: await consent('allow', 'state-1'), redirectUri });
    return { ...connected, session: { accessToken: connected.tokens.accessToken, accountId: connected.account.id } };
  }

  return {
    provider,
    config,
    verifierToken,
    vendorUrl: vendor.url,
    received: receiver.received,
    answerWith: receiver.answerWith,
    arrival: receiver.arrival,
    control,
    consent,
    connect,
    async close() {
      await sandbox.close();
      await vendor.close();
      await receiver.close();
    },
  };
}

/** The vendor's four addresses, all at one place. */
export const addressesAt = (api: string) => ({
  authorizeUrl: `${api}/connect/oauth2`,
  tokenUrl: `${api}/oauth2/v1/tokens/bearer`,
  revokeUrl: `${api}/v2/oauth2/tokens/revoke`,
  apiUrl: api,
});
