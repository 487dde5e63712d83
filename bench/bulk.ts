import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { emptyDefinition } from '../journeys/definition.ts';
import { openDatabase } from '../records/database.ts';
import { createJourney, publishJourney } from '../records/journeys.ts';
import { type ApiProcess, startApi } from './api-process.ts';
import { postWebhook } from './jobber-webhook.ts';
import { figure, latencies, percentile, words } from './measure.ts';
import type { Bench, Row } from './table.ts';
import { startTemporal } from './temporal-server.ts';

const people = 100_000;
const [rate, seconds, rounds] = [100, 5, 5];

/** P14: everybody of a large account into a journey: when the rows can be seen, and what webhooks notice of it. */
export const bulkOfAll: Bench = async ({ appUrl, ownerUrl }): Promise<Row> => {
  const temporal = await startTemporal();
  const api = await startApi(appUrl, temporal.address).catch(async (error: unknown) => {
    await temporal.stop();
    throw error;
  });
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  let worker: ChildProcess | null = null;
  try {
    const { call, organizationId } = await signUp(api);
    await fill(owner, organizationId);
    const journeyId = await openJourney(appUrl, organizationId);
    await webhooks(api);
    const alone = await p99s(api);
    const begun = performance.now();
    const made = await call('POST', `/api/journeys/${journeyId}/bulk-enrollments`, { perDay: people, spreadHours: 0 });
    const first = await call('GET', `/api/bulk-enrollments/${made.id}/customers?limit=50`);
    const visible = (performance.now() - begun) / 1000;
    if (made.total !== people || first.items.length !== 50) throw new Error(`${made.total} of ${people} are there`);
    worker = startWorker(appUrl, temporal.address);
    const entered = async () => (await call('GET', `/api/bulk-enrollments/${made.id}`)).entered as number;
    while ((await entered()) === 0) await new Promise((resolve) => setTimeout(resolve, 200));
    const [before, from] = [await entered(), performance.now()];
    const meanwhile = await p99s(api);
    const perSecond = ((await entered()) - before) / ((performance.now() - from) / 1000);
    return {
      id: 'P14',
      what: `${people} past customers into a journey: until their rows can be seen; webhook answer p99 while they enter`,
      target: '< 5 s; p99 still < 50 ms',
      ratio: `${visible.toFixed(2)} s; ${words(meanwhile, 1)} ms`,
      figures: `p99 alone ${words(alone, 1)} ms, ${rate} webhooks/s, ${rounds} runs of ${seconds} s each; ${perSecond.toFixed(0)} people/s entered meanwhile`,
      met: visible < 5 && meanwhile.median < 50,
    };
  } finally {
    await stop(worker);
    await owner.end();
    await api.stop();
    await temporal.stop();
  }
};

const webhooks = (api: ApiProcess) =>
  latencies(rate, seconds, async () => {
    const status = await postWebhook({ host: '127.0.0.1', port: api.port, secret: api.secret, account: 'bench' });
    if (status < 200 || status > 299) throw new Error(`A webhook was answered ${status}`);
  });

async function p99s(api: ApiProcess) {
  const measured: number[] = [];
  for (let round = 0; round < rounds; round++) measured.push(percentile(await webhooks(api), 0.99));
  return figure(measured);
}

async function signUp({ port }: ApiProcess) {
  const base = `http://127.0.0.1:${port}`;
  const headers = { 'content-type': 'application/json', origin: `http://localhost:${port}` };
  const account = { name: 'Bench', email: 'bench@example.com', password: 'a long password' };
  const body = JSON.stringify({ ...account, organizationName: 'Bench', zone: 'UTC' });
  const answer = await fetch(`${base}/api/auth/sign-up/email`, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(await answer.text());
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const call = async (method: string, path: string, sent?: object) => {
    const given = sent ? { body: JSON.stringify(sent) } : {};
    const response = await fetch(`${base}${path}`, { method, headers: { ...headers, cookie }, ...given });
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  };
  return { call, organizationId: (await call('GET', '/api/me')).organization.id as string };
}

/** Everybody with one job of the year before. */
async function fill(owner: pg.Client, organizationId: string): Promise<void> {
  const { rows } = await owner.query<{ id: string }>(
    `INSERT INTO afterjob.connections (organization_id, provider, status, account_id, account_name, connected_at, connected_zone, status_changed_at)
     VALUES ($1, 'jobber', 'connected', 'bench', 'Bench', now(), 'UTC', now()) RETURNING id`,
    [organizationId],
  );
  const values = [organizationId, rows[0]?.id, people];
  await owner.query(
    `INSERT INTO afterjob.customers (organization_id, source, external_id, connection_id, name)
     SELECT $1, 'jobber', n::text, $2, 'Customer ' || n FROM generate_series(1, $3::int) AS n`,
    values,
  );
  await owner.query(
    `INSERT INTO afterjob.events (organization_id, connection_id, key, provider, trigger, entity_kind, entity_id, n,
       customer_id, origin, found_by, occurred_at, occurred_at_source, decided_at)
     SELECT $1, $2, external_id, 'jobber', 'job_completed', 'job', external_id, 1, id, 'history', 'history',
       now() - (external_id::int % 360) * interval '1 day', 'completedAt', now()
     FROM afterjob.customers WHERE organization_id = $1 AND $3::int > 0`,
    values,
  );
  await owner.query('ANALYZE');
}

/** A journey in which nobody gets a message before the bench is over. */
async function openJourney(appUrl: string, organizationId: string): Promise<string> {
  const database = await openDatabase({ url: appUrl, poolSize: 1 });
  try {
    return await database.withOrganization(organizationId, async (tenant) => {
      const trigger = { provider: 'jobber', type: 'job_completed' };
      const wait = { id: 'rest', kind: 'wait' as const, amount: 7, unit: 'days' as const };
      const draft = { ...emptyDefinition(), trigger, steps: [wait] };
      const id = await createJourney(tenant, { name: 'Win back', draft }, new Date());
      await publishJourney(tenant, id, { revision: 1, by: null }, new Date());
      return id;
    });
  } finally {
    await database.close();
  }
}

function startWorker(databaseUrl: string, temporalAddress: string): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', 'worker.ts'], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: temporalAddress,
      AUTH_SECRET: randomBytes(32).toString('base64'),
      ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    },
  });
}

async function stop(worker: ChildProcess | null): Promise<void> {
  if (!worker) return;
  const gone = new Promise((resolve) => worker.once('exit', resolve));
  worker.kill('SIGKILL');
  await gone;
}
