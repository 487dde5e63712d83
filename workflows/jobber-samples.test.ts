import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Express, RequestHandler } from 'express';
import request from 'supertest';
import { createApp } from '../api/app.ts';
import { deliveryWords } from '../api/delivery-words.ts';
import { asOwner, signedUp, type TestAgent, withApi } from '../api/testing.ts';
import { connectionTo } from '../records/connections.ts';
import { openStage, type Stage } from '../testing/stage.ts';
import { createRealTimeServer } from '../testing/temporal.ts';
import { sharedBundle } from '../testing/workflow-bundle.ts';

const fixture = (name: string) => readFileSync(new URL(`../providers/jobber/fixtures/${name}`, import.meta.url));
const sample = fixture('jobber-webhook.json');
const throttled = fixture('jobber-throttled.json').toString();
/** What the provider's API answers instead of its own words. */
const canned: string[] = [];
const edge: RequestHandler = (req, res, next) => {
  const answer = req.path === '/graphql' ? canned.shift() : undefined;
  if (answer === undefined) return next();
  res.type('json').send(answer);
};

let server: TestWorkflowEnvironment;
let stage: Stage;
let workers: { stop(): Promise<void> };
let app: Express;
let admin: TestAgent;
// Hooks run in this order: the database goes last.
afterAll(async () => {
  await workers?.stop();
  await stage?.close();
  await server?.teardown();
});
const api = withApi();
beforeAll(async () => {
  const [made, bundle] = await Promise.all([createRealTimeServer(), sharedBundle()]);
  server = made;
  stage = await openStage({ appUrl: api.urls.appUrl, server, bundle, edge, settings: { accountId: 'MQ==' } });
  app = createApp({ ...api.deps, providers: stage.deps.providers, temporal: stage.deps.temporal });
  workers = await stage.startWorkers();
  admin = await signedUp(app);
}, 120_000);

const post = (body: Buffer, signedOver = body) => {
  const signature = createHmac('sha256', stage.clientSecret).update(signedOver).digest('base64');
  const headers = { 'content-type': 'application/json', 'x-jobber-hmac-sha256': signature };
  return request(app).post('/api/crm/jobber/webhook').set(headers).send(body.toString());
};
type Kept = { topic: string; status: string; reason: string | null };
const kept = () => asOwner<Kept>(api, 'SELECT topic, status, reason FROM afterjob.deliveries');
const strays = async () => (await admin.get('/api/deliveries/strays').expect(200)).body.items;

describe('the vendor’s sample of a webhook', () => {
  it('with one byte changed is refused and leaves no row', async () => {
    for (const at of [0, sample.indexOf('MQ==') + 1, sample.length - 2]) {
      const changed = Buffer.from(sample);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect((await post(changed, sample)).status).toBe(401);
    }
    expect(await kept()).toEqual([]);
  });

  it('for an account that nobody connected is kept, and shown as of an unknown account', async () => {
    expect((await post(sample)).status).toBe(200);
    await stage.until('it is looked at', async () =>
      (await kept()).every(({ status }) => status === 'unknown_account'),
    );
    expect(await kept()).toHaveLength(1);
    expect(await strays()).toMatchObject([
      { topic: 'CLIENT_CREATE', status: 'unknown_account', words: deliveryWords('unknown_account') },
    ]);
  }, 60_000);

  it('is processed once its account is connected', async () => {
    expect((await stage.connect()).connected).toBe(true);
    await stage.until('it is processed', async () => (await kept()).every(({ status }) => status === 'processed'));
    expect(await strays()).toEqual([]);
    const own = await stage.inside((tenant) => connectionTo(tenant, 'jobber'));
    expect(own).toMatchObject({ accountId: 'MQ==', webhookLastReceivedAt: expect.any(Date) });
    expect((await post(sample)).status).toBe(200);
    await stage.until('it is processed again', async () =>
      (await kept()).every(({ status }) => status === 'processed'),
    );
    expect(await kept()).toMatchObject([{ topic: 'CLIENT_CREATE', status: 'processed' }]);
  }, 60_000);
});

describe('the vendor’s sample of a throttled answer', () => {
  const synced = async () => (await stage.inside((tenant) => connectionTo(tenant, 'jobber')))?.lastSyncStatus;
  const historyRead = () =>
    stage.inside((tenant) => tenant.db.syncRun.findFirst({ where: { kind: 'history', status: 'completed' } }));
  const syncAgain = async (answer: string) => {
    await stage.until('no sync runs', async () => (await synced()) === 'completed', 60_000);
    // It asks the same provider, and would take the answer that is meant for the sync.
    await stage.until('the history is read', async () => (await historyRead()) !== null, 60_000);
    canned.push(answer);
    const own = await stage.inside((tenant) => connectionTo(tenant, 'jobber'));
    const ref = { organizationId: stage.organizationId, connectionId: own?.id ?? '', provider: 'jobber' };
    await stage.deps.temporal.startCustomerSync(ref);
    const runs = () =>
      stage.inside((tenant) =>
        tenant.db.syncRun.findMany({ where: { kind: 'customers' }, orderBy: { startedAt: 'desc' } }),
      );
    await stage.until('it is over', async () => canned.length === 0 && (await runs())[0]?.status === 'completed');
    return (await runs())[0];
  };

  it('costs more than the bucket holds, so the page is halved', async () => {
    expect(await syncAgain(throttled)).toMatchObject({ pageSize: 25 });
  }, 90_000);

  it('with a cost that the bucket can hold is waited for as long as it says', async () => {
    const answer = JSON.parse(throttled);
    answer.extensions.cost.requestedQueryCost = 2_000;
    answer.extensions.cost.throttleStatus.currentlyAvailable = 1_000;
    const before = Date.now();
    expect(await syncAgain(JSON.stringify(answer))).toMatchObject({ pageSize: 50 });
    // (2,000 − 1,000) points at 500 a second.
    expect(Date.now() - before).toBeGreaterThanOrEqual(2_000);
  }, 90_000);
});
