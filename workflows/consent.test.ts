import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { connectionTo } from '../records/connections.ts';
import { createKeyRing } from '../records/encryption.ts';
import { readTokens } from '../records/tokens.ts';
import { withDatabase } from '../testing/postgres.ts';
import { openStage, type Stage } from '../testing/stage.ts';
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

async function onStage(work: (stage: Stage, connectionId: string) => Promise<void>): Promise<void> {
  const accountId = Buffer.from(`gid://Jobber/Account/${Date.now()}`).toString('base64');
  const stage = await openStage({ appUrl: urls.appUrl, server, bundle, settings: { accountId } });
  const workers = await stage.startWorkers();
  try {
    const outcome = await stage.connect();
    if (!outcome.connected) throw new Error(outcome.reason);
    await work(stage, outcome.connectionId);
  } finally {
    await workers.stop();
    await stage.close();
  }
}

const row = (stage: Stage) => stage.inside((tenant) => connectionTo(tenant, 'jobber'));
const dayMs = 24 * 60 * 60_000;

describe('the loop of a connection', () => {
  it(
    'tells the owner 30 and 7 days before the consent ends, once each',
    () =>
      onStage(async (stage, connectionId) => {
        const letters = () => stage.sent.filter(({ subject }) => subject?.startsWith('Please reconnect Jobber before'));
        const ends = async (days: number) => {
          const consentEndsAt = new Date(Date.now() + days * dayMs);
          await stage.inside((tenant) =>
            tenant.db.connection.update({ where: { id: connectionId }, data: { consentEndsAt } }),
          );
          await stage.deps.temporal.nudgeConnection(connectionId);
        };
        await ends(29);
        await stage.until('it is told', async () => (await row(stage))?.toldConsentDays === 30);
        await ends(6);
        await stage.until('it is told again', async () => (await row(stage))?.toldConsentDays === 7);
        const before = (await row(stage))?.lastRoundAt?.getTime() ?? 0;
        await ends(5);
        await stage.until('it looked', async () => ((await row(stage))?.lastRoundAt?.getTime() ?? 0) > before);
        expect(letters()).toHaveLength(2);
        expect((await row(stage))?.status).toBe('connected');
      }),
    90_000,
  );

  it(
    'seals the tokens with a new key of the ring',
    () =>
      onStage(async (stage, connectionId) => {
        const tokens = () => stage.inside((tenant) => readTokens(tenant, stage.deps.keys, connectionId));
        const before = await tokens();
        const old = stage.environment.ENCRYPTION_KEYS;
        stage.deps.keys = createKeyRing(`k2:${randomBytes(32).toString('base64')},${old}`);
        await stage.deps.temporal.nudgeConnection(connectionId);
        const keyId = async () => (await stage.inside((tenant) => tenant.db.connectionTokens.findFirst()))?.keyId;
        await stage.until('they are sealed anew', async () => (await keyId()) === 'k2');
        expect(await tokens()).toEqual(before);
      }),
    90_000,
  );
});
