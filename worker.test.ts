import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { RequestHandler } from 'express';
import { connectionTo } from './records/connections.ts';
import { freePort } from './scripts/stack/ports.ts';
import { temporalBinary } from './scripts/stack/temporal-binary.ts';
import { asOwner } from './testing/as-owner.ts';
import { withDatabase } from './testing/postgres.ts';
import { openStage, type Stage } from './testing/stage.ts';
import { sharedBundle } from './testing/workflow-bundle.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'afterjob-worker-'));
const lines: string[] = [];
let address = '';
let temporal: ChildProcess;
let worker: ChildProcess;
let stage: Stage;
let connection: Connection;
let native: NativeConnection;
/** The next token call is answered by a provider whose asker is gone by then. */
let killAtAnswer = false;
const edge: RequestHandler = (req, res, next) => {
  if (req.path === '/oauth/token' && killAtAnswer) {
    killAtAnswer = false;
    const end = res.end.bind(res) as (chunk: unknown) => typeof res;
    res.end = ((chunk: unknown) => {
      worker.kill('SIGKILL');
      return end(chunk);
    }) as typeof res.end;
  }
  next();
};

// Hooks run in this order: the database goes last.
afterAll(async () => {
  await ended(worker, 'SIGTERM');
  await stage?.close();
  await native?.close();
  await connection?.close();
  await ended(temporal, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}, 120_000);
const urls = withDatabase();
beforeAll(async () => {
  const port = await freePort();
  address = `127.0.0.1:${port}`;
  temporal = await startTemporal(port);
  native = await until('Temporal answers', () => NativeConnection.connect({ address }).catch(() => null), 60_000);
  connection = await Connection.connect({ address });
  const client = new Client({ connection });
  const server = { client, nativeConnection: native, namespace: 'default' };
  const bundle = await sharedBundle();
  const settings = { accountId: Buffer.from(`gid://Jobber/Account/${Date.now()}`).toString('base64') };
  stage = await openStage({ appUrl: urls.appUrl, server, bundle, edge, settings });
  worker = startWorker();
  await until('the worker is ready', async () => said('worker ready') || null, 60_000);
}, 180_000);

/** As `npm start` starts it, but without our search attributes. */
async function startTemporal(port: number): Promise<ChildProcess> {
  const file = ['--db-filename', join(folder, 'temporal.db')];
  const pragmas = ['--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=normal'];
  const flags = [
    '--headless',
    '--ip',
    '127.0.0.1',
    '--port',
    String(port),
    '--log-level',
    'never',
    ...file,
    ...pragmas,
  ];
  return spawn(await temporalBinary('temporal'), ['server', 'start-dev', ...flags], { stdio: 'ignore' });
}

function startWorker(): ChildProcess {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...stage.environment, TEMPORAL_ADDRESS: address };
  const child = spawn(process.execPath, ['--import', 'tsx', 'worker.ts'], { cwd: root, env });
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts);
    });
  }
  return child;
}

async function ended(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

async function until<T>(what: string, look: () => Promise<T | null>, ms = 30_000): Promise<T> {
  for (const end = Date.now() + ms; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const found = await look();
    if (found !== null) return found;
  }
  throw new Error(`Not within ${ms} ms: ${what}\n${lines.slice(-8).join('\n')}`);
}

const said = (words: string) => lines.some((line) => line.includes(words));
const row = () => stage.inside((tenant) => connectionTo(tenant, 'jobber'));
const openDeliveries = async () =>
  (await asOwner(urls, "SELECT 1 FROM afterjob.deliveries WHERE status IN ('received', 'taken')")).length;
const completed = () =>
  stage.inside((t) => t.db.event.findMany({ where: { trigger: 'job_completed', origin: 'live' } }));
const connected = async () => {
  const outcome = await stage.connect();
  expect(outcome.connected).toBe(true);
  await until('the customers are read', async () => ((await row())?.lastSyncStatus === 'completed' ? true : null));
};

describe('a worker', () => {
  it('makes the search attributes that the server lacks, and says nothing but lines of JSON', async () => {
    const { indexedValueType = {} } = await Promise.resolve(
      connection.operatorService.listSearchAttributes({ namespace: 'default' }),
    ).then(({ customAttributes }) => ({ indexedValueType: customAttributes ?? {} }));
    expect(Object.keys(indexedValueType)).toEqual(
      expect.arrayContaining(['CustomerId', 'HoldReason', 'JourneyId', 'OrganizationId', 'Provider']),
    );
    expect(said('search attributes are missing')).toBe(false);
    expect(lines.filter((line) => !isJson(line))).toEqual([]);
  });

  it('outlives a Temporal that is killed, and processes what was stored meanwhile', async () => {
    const client = await stage.play('POST', '/clients', { firstName: 'Ada' });
    const jobs: Record<string, unknown>[] = [];
    for (let n = 0; n < 20; n++)
      jobs.push(await stage.play('POST', '/jobs', { clientId: client.id, title: `Job ${n}` }));
    await connected();
    await ended(temporal, 'SIGKILL');
    for (const { id } of jobs) await stage.play('POST', `/jobs/${id}/complete`);
    await until('the inbox holds them', async () => ((await openDeliveries()) >= 40 ? true : null));
    await until('the worker has met it', async () => said('could not be told') || null);
    expect(await completed()).toEqual([]);
    temporal = await startTemporal(Number(address.split(':')[1]));
    await until('all are processed', async () => ((await openDeliveries()) === 0 ? true : null), 90_000);
    expect(new Set((await completed()).map(({ entityId }) => entityId)).size).toBe(20);
    expect(await completed()).toHaveLength(20);
    expect([worker.exitCode, worker.signalCode]).toEqual([null, null]);
    expect(lines.filter((line) => !isJson(line))).toEqual([]);
  }, 180_000);

  it('that is killed between the provider’s answer to a refresh and our row loses the link, and nothing else', async () => {
    const client = await stage.play('POST', '/clients', { firstName: 'Grace' });
    const { id } = await stage.play('POST', '/jobs', { clientId: client.id, title: 'Roof' });
    await until('the job is known', async () => ((await openDeliveries()) === 0 ? true : null));
    const exit = once(worker, 'exit');
    killAtAnswer = true;
    await stage.play('POST', '/tokens/expire');
    await stage.play('POST', `/jobs/${id}/complete`);
    await exit;
    worker = startWorker();
    await until('it asks to reconnect', async () => ((await row())?.status === 'token_expired' ? true : null), 120_000);
    const causes = await stage.inside((tenant) => tenant.db.cause.findMany());
    expect(causes).toMatchObject([{ kind: 'connection_revoked', scope: (await row())?.id }]);
    expect(
      (await stage.calls()).filter(({ operation }) => operation === 'refresh_token').map(({ status }) => status),
    ).toEqual([200, 401]);
    await connected();
    const found = async () => ((await completed()).some(({ entityId }) => entityId === id) ? true : null);
    await until('the job is completed', found, 90_000);
    expect(await stage.inside((tenant) => tenant.db.cause.count())).toBe(0);
  }, 300_000);
});

function isJson(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}
