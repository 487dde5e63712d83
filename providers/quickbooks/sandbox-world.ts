import express from 'express';
import { listen } from '../../testing/servers.ts';
import { createWebhookReceiver } from '../../testing/webhook-receiver.ts';
import type { SandboxWorld } from '../describe-world.ts';
import type { EntityRef } from '../provider.ts';
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
  const settings = { retryDelaysMs: [5, 5, 5], budgetMultiplier: 100, ...options.settings };
  const sandbox = createQuickbooksSandbox({
    ...credentials,
    verifierToken,
    webhookUrl: `${receiver.url}/webhook`,
    stateFile: options.stateFile ?? null,
    settings,
    clock: options.clock,
  });
  const vendor = await listen(express().use('/quickbooks', sandbox.router));
  const api = `${vendor.url}/quickbooks/api`;
  const config: QuickbooksConfig = {
    ...credentials,
    verifierTokens: ['one-of-another-environment', verifierToken],
    ...addressesAt(api),
    requestsPerMinute: 500 * settings.budgetMultiplier,
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
    ...truthOf(control),
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

type Control = <Answer = unknown>(method: string, path: string, body?: object) => Promise<Answer>;
type Row = { id: string; updatedAt: number };
type Books = {
  customers: (Row & { parentId: string | null })[];
  invoices: (Row & { balance: number })[];
  estimates: (Row & { status: string })[];
  payments: Row[];
  gone: { name: keyof typeof kinds; id: string; at: number }[];
};
const kinds = { customer: 'client', invoice: 'invoice', estimate: 'quote', payment: 'payment' } as const;
const routes: Record<string, string> = {
  client: 'customers',
  invoice: 'invoices',
  quote: 'estimates',
  payment: 'payments',
};
const all = 1_000_000;

/** What the pretend company knows of itself: the other side of what the provider reads. */
function truthOf(control: Control): SandboxWorld {
  const books = () => control<Books>('GET', `/state?limit=${all}`);
  const second = (ms: number) => Math.floor(ms / 1000);
  const refs = (kind: string, rows: readonly Row[]): EntityRef[] => rows.map(({ id }) => ({ kind, id }));
  const dayOf = (at: Date) => at.toISOString().slice(0, 10);
  return {
    calls: async () =>
      (await control<{ path: string }[]>('GET', '/calls')).filter(({ path }) => path.includes('/v3/company/')).length,
    tellsWhatIsLeft: false,
    seed: (count, at) => control('POST', '/finished', { count, at: at.toISOString() }),
    async open() {
      const { invoices, estimates } = await books();
      const waiting = estimates.filter(({ status }) => status === 'Pending' || status === 'Accepted');
      return [
        ...refs(
          'invoice',
          invoices.filter(({ balance }) => balance > 0),
        ),
        ...refs('quote', waiting),
      ];
    },
    async past(since) {
      const { invoices, estimates, payments } = await books();
      const isLater = ({ updatedAt }: Row) => second(updatedAt) >= second(since.getTime());
      const later = (kind: string, rows: readonly Row[]) => refs(kind, rows.filter(isLater));
      return [...later('invoice', invoices), ...later('quote', estimates), ...later('payment', payments)];
    },
    async changed(since) {
      const { customers, invoices, estimates, payments, gone } = await books();
      const isLater = (ms: number) => second(ms) >= second(since.getTime());
      const people = customers.filter(({ parentId }) => parentId === null);
      const lists = { client: people, invoice: invoices, quote: estimates, payment: payments };
      return [
        ...Object.entries(lists).flatMap(([kind, rows]) =>
          refs(
            kind,
            rows.filter(({ updatedAt }) => isLater(updatedAt)),
          ).map((entity) => ({ entity, gone: false })),
        ),
        ...gone
          .filter(({ at }) => isLater(at))
          .map(({ name, id }) => ({ entity: { kind: kinds[name], id }, gone: true })),
      ];
    },
    // One call lists all four; what is too much for it, each by itself.
    sweep: { idleCalls: 1, pageSize: 300 },
    touch: ({ kind, id }) => control('POST', `/${routes[kind]}/${id}/touch`),
    tellsOfDeleted: true,
    dues: {
      invoice_overdue: {
        async make(at) {
          const [first] = (await books()).customers;
          const body = { customerId: first?.id, total: 180, dueDate: dayOf(at) };
          return { kind: 'invoice', id: (await control<Row>('POST', '/invoices', body)).id };
        },
        async move(entity, at) {
          await control('PATCH', `/invoices/${entity.id}`, { dueDate: dayOf(at) });
          return { entity, topic: 'invoice.updated' };
        },
        settle: ({ id }) => control('POST', `/invoices/${id}/void`),
      },
    },
    nobody: '999999999',
    truths: {
      invoice_unpaid: {
        make: async () =>
          control<Row>('POST', '/invoices', { customerId: (await books()).customers[0]?.id, total: 180 }),
        end: (id) => control('POST', '/payments', { invoiceIds: [id] }),
      },
      quote_open: {
        make: async () =>
          control<Row>('POST', '/estimates', { customerId: (await books()).customers[0]?.id, total: 10 }),
        end: (id) => control('POST', `/estimates/${id}/accept`),
      },
    },
  };
}
