import type { IncomingHttpHeaders } from 'node:http';
import express from 'express';
import { listen } from '../../testing/servers.ts';
import type { WebhookRequest } from '../provider.ts';
import { createJobber, type JobberConfig } from './index.ts';
import { createJobberSandbox, type JobberSandboxSettings } from './sandbox.ts';

export const redirectUri = 'http://afterjob.test/api/crm/jobber/callback';
const credentials = { clientId: 'client-of-tests', clientSecret: 'secret-of-tests' };

type Received = WebhookRequest & { topic: string; itemId: string };
export type JobberWorld = Awaited<ReturnType<typeof openJobberWorld>>;

/** For tests: the sandbox and a receiver of its webhooks as real HTTP servers, and the provider between them. */
export async function openJobberWorld(
  options: { settings?: Partial<JobberSandboxSettings>; stateFile?: string; config?: Partial<JobberConfig> } = {},
) {
  const received: Received[] = [];
  const waiting: { topic: string; take: (request: Received) => void }[] = [];
  let answers: number[] = [];
  const receiver = express();
  receiver.use(express.raw({ type: '*/*' }), (req, res) => {
    const status = answers.shift() ?? 204;
    res.status(status).end();
    if (status >= 300) return;
    const { topic, itemId } = JSON.parse(req.body.toString()).data.webHookEvent;
    const request = { headers: req.headers as IncomingHttpHeaders, body: req.body as Buffer, topic, itemId };
    const index = waiting.findIndex((wait) => wait.topic === topic);
    if (index >= 0) waiting.splice(index, 1)[0]?.take(request);
    else received.push(request);
  });
  const hooks = await listen(receiver);
  const sandbox = createJobberSandbox({
    ...credentials,
    webhookUrl: `${hooks.url}/webhook`,
    stateFile: options.stateFile ?? null,
    settings: { retryDelaysMs: [5, 5, 5], ...options.settings },
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
    hooksUrl: hooks.url,
    clientSecret: credentials.clientSecret,
    received,
    control,
    consent,
    connect,
    /** What the receiver answers to the next webhooks; then 204 again. */
    answerWith(statuses: number[]) {
      answers = statuses;
    },
    arrival(topic: string): Promise<Received> {
      const index = received.findIndex((request) => request.topic === topic);
      const [there] = index >= 0 ? received.splice(index, 1) : [];
      return there ? Promise.resolve(there) : new Promise((take) => waiting.push({ topic, take }));
    },
    async close() {
      await sandbox.close();
      await vendor.close();
      await hooks.close();
    },
  };
}
