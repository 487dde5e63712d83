import { createServer } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { testConfig } from '../testing/config.ts';
import { listen } from '../testing/servers.ts';
import { describeProvider, type ProviderWorld } from './describe-provider.ts';
import { createProviders } from './index.ts';
import { createJobber } from './jobber/index.ts';
import { openJobberWorld, redirectUri } from './jobber/sandbox-world.ts';
import { manifests } from './manifests.ts';

type Client = { id: string; isArchived: boolean; isLead: boolean };
type Job = { id: string; visits: { id: string }[] };

async function jobberWorld(): Promise<ProviderWorld> {
  const world = await openJobberWorld();
  const silent = await listen(() => {});
  const dead = createServer();
  const deadUrl = await new Promise<string>((resolve) =>
    dead.listen(0, '127.0.0.1', () => {
      const address = dead.address();
      const port = typeof address === 'object' ? address?.port : 0;
      dead.close(() => resolve(`http://127.0.0.1:${port}`));
    }),
  );
  const { control } = world;
  const clients = async () => (await control<{ clients: Client[] }>('GET', '/state')).clients;
  const clientId = async () => (await clients())[0]?.id ?? '';
  const newJob = async () => control<Job>('POST', '/jobs', { clientId: await clientId(), title: 'Gutters' });
  const job = async () => ({ kind: 'job', id: (await newJob()).id });
  const faults = {
    throttled: { rateLimit: true },
    broken: { serverError: true },
    none: { rateLimit: false, serverError: false },
  };
  return {
    ...world,
    redirectUri,
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
    happenings: {
      client_created: {
        async happen() {
          const { id } = await control<Client>('POST', '/clients', { firstName: 'Ada', lastName: 'Byron' });
          return { entity: { kind: 'client', id }, topic: 'CLIENT_CREATE' };
        },
      },
      quote_approved: {
        async before() {
          const body = { clientId: await clientId(), title: 'Deck', total: 10 };
          return { kind: 'quote', id: (await control<{ id: string }>('POST', '/quotes', body)).id };
        },
        async happen(entity) {
          await control('POST', `/quotes/${entity.id}/approve`);
          return { entity, topic: 'QUOTE_APPROVED' };
        },
      },
      visit_completed: {
        before: async () => ({ kind: 'visit', id: (await newJob()).visits[0]?.id ?? '' }),
        async happen(entity) {
          await control('POST', `/visits/${entity.id}/complete`);
          return { entity, topic: 'VISIT_COMPLETE' };
        },
      },
      job_completed: {
        before: job,
        async happen(entity) {
          await control('POST', `/jobs/${entity.id}/complete`);
          return { entity, topic: 'JOB_UPDATE' };
        },
      },
      job_closed: {
        before: job,
        async happen(entity) {
          await control('POST', `/jobs/${entity.id}/close`);
          return { entity, topic: 'JOB_CLOSED' };
        },
      },
    },
    elsewhere: (baseUrl, timeoutMs) =>
      createJobber({
        ...world.config,
        tokenUrl: `${baseUrl}/token`,
        apiUrl: `${baseUrl}/graphql`,
        timeouts: { readMs: timeoutMs, tokenMs: timeoutMs },
      }),
    silentUrl: silent.url,
    deadUrl,
    async close() {
      await world.close();
      await silent.close();
    },
  };
}

const worlds = { jobber: jobberWorld } satisfies Record<keyof typeof manifests, () => Promise<ProviderWorld>>;

for (const key of Object.keys(worlds) as (keyof typeof worlds)[]) {
  describeProvider({ manifest: manifests[key], open: worlds[key] });
}

describe('the registry', () => {
  it('has every provider of the manifests', () => {
    const providers = createProviders(testConfig());
    expect(Object.keys(providers)).toEqual(Object.keys(manifests));
    for (const [key, provider] of Object.entries(providers)) expect(provider.key).toBe(key);
  });

  it('leaves out what is not set up', () => {
    const { jobber } = testConfig();
    expect(createProviders({ jobber: { ...jobber, mode: 'off' } })).toEqual({});
  });
});
