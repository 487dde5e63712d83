import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { startEnrollments } from '../activities/enrollment.ts';
import type { Urls } from '../testing/cluster.ts';
import { openJourneyStage } from '../testing/journey-stage.ts';
import { drained, percentile } from './measure.ts';
import type { PollerSettings } from './poller/poller-process.ts';
import { fillTable, makeTable } from './poller/table.ts';
import { startCrew } from './steps/crew.ts';
import { datedJourney, enrollMany } from './steps/enrolled.ts';
import type { Bench, Row } from './table.ts';
import { startTemporal } from './temporal-server.ts';

const perSecond = 20;
/** Two looks of the poller. */
const seconds = Number(process.env.BENCH_SECONDS ?? 120);
/** Until then everybody has to sleep. */
const leadMs = Number(process.env.BENCH_LEAD_MS ?? 90_000);
const atOnce = 32;

type Sent = { at: number; to: string };
type Late = { p50: number; p99: number; most: number };

/** P12: from due to the vendor's door, against the minute poller that this replaces. */
export const lateness: Bench = async (urls): Promise<Row> => {
  const ours = await oursLate(urls);
  const poller = await pollerLate(urls);
  const told = ({ p50, p99, most }: Late) => `p50 ${ms(p50)}, p99 ${ms(p99)}, most ${ms(most)}`;
  return {
    id: 'P12',
    what: `lateness (sent − due) at ${perSecond} due/s, against a poller that looks every minute; vendors that answer at once`,
    target: 'p99 ≤ 1 s; ≥ 30× better',
    ratio: `p99 ${ms(ours.p99)}; ${(poller.p99 / ours.p99).toFixed(0)}×`,
    figures: `${told(ours)}; poller ${told(poller)}; ${seconds} s each, one after the other`,
    met: ours.p99 <= 1_000 && poller.p99 / ours.p99 >= 30,
  };
};

const ms = (value: number): string => (value < 1_000 ? `${value.toFixed(0)} ms` : `${(value / 1_000).toFixed(1)} s`);

const dueTimes = (from: number): Date[] =>
  Array.from({ length: perSecond * seconds }, (_none, n) => new Date(from + (n * 1_000) / perSecond));

function late(sent: readonly Sent[], dues: ReadonlyMap<string, Date>): Late {
  const times = sent.map(({ at, to }) => at - (dues.get(to)?.getTime() ?? Number.NaN)).sort((a, b) => a - b);
  if (times.length !== dues.size || times.some(Number.isNaN)) throw new Error(`${times.length} of ${dues.size} left`);
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99), most: times.at(-1) ?? 0 };
}

async function oursLate({ appUrl }: Urls): Promise<Late> {
  const server = await startTemporal();
  const connection = await Connection.connect({ address: server.address });
  const stage = await openJourneyStage(appUrl, new Client({ connection, namespace: server.namespace }));
  const crew = await startCrew({ address: server.address, appUrl });
  try {
    stage.now = new Date();
    const shop = await stage.addBusiness({ zone: 'UTC', window: { email: { everyDay: [0, 24], sunday: [0, 24] } } });
    const journeyId = await datedJourney(shop, 1);
    const from = Date.now() + leadMs;
    const times = dueTimes(from);
    const ids = await enrollMany(
      shop,
      journeyId,
      times.map((due) => [due]),
    );
    const waiting = [...ids];
    const lane = async () => {
      for (let id = waiting.shift(); id; id = waiting.shift())
        await startEnrollments(stage.deps, { organizationId: shop.id, enrollmentIds: [id] });
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
    const restless = { journeyId, due: null };
    const left = (where: object) => () => shop.inside(({ db }) => db.enrollment.count({ where }));
    await drained('beginnings', left(restless));
    if (Date.now() > from) throw new Error('Not everybody slept in time: raise BENCH_LEAD_MS');
    await pause(from - Date.now() + seconds * 1_000);
    await drained('enrollments', left({ journeyId, status: { not: 'completed' } }));
    const rows = await shop.inside(({ db }) =>
      db.enrollment.findMany({ where: { journeyId }, select: { id: true, customer: { select: { email: true } } } }),
    );
    const addressOf = new Map(rows.map(({ id, customer }) => [id, customer.email ?? '']));
    const dues = new Map(ids.map((id, n) => [addressOf.get(id) ?? '', times[n] ?? new Date(0)]));
    return late((await crew.usage('sent')).sent, dues);
  } finally {
    await crew.stop();
    await stage.close();
    await connection.close();
    await server.stop();
  }
}

async function pollerLate({ superuserUrl: url }: Urls): Promise<Late> {
  await makeTable(url);
  const times = dueTimes(Date.now() + 5_000);
  const rows = times.map((due) => ({ id: randomUUID(), to: randomUUID(), due }));
  await fillTable(url, rows);
  const settings: PollerSettings = { url, vendor: null, mode: 'send-first', everyMs: 60_000 };
  const file = fileURLToPath(new URL('./poller/poller-process.ts', import.meta.url));
  const child = fork(file, [JSON.stringify(settings)], { execArgv: ['--import', 'tsx'] });
  const gone = once(child, 'exit');
  const sent: Sent[] = [];
  child.on('message', (message) => {
    if (typeof message === 'object') sent.push(message as Sent);
  });
  try {
    await drained('rows of the poller', async () => rows.length - sent.length);
  } finally {
    child.kill('SIGKILL');
    await gone;
  }
  return late(sent, new Map(rows.map(({ to, due }) => [to, due])));
}
