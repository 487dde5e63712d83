import { createHash, randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { type ApiProcess, startApi } from './api-process.ts';
import { postWebhook } from './jobber-webhook.ts';
import { figure, latencies, percentile, perSecond, words } from './measure.ts';
import type { Bench, Row } from './table.ts';

const inFlight = 64;
const seconds = 4;
const rounds = 5;

/** P1: signed webhooks answered 2xx a second over HTTP, against the bare inbox INSERT by the same driver. */
export const acknowledge: Bench = async ({ appUrl, ownerUrl }): Promise<Row> => {
  const api = await startApi(appUrl);
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 16 });
  try {
    const over: number[] = [];
    const bare: number[] = [];
    await perSecond(inFlight, 1, () => webhook(api));
    for (let round = 0; round < rounds; round++) {
      over.push(await perSecond(inFlight, seconds, () => webhook(api)));
      bare.push(await perSecond(inFlight, seconds, () => insert(pool)));
    }
    const ratio = figure(over.map((value, index) => value / (bare[index] ?? 1)));
    return {
      id: 'P1',
      what: 'webhook 2xx/s (signature + inbox commit over HTTP) against the bare inbox INSERT',
      target: '≥ 0.5',
      ratio: words(ratio),
      figures: `${words(figure(over), 0)} webhooks/s; ${words(figure(bare), 0)} inserts/s; ${inFlight} in flight`,
      met: ratio.median >= 0.5,
    };
  } finally {
    await pool.end();
    await api.stop();
  }
};

/** P2: the answer's p99 at 500 a second while Temporal's port is closed. */
export const acknowledgeWithoutTemporal: Bench = async ({ appUrl }): Promise<Row> => {
  const api = await startApi(appUrl);
  try {
    await latencies(500, 2, () => webhook(api));
    const p99s: number[] = [];
    for (let round = 0; round < rounds; round++)
      p99s.push(percentile(await latencies(500, 5, () => webhook(api)), 0.99));
    const p99 = figure(p99s);
    return {
      id: 'P2',
      what: 'answer p99 at 500 webhooks/s with Temporal stopped',
      target: '< 50 ms',
      ratio: `${words(p99, 1)} ms`,
      figures: '5 runs of 5 s, open loop, counted from the due moment',
      met: p99.median < 50,
    };
  } finally {
    await api.stop();
  }
};

async function webhook(api: ApiProcess): Promise<void> {
  const status = await postWebhook({ host: '127.0.0.1', port: api.port, secret: api.secret, account: 'bench' });
  if (status < 200 || status > 299) throw new Error(`A webhook was answered ${status}`);
}

async function insert(pool: pg.Pool): Promise<void> {
  const key = createHash('sha256').update(randomUUID()).digest('hex');
  await pool.query(
    `INSERT INTO afterjob.deliveries (source, dedupe_key, lane, topic, account_id, entity_kind, entity_id, occurred_at,
       body, request_id, status, received_at)
     VALUES ('bench', $1, $1, 'JOB_UPDATE', 'bench', 'job', $1, now(), NULL, $2, 'processed', now())
     ON CONFLICT (source, dedupe_key) DO NOTHING`,
    [key, randomBytes(32)],
  );
}
