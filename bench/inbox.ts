import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import { type Database, openDatabase } from '../records/database.ts';
import { storeDeliveries } from '../records/deliveries.ts';
import { drainInbox } from '../sweep.ts';
import { temporalOver } from '../temporal.ts';
import { queues } from '../workflows/queues.ts';
import { figure, words } from './measure.ts';
import type { Bench, Row } from './table.ts';
import { startTemporal } from './temporal-server.ts';

const rounds = 5;
/** More than one batch of the sweep. */
const perRound = 600;
/** As many as the sweep tells at once. */
const inFlight = 32;
const arrived = new Date('2026-11-23T12:00:00Z');
const swept = new Date('2026-11-23T12:00:03Z');

/** P3: a backlog of the inbox until every lane's workflow is started, against bare `signalWithStart`. */
export const startFromInbox: Bench = async ({ appUrl }): Promise<Row> => {
  const server = await startTemporal();
  const connection = await Connection.connect({ address: server.address });
  const database = await openDatabase({ url: appUrl, poolSize: 4 });
  try {
    const client = new Client({ connection, namespace: server.namespace });
    const needs = { database, temporal: temporalOver(client), clock: () => swept, log: pino({ level: 'warn' }) };
    const ours = async () => {
      await fillInbox(database);
      return timed(async () => {
        const told = await drainInbox(needs, new AbortController().signal);
        if (told !== perRound) throw new Error(`${told} of ${perRound} lanes were told`);
      });
    };
    const bare = () =>
      timed(async () => {
        const ids = Array.from({ length: perRound }, () => `event:bench:${randomUUID()}`);
        const start = async () => {
          for (let id = ids.shift(); id; id = ids.shift()) await signalWithStart(client, id);
        };
        await Promise.all(Array.from({ length: inFlight }, start));
      });
    await bare();
    await ours();
    const [through, raw]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      // Taking turns at going first: the server gets slower as it fills.
      if (round % 2 === 1) raw.push(await bare());
      through.push(await ours());
      if (round % 2 === 0) raw.push(await bare());
    }
    const ratio = figure(through.map((value, index) => value / (raw[index] ?? 1)));
    return {
      id: 'P3',
      what: 'inbox → workflow started per second, against bare `signalWithStart` on the same server',
      target: '≥ 0.9',
      ratio: words(ratio),
      figures: `${words(figure(through), 0)} lanes/s; ${words(figure(raw), 0)} bare calls/s; ${inFlight} in flight, rounds of ${perRound}, development server, no worker`,
      met: ratio.median >= 0.9,
    };
  } finally {
    await database.close();
    await connection.close();
    await server.stop();
  }
};

/** Answers how many of a round's starts were done per second. */
async function timed(work: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await work();
  return perRound / ((performance.now() - from) / 1000);
}

/** Notices about entities of their own, as after a time in which Temporal did not answer. */
async function fillInbox(database: Database): Promise<void> {
  const notices = Array.from({ length: perRound }, () => ({
    readable: true as const,
    ...{ topic: 'JOB_UPDATE', accountId: 'bench', occurredAt: arrived, dedupeKey: randomUUID() },
    entity: { kind: 'job', id: randomUUID() },
  }));
  const request = { source: 'jobber', contentType: null, body: Buffer.from(randomUUID()), notices };
  await storeDeliveries(database, [request], arrived);
}

const signalWithStart = (client: Client, workflowId: string) =>
  client.workflow.signalWithStart('providerEvent', {
    workflowId,
    taskQueue: queues.events,
    args: [{ source: 'jobber', lane: workflowId }],
    signal: 'look',
    signalArgs: [],
  });
