import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Notice } from '../providers/provider.ts';
import { cases } from '../testing/depth.ts';
import { withDatabase } from '../testing/postgres.ts';
import { type Database, openDatabase } from './database.ts';
import {
  createInbox,
  finishDelivery,
  releaseNudges,
  storeDeliveries,
  sweepDeliveries,
  takeDeliveries,
} from './deliveries.ts';

let database: Database;
afterAll(async () => {
  await database.close();
});
const urls = withDatabase();
beforeAll(async () => {
  database = await openDatabase({ url: urls.appUrl });
});

const at = new Date('2026-03-10T12:00:00Z');
const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);
let made = 0;
const notice = (values: Partial<Extract<Notice, { readable: true }>> = {}): Notice => ({
  readable: true,
  topic: 'JOB_UPDATE',
  accountId: 'account',
  entity: { kind: 'job', id: `job${++made}` },
  occurredAt: at,
  dedupeKey: `key${made}`,
  ...values,
});
const request = (...notices: Notice[]) => ({
  source: 'jobber',
  contentType: 'application/json',
  body: Buffer.from(`body ${made}`),
  notices,
});
const finished = { status: 'processed', reason: null, organizationId: null, connectionId: null } as const;

describe('the inbox', () => {
  it('keeps one row for equal notices of one tick, and tells every request of it', async () => {
    const inbox = createInbox(database, () => at);
    const same = notice();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => inbox.store('jobber', null, Buffer.from(`again ${n}`), [same])),
    );
    const ids = new Set(answers.flat().map(({ id }) => id));
    expect(answers.every((stored) => stored.length === 1)).toBe(true);
    expect(ids.size).toBe(1);
  });

  it('stores what can be stored when one request of the tick cannot', async () => {
    const inbox = createInbox(database, () => at);
    const [good, bad] = await Promise.allSettled([
      inbox.store('jobber', null, Buffer.from('good'), [notice()]),
      inbox.store('jobber', 'text/\0', Buffer.from('bad'), [notice()]),
    ]);
    expect(good.status).toBe('fulfilled');
    expect(bad.status).toBe('rejected');
  });

  it('gives the notices of one entity one lane, and ids of any length a short one', async () => {
    const entity = { kind: 'job', id: 'x'.repeat(400) };
    const [stored] = await storeDeliveries(
      database,
      [request(notice({ entity }), notice({ entity, topic: 'JOB_CLOSED' }), notice({ entity: null }))],
      at,
    );
    const lanes = stored?.map(({ lane }) => lane) ?? [];
    expect(lanes[0]).toBe(lanes[1]);
    expect(lanes[2]).not.toBe(lanes[0]);
    expect(lanes.every((lane) => lane.length <= 100 && lane.startsWith('event:jobber:'))).toBe(true);
  });

  it('keeps an unreadable part beside its readable neighbour', async () => {
    const part: Notice = { readable: false, dedupeKey: `bad${++made}`, reason: 'not JSON' };
    const [stored] = await storeDeliveries(database, [request(part, notice())], at);
    expect(stored?.map(({ status }) => status).sort()).toEqual(['received', 'unreadable']);
  });

  it('keeps whatever bytes a signed notice has', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constant('\0'),
      fc.string({ minLength: 3000, maxLength: 5000 }),
    );
    await fc.assert(
      fc.asyncProperty(text, text, text, text, async (topic, accountId, id, dedupeKey) => {
        const odd = notice({ topic, accountId, entity: { kind: 'job', id }, dedupeKey: `${++made}${dedupeKey}` });
        const [stored] = await storeDeliveries(database, [request(odd)], at);
        expect(stored).toHaveLength(1);
      }),
      { numRuns: cases('batches of equal and different deliveries', { sample: 100, whole: 2_000 }) },
    );
  });

  it('keeps what a channel tells under a lane of the message', async () => {
    const status = {
      kind: 'status' as const,
      dedupeKey: `status${++made}`,
      vendorId: 'SM1',
      messageId: null,
      status: 'delivered' as const,
      occurredAt: null,
      code: null,
    };
    const [stored] = await storeDeliveries(
      database,
      [{ source: 'channel:sms', contentType: null, body: Buffer.from('x'), notices: [status] }],
      at,
    );
    expect(stored?.[0]?.lane).toMatch(/^channel:sms:[0-9a-f]{40}$/);
    const [taken] = await takeDeliveries(database, stored?.[0]?.lane ?? '', at);
    expect(JSON.parse(String(taken?.body))).toMatchObject({ kind: 'status', vendorId: 'SM1' });
  });
});

describe('a delivery', () => {
  it('that arrives again after it was taken is taken once more', async () => {
    const same = notice();
    const [first] = await storeDeliveries(database, [request(same)], at);
    const { id = '', lane = '' } = first?.[0] ?? {};
    expect(await takeDeliveries(database, lane, at)).toMatchObject([{ id, topic: 'JOB_UPDATE', organizationId: null }]);
    await storeDeliveries(database, [request(same)], at);
    expect(await finishDelivery(database, { id, ...finished }, at)).toBe(false);
    expect(await takeDeliveries(database, lane, at)).toHaveLength(1);
    expect(await finishDelivery(database, { id, ...finished }, at)).toBe(true);
    expect(await takeDeliveries(database, lane, at)).toHaveLength(0);
  });

  it('that nobody was told of is swept, once a minute, and at once when the telling failed', async () => {
    await storeDeliveries(database, [request(notice())], later(1000));
    const sweep = async (seconds: number) =>
      (await sweepDeliveries(database, 1000, later(seconds))).map(({ id }) => id);
    await sweep(999);
    expect(await sweep(1001)).toHaveLength(0);
    const swept = await sweep(1003);
    expect(swept.length).toBeGreaterThan(0);
    expect(await sweep(1010)).toHaveLength(0);
    await releaseNudges(database, swept);
    expect((await sweep(1011)).sort()).toEqual(swept.sort());
    expect(await sweep(1075)).toEqual(expect.arrayContaining(swept));
  });
});
