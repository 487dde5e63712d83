import { describe, expect, it } from '@jest/globals';
import { testConfig } from '../testing/config.ts';
import { listen } from '../testing/servers.ts';
import { describeProvider } from './describe-provider.ts';
import type { ProviderUnderTest, ProviderWorld } from './describe-world.ts';
import { createProviders } from './index.ts';
import { createJobber } from './jobber/index.ts';
import { redirectUri as jobberRedirectUri, openJobberWorld } from './jobber/sandbox-world.ts';
import { manifests } from './manifests.ts';
import { createQuickbooks } from './quickbooks/index.ts';
import { addressesAt, openQuickbooksWorld, redirectUri as quickbooksRedirectUri } from './quickbooks/sandbox-world.ts';

type Client = { id: string; isArchived: boolean; isLead: boolean };

/** An address where nobody listens. */
async function deadAddress(): Promise<string> {
  const closed = await listen(() => {});
  await closed.close();
  return closed.url;
}

async function jobberWorld(): Promise<ProviderWorld> {
  const world = await openJobberWorld({ settings: { budgetMultiplier: 20 } });
  const silent = await listen(() => {});
  const { control } = world;
  const clients = async () => (await control<{ clients: Client[] }>('GET', '/state')).clients;
  const clientId = async () => (await clients())[0]?.id ?? '';
  const faults = {
    throttled: { rateLimit: true },
    broken: { serverError: true },
    none: { rateLimit: false, serverError: false },
  };
  return {
    ...world,
    redirectUri: jobberRedirectUri,
    faults: (kind) => control('PUT', '/faults', faults[kind]),
    expireAccessTokens: () => control('POST', '/tokens/expire'),
    revokeTokens: () => control('POST', '/tokens/revoke'),
    customers: async () =>
      (await clients()).map(({ id, isArchived, isLead }) => ({ externalId: id, isArchived, isLead })),
    async deleteCustomer() {
      const entity = { kind: 'client', id: await clientId() };
      await control('DELETE', `/clients/${entity.id}`);
      return entity;
    },
    elsewhere: (baseUrl, timeoutMs) =>
      createJobber({
        ...world.config,
        tokenUrl: `${baseUrl}/token`,
        apiUrl: `${baseUrl}/graphql`,
        timeouts: { readMs: timeoutMs, tokenMs: timeoutMs },
      }),
    silentUrl: silent.url,
    deadUrl: await deadAddress(),
    async close() {
      await world.close();
      await silent.close();
    },
  };
}

type Customer = { id: string; active: boolean; parentId: string | null };

async function quickbooksWorld(): Promise<ProviderWorld> {
  const world = await openQuickbooksWorld();
  const silent = await listen(() => {});
  const { control } = world;
  const customers = async () => {
    const state = await control<{ customers: Customer[] }>('GET', '/state');
    return state.customers.filter(({ parentId }) => parentId === null);
  };
  const customerId = async () => (await customers())[0]?.id ?? '';
  const made = async (path: string, total: number) =>
    (await control<{ id: string }>('POST', path, { customerId: await customerId(), total })).id;
  const invoice = async () => ({ kind: 'invoice', id: await made('/invoices', 180) });
  const faults = {
    throttled: { rateLimit: true },
    broken: { serverError: true },
    none: { rateLimit: false, serverError: false },
  };
  return {
    ...world,
    redirectUri: quickbooksRedirectUri,
    faults: (kind) => control('PUT', '/faults', faults[kind]),
    expireAccessTokens: () => control('POST', '/tokens/expire'),
    revokeTokens: () => control('POST', '/tokens/revoke'),
    customers: async () =>
      (await customers()).map(({ id, active }) => ({ externalId: id, isArchived: !active, isLead: false })),
    async deleteCustomer() {
      const [first, second] = await customers();
      await control('POST', `/customers/${first?.id}/merge`, { into: second?.id });
      return { kind: 'client', id: first?.id ?? '' };
    },
    happenings: {
      client_created: {
        async happen() {
          const { id } = await control<Customer>('POST', '/customers', { givenName: 'Ada', familyName: 'Byron' });
          return { entity: { kind: 'client', id }, topic: 'customer.created' };
        },
      },
      invoice_sent: {
        before: invoice,
        async happen(entity) {
          await control('POST', `/invoices/${entity.id}/send`);
          return { entity, topic: 'invoice.emailed' };
        },
      },
      invoice_paid: {
        before: invoice,
        async happen(entity) {
          const { id } = await control<{ id: string }>('POST', '/payments', { invoiceIds: [entity.id] });
          return { entity: { kind: 'payment', id }, topic: 'payment.created' };
        },
      },
      quote_sent: {
        before: async () => ({ kind: 'quote', id: await made('/estimates', 2300) }),
        async happen(entity) {
          await control('POST', `/estimates/${entity.id}/send`);
          return { entity, topic: 'estimate.emailed' };
        },
      },
      quote_approved: {
        before: async () => ({ kind: 'quote', id: await made('/estimates', 2300) }),
        async happen(entity) {
          await control('POST', `/estimates/${entity.id}/accept`);
          return { entity, topic: 'estimate.updated' };
        },
      },
    },
    elsewhere: (baseUrl, timeoutMs) =>
      createQuickbooks({
        ...world.config,
        ...addressesAt(baseUrl),
        timeouts: { readMs: timeoutMs, tokenMs: timeoutMs },
      }),
    silentUrl: silent.url,
    deadUrl: await deadAddress(),
    async close() {
      await world.close();
      await silent.close();
    },
  };
}

const under = {
  jobber: { manifest: manifests.jobber, dues: ['invoice_overdue', 'job_started'], open: jobberWorld },
  quickbooks: { manifest: manifests.quickbooks, dues: ['invoice_overdue'], open: quickbooksWorld },
} satisfies Record<keyof typeof manifests, ProviderUnderTest>;

for (const provider of Object.values(under)) describeProvider(provider);

describe('the registry', () => {
  it('has every provider of the manifests', () => {
    const providers = createProviders(testConfig());
    expect(Object.keys(providers)).toEqual(Object.keys(manifests));
    for (const [key, provider] of Object.entries(providers)) expect(provider.key).toBe(key);
  });

  it('leaves out what is not set up', () => {
    const { jobber, quickbooks } = testConfig();
    const configured = { jobber: { ...jobber, mode: 'off' }, quickbooks };
    expect(Object.keys(createProviders(configured))).toEqual(['quickbooks']);
  });
});
