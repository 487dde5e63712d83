import { type ChildProcess, fork, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import express from 'express';
import { startEnrollments } from '../activities/enrollment.ts';
import { createTwilioSandbox } from '../channels/sms/sandbox.ts';
import { defaults } from '../journeys/defaults.ts';
import { freePort } from '../scripts/stack/ports.ts';
import type { Urls } from '../testing/cluster.ts';
import { openJourneyStage } from '../testing/journey-stage.ts';
import { listen } from '../testing/servers.ts';
import { drained } from './measure.ts';
import type { PollerSettings } from './poller/poller-process.ts';
import { fillTable, leftInTable, loadOf, type Mode, makeTable } from './poller/table.ts';
import { datedJourney, enrollMany } from './steps/enrolled.ts';
import type { Bench, Row } from './table.ts';
import { startTemporal, type TemporalServer } from './temporal-server.ts';

const kills = Number(process.env.BENCH_KILLS ?? 50);
const messages = Number(process.env.BENCH_MESSAGES ?? 1_000);
/** What a vendor on the internet takes to answer. */
const answerMs = 50;
const atOnce = 16;
/** Until a message without a trace is handed to the owner, and a look more. */
const askedForMs = defaults.ask.reviewAfterMs.no_trace + 2 * 60_000;
const root = fileURLToPath(new URL('..', import.meta.url));

type Outcome = { lost: number; doubled: number; shown: number; commits: number; walBytes: number };

/** K1: the same backlog of texts, each sender killed 50 times at a random moment of its work. */
export const losses: Bench = async (urls): Promise<Row> => {
  const ours = await killOurs(urls);
  const sendFirst = await killPoller(urls, 'send-first');
  const markFirst = await killPoller(urls, 'mark-first');
  const told = ({ lost, doubled, shown, commits, walBytes }: Outcome) =>
    `${lost} lost, ${doubled} doubled${shown > 0 ? `, ${shown} of unknown end shown to the owner` : ''}; ${commits.toFixed(1)} transactions and ${(walBytes / 1000).toFixed(1)} kB of WAL a message`;
  return {
    id: 'K1',
    what: `${messages} texts by a vendor without idempotency keys, the sender killed ${kills} times at a random moment`,
    target: '0 lost, 0 doubled',
    ratio: `${ours.lost} lost, ${ours.doubled} doubled`,
    figures: `ours: ${told(ours)} (beside Temporal's own database). Poller that sends, then marks: ${told(sendFirst)}. Poller that marks, then sends: ${told(markFirst)}`,
    met: ours.lost === 0 && ours.doubled === 0,
  };
};

const vendorAccount = { accountSid: `AC${'5a'.repeat(16)}`, authToken: 'sandbox-twilio-token' };

/** The vendor, who remembers whom each message was for. */
async function openVendor() {
  const twilio = createTwilioSandbox({ ...vendorAccount, inboundUrl: null, stateFile: null });
  const server = await listen(express().use('/twilio', twilio.router));
  const url = `${server.url}/twilio`;
  await fetch(`${url}/control/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ delayMs: answerMs }),
  });
  return {
    url,
    async times(): Promise<Map<string, number>> {
      const sent = (await (await fetch(`${url}/control/messages`)).json()) as { to: string; direction: string }[];
      const counts = new Map<string, number>();
      for (const { to } of sent.filter(({ direction }) => direction === 'outbound-api'))
        counts.set(to, (counts.get(to) ?? 0) + 1);
      return counts;
    },
    async close() {
      await server.close();
      await twilio.close();
    },
  };
}

async function killOurs({ appUrl, superuserUrl }: Urls): Promise<Outcome> {
  const server = await startTemporal();
  const connection = await Connection.connect({ address: server.address });
  const stage = await openJourneyStage(appUrl, new Client({ connection, namespace: server.namespace }));
  const vendor = await openVendor();
  let worker: ChildProcess | null = null;
  try {
    stage.now = new Date();
    const anyHour = { everyDay: [0, 24], sunday: [0, 24] } as const;
    const window = { marketingSms: anyHour, transactionalSms: anyHour };
    const shop = await stage.addBusiness({ zone: 'UTC', country: 'IE', window });
    const journeyId = await datedJourney(shop, 1, 'sms');
    const before = await loadOf(superuserUrl);
    const now = new Date();
    const ids = await enrollMany(shop, journeyId, Array<Date[]>(messages).fill([now]));
    const waiting = [...ids];
    const lane = async () => {
      for (let id = waiting.shift(); id; id = waiting.shift())
        await startEnrollments(stage.deps, { organizationId: shop.id, enrollmentIds: [id] });
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
    const begun = () => startWorker(appUrl, server, vendor.url);
    for (let kill = 0; kill < kills; kill++) {
      worker = await begun();
      await pause(200 + Math.random() * 1_500);
      await end(worker);
    }
    worker = await begun();
    const running = { journeyId, status: { notIn: ['completed', 'exited', 'stopped'] } };
    await drained('enrollments', () => shop.inside(({ db }) => db.enrollment.count({ where: running })), askedForMs);
    // The vendor is asked about what nobody knows the end of; what has no trace there is the owner's to judge.
    const unknown = { enrollment: { journeyId }, status: 'unknown' };
    for (const limit = Date.now() + askedForMs; Date.now() < limit; await pause(1_000)) {
      if ((await shop.inside(({ db }) => db.message.count({ where: unknown }))) === 0) break;
    }
    const times = await vendor.times();
    const rows = await shop.inside(({ db }) =>
      db.message.findMany({ where: { enrollment: { journeyId } }, select: { toAddress: true, status: true } }),
    );
    const open = new Set(
      rows.flatMap(({ toAddress, status }) => (['unknown', 'review'].includes(status) ? [toAddress] : [])),
    );
    const lost = rows.filter(({ toAddress: to }) => !times.has(to ?? '') && !open.has(to)).length;
    const after = await loadOf(superuserUrl);
    return {
      lost: lost + messages - rows.length,
      doubled: [...times.values()].filter((count) => count > 1).length,
      shown: open.size,
      commits: (after.commits - before.commits) / messages,
      walBytes: (after.walBytes - before.walBytes) / messages,
    };
  } finally {
    if (worker) await end(worker);
    await stage.close();
    await vendor.close();
    await connection.close();
    await server.stop();
  }
}

/** The product's own worker; answers when it works. */
async function startWorker(appUrl: string, { address }: TemporalServer, vendorUrl: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'worker.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, DATABASE_URL: appUrl, TEMPORAL_ADDRESS: address },
      ...{ PORT: String(await freePort()), AUTH_SECRET: randomBytes(32).toString('hex'), ENCRYPTION_KEYS: keys },
      ...{ TWILIO_BASE_URL: vendorUrl, TWILIO_MESSAGES_PER_SECOND: '1000', SMS_DAILY_QUOTA: '1000000' },
    },
  });
  await new Promise<void>((resolve, reject) => {
    let said = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      if (said.includes('worker ready')) resolve();
    });
    child.once('exit', () => reject(new Error(`The worker ended: ${said.slice(-500)}`)));
  });
  return child;
}

const keys = `k1:${randomBytes(32).toString('base64')}`;

async function killPoller({ superuserUrl: url }: Urls, mode: Mode): Promise<Outcome> {
  const vendor = await openVendor();
  try {
    await makeTable(url);
    const before = await loadOf(url);
    const due = new Date();
    const rows = Array.from({ length: messages }, (_none, n) => {
      return { id: randomUUID(), to: `+13123${String(n).padStart(6, '0')}`, due };
    });
    await fillTable(url, rows);
    const file = fileURLToPath(new URL('./poller/poller-process.ts', import.meta.url));
    const settings: PollerSettings = { url, vendor: { ...vendorAccount, baseUrl: vendor.url }, mode, everyMs: 1_000 };
    const begun = async () => {
      const child = fork(file, [JSON.stringify(settings)], { execArgv: ['--import', 'tsx'] });
      await once(child, 'message');
      return child;
    };
    for (let kill = 0; kill < kills; kill++) {
      const child = await begun();
      await pause(200 + Math.random() * 500);
      await end(child);
    }
    const child = await begun();
    await drained('rows of the poller', () => leftInTable(url));
    // The last of those that are marked first is still on its way.
    await pause(1_000);
    await end(child);
    const times = await vendor.times();
    const after = await loadOf(url);
    return {
      lost: rows.filter(({ to }) => !times.has(to)).length,
      doubled: [...times.values()].filter((count) => count > 1).length,
      shown: 0,
      commits: (after.commits - before.commits) / messages,
      walBytes: (after.walBytes - before.walBytes) / messages,
    };
  } finally {
    await vendor.close();
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
