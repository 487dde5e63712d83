import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { jobberManifest } from '../providers/jobber/manifest.ts';
import { connectionTo } from '../records/connections.ts';
import { readTokens, tokenTimes } from '../records/tokens.ts';
import { withDatabase } from '../testing/postgres.ts';
import { listen } from '../testing/servers.ts';
import { openOwner, openStage, type Stage } from '../testing/stage.ts';
import { createRealTimeServer } from '../testing/temporal.ts';
import { sharedBundle } from '../testing/workflow-bundle.ts';
import type { WorkflowBundle } from '../worker-pool.ts';

const urls = withDatabase();
let server: TestWorkflowEnvironment;
let bundle: WorkflowBundle;
beforeAll(async () => {
  [server, bundle] = await Promise.all([createRealTimeServer(), sharedBundle()]);
}, 120_000);
afterAll(async () => {
  await server?.teardown();
});

/** A stage with running workers that leaves nothing behind. */
async function onStage(
  work: (stage: Stage) => Promise<void>,
  options: Partial<Parameters<typeof openStage>[0]> = {},
): Promise<void> {
  const stage = await openStage({
    appUrl: urls.appUrl,
    server,
    bundle,
    settings: { accountId: account() },
    ...options,
  });
  const workers = await stage.startWorkers();
  try {
    await work(stage);
  } finally {
    await workers.stop();
    await stage.close();
  }
}

let accounts = 0;
const account = () => Buffer.from(`gid://Jobber/Account/${Date.now()}${++accounts}`).toString('base64');
const connection = (stage: Stage) => stage.inside((tenant) => connectionTo(tenant, 'jobber'));
const customers = (stage: Stage) =>
  stage.inside(async (tenant) => (await tenant.db.customer.findMany()).map(({ firstName }) => firstName));
const tokenCalls = async (stage: Stage) =>
  (await stage.calls()).filter(({ operation }) => operation === 'refresh_token').length;
const connected = async (stage: Stage): Promise<string> => {
  const outcome = await stage.connect();
  if (!outcome.connected) throw new Error(outcome.reason);
  return outcome.connectionId;
};
const synced = (stage: Stage) =>
  stage.until(
    'the customers are synced',
    async () => (await connection(stage))?.lastSyncStatus === 'completed',
    // A page that a worker took to its grave is read again after a minute.
    150_000,
  );

describe('a new connection', () => {
  it(
    'syncs every customer, page by page',
    () =>
      onStage(
        async (stage) => {
          await stage.play('POST', '/seed', { clients: 230 });
          await connected(stage);
          await synced(stage);
          expect(await stage.inside((tenant) => tenant.db.customer.count())).toBe(230);
          expect(await connection(stage)).toMatchObject({ status: 'connected', customersSynced: 230, lastError: null });
          const run = await stage.inside((tenant) => tenant.db.syncRun.findFirst({ where: { kind: 'customers' } }));
          expect(run).toMatchObject({ status: 'completed', pages: 5, customers: 230, cursor: null });
        },
        { pageSize: 50 },
      ),
    60_000,
  );

  it(
    'registers our webhooks once, and connecting again adds none',
    () =>
      onStage(async (stage) => {
        const arrived: string[] = [];
        const hooks = await listen((request, response) => {
          request.setEncoding('utf8').on('data', (body: string) => void arrived.push(`${request.url} ${body}`));
          request.on('end', () => void response.end());
        });
        stage.deps.settings = { ...stage.deps.settings, registerWebhooks: ['jobber'], publicUrl: hooks.url };
        const registered = async () => (await connection(stage))?.webhooksRegisteredAt ?? null;
        const calls = async () =>
          (await stage.calls()).filter(({ operation }) => operation === 'WebhookEndpointCreate').length;
        const told = async (firstName: string) => {
          const { id } = await stage.play('POST', '/clients', { firstName });
          const ours = () => arrived.filter((line) => line.includes(`"itemId":"${id}"`));
          await stage.until('we are told', async () => ours().length > 0);
          await stage.until('it is read', async () => (await customers(stage)).includes(firstName));
          return ours().map((line) => line.split(' ')[0]);
        };
        try {
          await connected(stage);
          await stage.until('they are registered', async () => (await registered()) !== null);
          const topics = await calls();
          expect(topics).toBe(jobberManifest.topics.length);
          expect(await told('Ada')).toEqual(['/api/crm/jobber/webhook']);

          await connected(stage);
          await synced(stage);
          expect(await calls()).toBe(topics);

          await stage.play('POST', '/disconnect');
          await stage.until('it is disconnected', async () => (await connection(stage))?.status === 'disconnected');
          await connected(stage);
          await stage.until('they are registered anew', async () => (await registered()) !== null);
          expect(await told('Grace')).toEqual(['/api/crm/jobber/webhook']);
          expect((await connection(stage))?.lastError).toBeNull();
        } finally {
          await hooks.close();
        }
      }),
    90_000,
  );

  it(
    'says what to do by hand when webhooks cannot be registered',
    () =>
      onStage(async (stage) => {
        await stage.play('PUT', '/faults', { hidden: ['webhookEndpointCreate'] });
        stage.deps.settings = { ...stage.deps.settings, registerWebhooks: ['jobber'] };
        await connected(stage);
        const failed = async () => (await connection(stage))?.lastError?.includes('Add them by hand') ?? false;
        await stage.until('it is said', failed);
        expect(await connection(stage)).toMatchObject({ status: 'connected', webhooksRegisteredAt: null });
      }),
    60_000,
  );

  it(
    'is refused when another organization holds the account',
    () =>
      onStage(async (stage) => {
        await connected(stage);
        const other = randomUUID();
        await openOwner(stage.database, other);
        expect(await stage.connect(other)).toEqual({ connected: false, reason: 'bound_elsewhere' });
      }),
    60_000,
  );

  it(
    'asks for smaller pages when the provider cannot serve the large ones',
    () =>
      onStage(
        async (stage) => {
          await stage.play('POST', '/seed', { clients: 130 });
          await connected(stage);
          await synced(stage);
          const run = await stage.inside((tenant) => tenant.db.syncRun.findFirst({ where: { kind: 'customers' } }));
          expect(run).toMatchObject({ status: 'completed', customers: 130 });
          expect(run?.pageSize).toBeLessThan(1000);
        },
        { pageSize: 1000 },
      ),
    60_000,
  );

  it('goes on at the saved cursor when the worker ends in the middle of the sync', async () => {
    const settings = { accountId: account(), budgetMultiplier: 50 };
    const stage = await openStage({ appUrl: urls.appUrl, server, bundle, settings, pageSize: 10 });
    const first = await stage.startWorkers();
    let second: typeof first | undefined;
    try {
      await stage.play('POST', '/seed', { clients: 300 });
      await connected(stage);
      await stage.until('some pages', async () => (await stage.inside((t) => t.db.customer.count())) >= 30);
      await first.stop();
      const before = await stage.inside((tenant) => tenant.db.syncRun.findFirst({ where: { kind: 'customers' } }));
      expect(before).toMatchObject({ status: 'running' });
      second = await stage.startWorkers();
      await synced(stage);
      const run = await stage.inside((tenant) => tenant.db.syncRun.findFirst({ where: { kind: 'customers' } }));
      expect(run).toMatchObject({ id: before?.id, pages: 30, customers: 300 });
    } finally {
      await (second ?? first).stop();
      await stage.close();
    }
  }, 240_000);
});

describe('the token', () => {
  it(
    'is refreshed once for 100 callers who find it stale',
    () =>
      onStage(async (stage) => {
        const connectionId = await connected(stage);
        await synced(stage);
        const ref = { organizationId: stage.organizationId, connectionId, provider: 'jobber' };
        const times = await stage.inside((tenant) => tokenTimes(tenant, connectionId));
        const generation = times?.generation ?? 0;
        const asked = Array.from({ length: 100 }, () => stage.deps.temporal.freshToken({ ...ref, generation }));
        expect(new Set(await Promise.all(asked))).toEqual(new Set(['fresh']));
        expect(await tokenCalls(stage)).toBe(1);
        const tokens = await stage.inside((tenant) => readTokens(tenant, stage.deps.keys, connectionId));
        expect(tokens?.generation).toBe(generation + 1);
        expect(await stage.deps.temporal.freshToken({ ...ref, generation })).toBe('fresh');
        expect(await tokenCalls(stage)).toBe(1);
      }),
    60_000,
  );

  it(
    'is refreshed before it ends',
    () =>
      onStage(
        async (stage) => {
          await connected(stage);
          await stage.until('a refresh', async () => (await tokenCalls(stage)) > 0, 40_000);
          expect((await connection(stage))?.status).toBe('connected');
        },
        { settings: { accountId: account(), accessTokenMinutes: 0.1 } },
      ),
    60_000,
  );

  it(
    'that is stale in the middle of the work is refreshed, and the work goes on',
    () =>
      onStage(async (stage) => {
        await connected(stage);
        await synced(stage);
        await stage.play('POST', '/tokens/expire');
        await stage.play('POST', '/clients', { firstName: 'Ada' });
        await stage.until('the client is there', async () => (await stage.inside((t) => t.db.customer.count())) === 1);
        expect(await tokenCalls(stage)).toBe(1);
      }),
    60_000,
  );
});

describe('a connection that dies', () => {
  it(
    'in the middle of a sync fails the run with a sentence, holds, and tells the owner once',
    () =>
      onStage(
        async (stage) => {
          await stage.play('POST', '/seed', { clients: 600 });
          const connectionId = await connected(stage);
          await stage.until('the first page', async () => (await stage.inside((t) => t.db.customer.count())) > 0);
          await stage.play('POST', '/tokens/revoke');
          await stage.until('the run ended', async () => (await connection(stage))?.lastSyncStatus === 'failed');
          const row = await connection(stage);
          expect(row).toMatchObject({ status: 'token_expired', lastError: expect.stringContaining('Connect again') });
          const causes = await stage.inside((tenant) => tenant.db.cause.findMany());
          expect(causes).toMatchObject([{ kind: 'connection_revoked', scope: connectionId }]);
          await stage.until('the owner was told', async () => (await connection(stage))?.toldOwnerAt != null);
          expect(stage.sent.map(({ to }) => to)).toEqual(['owner@example.com']);

          await connected(stage);
          await stage.until(
            'all is read',
            async () => (await stage.inside((t) => t.db.customer.count())) === 600,
            60_000,
          );
          expect(await stage.inside((tenant) => tenant.db.cause.count())).toBe(0);
          expect((await connection(stage))?.epoch).toBe(1);
        },
        { pageSize: 10, settings: { accountId: account(), budgetMultiplier: 50 } },
      ),
    120_000,
  );

  it(
    'at the provider is disconnected, and seeded again by a new consent',
    () =>
      onStage(async (stage) => {
        const connectionId = await connected(stage);
        await synced(stage);
        await stage.play('POST', '/disconnect');
        await stage.until('it is disconnected', async () => (await connection(stage))?.status === 'disconnected');
        expect(await stage.inside((tenant) => tenant.db.connectionTokens.count())).toBe(0);
        expect(await connected(stage)).toBe(connectionId);
        expect(await connection(stage)).toMatchObject({ status: 'connected', epoch: 2 });
      }),
    60_000,
  );
});
