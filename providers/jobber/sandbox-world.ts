import express from 'express';
import { listen } from '../../testing/servers.ts';
import { createWebhookReceiver } from '../../testing/webhook-receiver.ts';
import { createJobber, type JobberConfig } from './index.ts';
import { createJobberSandbox, type JobberSandboxSettings } from './sandbox.ts';
import { happeningsOf } from './sandbox-happenings.ts';
import { readingsOf } from './sandbox-readings.ts';
import { truthsOf } from './sandbox-truths.ts';

export const redirectUri = 'http://afterjob.test/api/crm/jobber/callback';
const credentials = { clientId: 'client-of-tests', clientSecret: 'secret-of-tests' };

/** Asks the sandbox's `/jobber/control`. */
export type Control = <Answer = unknown>(method: string, path: string, body?: object) => Promise<Answer>;
export type JobberWorld = Awaited<ReturnType<typeof openJobberWorld>>;

/** For tests: the sandbox and a receiver of its webhooks as real HTTP servers, and the provider between them. */
export async function openJobberWorld(
  options: {
    settings?: Partial<JobberSandboxSettings>;
    stateFile?: string;
    config?: Partial<JobberConfig>;
    clock?: () => number;
  } = {},
) {
  const receiver = await createWebhookReceiver((body) => [JSON.parse(body.toString()).data.webHookEvent.topic]);
  const sandbox = createJobberSandbox({
    ...credentials,
    webhookUrl: `${receiver.url}/webhook`,
    stateFile: options.stateFile ?? null,
    settings: { retryDelaysMs: [5, 5, 5], ...options.settings },
    clock: options.clock,
  });
  const vendor = await listen(express().use('/jobber', sandbox.router));
  const api = `${vendor.url}/jobber/api`;
  const config: JobberConfig = {
    ...credentials,
    graphqlVersion: '2025-04-16',
    authorizeUrl: `${api}/oauth/authorize`,
    tokenUrl: `${api}/oauth/token`,
    apiUrl: `${api}/graphql`,
    ...options.config,
  };
  const provider = createJobber(config);

  async function control<Answer = unknown>(method: string, path: string, body?: object): Promise<Answer> {
    const answer = await fetch(`${vendor.url}/jobber/control${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text ? JSON.parse(text) : null) as Answer;
  }

  /** Presses a button of the consent page; gives the callback's query. */
  async function consent(decision: 'allow' | 'deny' | 'marketplace', state: string): Promise<Record<string, string>> {
    const page = await fetch(provider.authorizeUrl({ state, redirectUri }));
    if (!page.ok) throw new Error(`consent page: ${page.status}`);
    const form = new URLSearchParams({ decision, redirect_uri: redirectUri, state });
    const answer = await fetch(`${api}/oauth/authorize`, { method: 'POST', body: form, redirect: 'manual' });
    return Object.fromEntries(new URL(answer.headers.get('location') ?? '').searchParams);
  }

  async function connect() {
    const connected = await provider.connect({ query: await consent('allow', 'state-1'), redirectUri });
    return { ...connected, session: { accessToken: connected.tokens.accessToken, accountId: connected.account.id } };
  }

  return {
    provider,
    config,
    vendorUrl: vendor.url,
    hooksUrl: receiver.url,
    clientSecret: credentials.clientSecret,
    received: receiver.received,
    answerWith: receiver.answerWith,
    arrival: receiver.arrival,
    control,
    consent,
    connect,
    ...happeningsOf(control),
    ...readingsOf(control),
    ...truthsOf(control),
    async close() {
      await sandbox.close();
      await vendor.close();
      await receiver.close();
    },
  };
}
