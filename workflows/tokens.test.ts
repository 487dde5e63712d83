import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { NativeConnection } from '@temporalio/worker';
import type { RequestHandler } from 'express';
import { withSession } from '../activities/session.ts';
import { connectionTo } from '../records/connections.ts';
import { recordSkipWait } from '../records/enrollment-records.ts';
import { readTokens } from '../records/tokens.ts';
import { type Temporal, temporalOver } from '../temporal.ts';
import { withDatabase } from '../testing/postgres.ts';
import { nextSecond, openStage, type Stage } from '../testing/stage.ts';
import { createRealTimeServer } from '../testing/temporal.ts';
import { sharedBundle } from '../testing/workflow-bundle.ts';
import { workflowCache } from '../testing/workflow-cache.ts';
import { createWorkers, type WorkflowBundle } from '../worker-pool.ts';

const urls = withDatabase();
let server: TestWorkflowEnvironment;
let bundle: WorkflowBundle;
beforeAll(async () => {
  [server, bundle] = await Promise.all([createRealTimeServer(), sharedBundle()]);
}, 120_000);
afterAll(async () => {
  await server?.teardown();
});

/** What happens to token calls on their way; the first one that is left is taken by the next call. */
class Wire {
  readonly plans: RequestHandler[] = [];
  calls = 0;

  readonly edge: RequestHandler = (req, res, next) => {
    if (req.path !== '/oauth/token') return next();
    this.calls++;
    const plan = this.plans.shift();
    if (plan) void plan(req, res, next);
    else next();
  };
}
const lostOnTheWay: RequestHandler = (req) => void req.socket.destroy();
/** The provider takes the old token, and its answer is lost. */
const lostOnTheWayBack: RequestHandler = (req, res, next) => {
  res.end = () => {
    req.socket.destroy();
    return res;
  };
  next();
};

type Scene = { stage: Stage; wire: Wire; connectionId: string; startWorkers(): Promise<Temporal> };

async function onStage(work: (scene: Scene) => Promise<void>): Promise<void> {
  const wire = new Wire();
  const settings = { accountId: account(), budgetMultiplier: 50 };
  const stage = await openStage({ appUrl: urls.appUrl, server, bundle, settings, edge: wire.edge });
  const opened: (() => Promise<unknown>)[] = [];
  const first = await stage.startWorkers();
  try {
    const outcome = await stage.connect();
    if (!outcome.connected) throw new Error(outcome.reason);
    const synced = async () => (await row(stage))?.lastSyncStatus === 'completed';
    await stage.until('the customers are synced', synced, 60_000);
    wire.calls = 0;
    await work({ stage, wire, connectionId: outcome.connectionId, startWorkers: () => anotherProcess(stage, opened) });
  } finally {
    await first.stop();
    for (const close of opened.reverse()) await close();
    await stage.close();
  }
}

/** Workers with a client and a connection of their own, as in another process. */
async function anotherProcess(stage: Stage, opened: (() => Promise<unknown>)[]): Promise<Temporal> {
  const connection = await NativeConnection.connect({ address: server.address });
  const clients = await Connection.connect({ address: server.address });
  const temporal = temporalOver(new Client({ connection: clients }));
  const options = { connection, namespace: server.namespace ?? 'default', buildId: null, bundle, ...workflowCache };
  const workers = await createWorkers({ ...stage.deps, temporal }, options);
  const running = Promise.all(workers.map((worker) => worker.run()));
  opened.push(async () => {
    for (const worker of workers) worker.shutdown();
    await running;
    await connection.close();
    await clients.close();
  });
  return temporal;
}

let accounts = 0;
const account = () => Buffer.from(`gid://Jobber/Account/${Date.now()}${++accounts}`).toString('base64');
const row = (stage: Stage) => stage.inside((tenant) => connectionTo(tenant, 'jobber'));
const tokensOf = ({ stage, connectionId }: Scene) =>
  stage.inside((tenant) => readTokens(tenant, stage.deps.keys, connectionId));
const refreshNow = async ({ stage, connectionId, ...scene }: Scene) => {
  const tokens = await tokensOf({ stage, connectionId, ...scene });
  const generation = tokens?.generation ?? 0;
  const ref = { organizationId: stage.organizationId, connectionId, provider: 'jobber', generation };
  return stage.deps.temporal.freshToken(ref);
};
const answers = async (scene: Scene, temporal = scene.stage.deps.temporal) => {
  const ref = { organizationId: scene.stage.organizationId, connectionId: scene.connectionId };
  return (await withSession({ ...scene.stage.deps, temporal }, ref, (provider, session) => provider.account(session)))
    .id;
};

describe('a refresh whose outcome is unknown', () => {
  it(
    'because it never arrived is done again with the same token',
    () =>
      onStage(async (scene) => {
        scene.wire.plans.push(lostOnTheWay);
        expect(await refreshNow(scene)).toBe('fresh');
        expect(scene.wire.calls).toBe(2);
        expect(await row(scene.stage)).toMatchObject({ status: 'connected', lastError: null });
        expect(await answers(scene)).toBe((await row(scene.stage))?.accountId);
      }),
    90_000,
  );

  it(
    'because its answer was lost tries the old token once, then asks to reconnect; what was held goes on',
    () =>
      onStage(async (scene) => {
        const { stage, wire, connectionId } = scene;
        const enrollmentId = await enrolled(stage);
        const enrollment = () =>
          stage.inside((t) => t.db.enrollment.findUniqueOrThrow({ where: { id: enrollmentId } }));
        wire.plans.push(lostOnTheWayBack);
        expect(await refreshNow(scene)).toBe('reconnect');
        expect(wire.calls).toBe(2);
        expect((await row(stage))?.status).toBe('token_expired');
        const causes = await stage.inside((tenant) => tenant.db.cause.findMany());
        expect(causes).toMatchObject([{ kind: 'connection_revoked', scope: connectionId }]);

        await stage.play('POST', '/clients', { firstName: 'Meanwhile' });
        await stage.inside((t) => recordSkipWait(t, enrollmentId, null, new Date()));
        await stage.deps.temporal.nudgeEnrollment(enrollmentId);
        await stage.until('it is held', async () => (await enrollment()).status === 'held');
        expect((await enrollment()).holdReason).toBe('connection_revoked');

        expect(await stage.connect()).toEqual({ connected: true, connectionId });
        await stage.until('it has gone on', async () => (await enrollment()).status === 'completed');
        expect(stage.sent.filter(({ to }) => to === 'ada@example.com')).toHaveLength(1);
        const known = async () =>
          (await stage.inside((t) => t.db.customer.findMany())).map(({ firstName }) => firstName);
        await stage.until('the client is there', async () => (await known()).includes('Meanwhile'));
      }),
    120_000,
  );
});

describe('a refresh that is under way while the owner connects again', () => {
  const reconnectInBetween = async (scene: Scene, before: () => Promise<unknown>) => {
    const { stage, wire } = scene;
    let arrived = false;
    let pass: () => void = () => undefined;
    const passed = new Promise<void>((resolve) => {
      pass = resolve;
    });
    wire.plans.push(async (_req, _res, next) => {
      arrived = true;
      await passed;
      next();
    });
    const refreshing = refreshNow(scene);
    await stage.until('the refresh is under way', async () => arrived);
    await before();
    expect((await stage.connect()).connected).toBe(true);
    const consented = await tokensOf(scene);
    pass();
    expect(await refreshing).toBe('fresh');
    expect(await tokensOf(scene)).toEqual(consented);
    expect((await row(stage))?.status).toBe('connected');
    expect(await answers(scene)).toBe((await row(stage))?.accountId);
    // The refresh and the consent, and nothing after them.
    expect(wire.calls).toBe(2);
  };

  it(
    'and succeeds never writes over the new consent',
    () => onStage((scene) => reconnectInBetween(scene, async () => undefined)),
    90_000,
  );

  it(
    'and is refused never ends the new consent',
    () => onStage((scene) => reconnectInBetween(scene, () => scene.stage.play('POST', '/tokens/revoke'))),
    90_000,
  );
});

describe('a token that 100 callers in three worker processes and the API find stale', () => {
  it(
    'is refreshed by one request, and nobody stays behind',
    () =>
      onStage(async (scene) => {
        const { stage, wire } = scene;
        const processes = [stage.deps.temporal, await scene.startWorkers(), await scene.startWorkers()];
        const before = (await stage.calls()).length;
        await stage.play('POST', '/seed', { clients: 1, finishedJobs: 40 });
        const { jobs } = (await stage.play('GET', '/state')) as { jobs: { id: string }[] };
        await stage.play('POST', '/tokens/expire');
        const asked = processes.flatMap((temporal) => Array.from({ length: 20 }, () => answers(scene, temporal)));
        await Promise.all(jobs.map(({ id }) => stage.play('POST', `/jobs/${id}/touch`)));
        const read = () => stage.inside((t) => t.db.entity.count({ where: { kind: 'job' } }));
        await stage.until('all are read', async () => (await read()) === 40, 60_000);
        expect(new Set(await Promise.all(asked)).size).toBe(1);
        const since = (await stage.calls()).slice(before);
        expect(since.filter(({ status }) => status === 401).length).toBeGreaterThan(1);
        expect(since.filter(({ path }) => path.endsWith('/token'))).toMatchObject([{ status: 200 }]);
        expect(wire.calls).toBe(1);
        expect((await row(stage))?.status).toBe('connected');
      }),
    240_000,
  );
});

/** A customer who waits for an email, by a journey of their own. */
async function enrolled(stage: Stage): Promise<string> {
  await stage.addJourney('client_created', [
    { id: 'rest', kind: 'wait', amount: 5, unit: 'days' },
    { id: 'mail', kind: 'send_email', subject: 'Done', body: 'Thank you' },
  ]);
  await nextSecond(stage);
  await stage.play('POST', '/clients', { firstName: 'Ada', emails: [{ address: 'ada@example.com' }] });
  const found = () => stage.inside((tenant) => tenant.db.enrollment.findFirst({ where: { status: 'active' } }));
  await stage.until('Ada is enrolled', async () => (await found()) !== null);
  return (await found())?.id ?? '';
}
