import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { asOwner } from '../testing/as-owner.ts';
import { withDatabase } from '../testing/postgres.ts';
import { type Database, openDatabase } from './database.ts';
import { listenForChanges } from './live-listener.ts';
import { openOrganization } from './organizations.ts';

let database: Database;
let listener: { close(): Promise<void> };
// Hooks run in this order: the sessions end before the database is dropped.
afterAll(async () => {
  await database.close();
});
const urls = withDatabase();
const organizationId = randomUUID();
const at = new Date('2026-11-23T12:00:00Z');
let heard: EventEmitter;

beforeAll(async () => {
  database = await openDatabase({ url: urls.appUrl });
});

beforeEach(async () => {
  heard = new EventEmitter();
  listener = listenForChanges(
    urls.appUrl,
    {
      changed: (id, topics) => heard.emit('changed', id, [...topics].sort()),
      lost: () => heard.emit('lost'),
      listening: () => heard.emit('listening'),
    },
    { firstRetryMs: 1, checkEveryMs: 60_000 },
  );
  await once(heard, 'listening');
});

afterEach(async () => {
  await listener.close();
});

const write = (name: string) =>
  database.withOrganization(organizationId, async (tenant) => {
    await openOrganization(tenant, { name, slug: name, zone: null, replyTo: null }, at);
  });

describe('another process', () => {
  it('hears what was committed, by organization and topic', async () => {
    const change = once(heard, 'changed');
    await write('one');
    expect(await change).toEqual([organizationId, expect.arrayContaining(['business'])]);
  });

  it('hears nothing of what was only read or undone', async () => {
    const change = once(heard, 'changed');
    await database.withOrganization(organizationId, ({ db }) => db.customer.findMany({}));
    await database.withOrganization(organizationId, ({ db }) => db.customer.updateMany({ data: { name: 'nobody' } }));
    const undone = database.withOrganization(organizationId, async ({ db }) => {
      await db.journey.create({ data: { organizationId, name: 'x', status: 'draft', draft: {} } });
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    database.changed(organizationId, ['sending']);
    expect(await change).toEqual([organizationId, ['sending']]);
  });

  it('says that it hears nothing when its connection is cut, and listens again', async () => {
    const events: string[] = [];
    for (const name of ['lost', 'listening']) heard.on(name, () => events.push(name));
    const again = once(heard, 'listening');
    await asOwner(
      { ownerUrl: urls.appUrl },
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'`,
    );
    await again;
    expect(events).toEqual(['lost', 'listening']);
    const change = once(heard, 'changed');
    database.changed(organizationId, ['events']);
    expect(await change).toEqual([organizationId, ['events']]);
  });

  it('says so, too, when nobody answers at the address', async () => {
    await listener.close();
    const lost = once(heard, 'lost');
    listener = listenForChanges(
      urls.appUrl.replace(/@[^/]+/, '@127.0.0.1:1'),
      { changed: () => undefined, lost: () => heard.emit('lost'), listening: () => undefined },
      { firstRetryMs: 60_000 },
    );
    await lost;
  });
});
