import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import { type Database, openDatabase } from './records/database.ts';
import { storeDeliveries } from './records/deliveries.ts';
import { drainInbox } from './sweep.ts';
import { temporalOver } from './temporal.ts';
import { withDatabase } from './testing/postgres.ts';

const urls = withDatabase();
const arrived = new Date('2026-11-23T12:00:00Z');
/** More than a batch. */
const backlog = 501;

let database: Database;
let told: string[];
let reaches: () => boolean;

const drain = () =>
  drainInbox(
    {
      database,
      temporal: {
        ...temporalOver(new Client({ connection: Connection.lazy() })),
        async nudgeLane(_source, lane) {
          if (!reaches()) throw new Error('Temporal does not answer');
          told.push(lane);
        },
      },
      clock: () => new Date(arrived.getTime() + 3_000),
      log: pino({ level: 'silent' }),
    },
    new AbortController().signal,
  );

beforeEach(async () => {
  database = await openDatabase({ url: urls.appUrl, poolSize: 4 });
  told = [];
  reaches = () => true;
  const notices = Array.from({ length: backlog }, () => ({
    readable: true as const,
    ...{ topic: 'JOB_UPDATE', accountId: 'account', occurredAt: arrived, dedupeKey: randomUUID() },
    entity: { kind: 'job', id: randomUUID() },
  }));
  await storeDeliveries(
    database,
    [{ source: 'jobber', contentType: null, body: Buffer.from(randomUUID()), notices }],
    arrived,
  );
});
afterEach(() => database.close());

describe('a backlog in the inbox', () => {
  it('is told whole, each lane once, then there is nothing to tell', async () => {
    expect(await drain()).toBe(backlog);
    expect(new Set(told).size).toBe(backlog);
    expect(await drain()).toBe(0);
  });

  it('is left for later while Temporal does not answer, and lost in nothing', async () => {
    reaches = () => false;
    expect(await drain()).toBe(0);
    reaches = () => true;
    await drain();
    expect(new Set(told).size).toBe(backlog);
  });
});
