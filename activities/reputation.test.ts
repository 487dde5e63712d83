import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChannelNotice } from '../channels/channel.ts';
import type { Step } from '../journeys/definition.ts';
import { marketingOf } from '../records/causes.ts';
import { storeDeliveries } from '../records/deliveries.ts';
import { readReputation } from '../records/reputation.ts';
import { pauseSending, resumeSending } from '../records/sending.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { createChannelNoticeActivities } from './channel-notice.ts';
import { goOn } from './enrollment.ts';
import { createResumeActivities } from './resume.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TestBusiness;
/** Messages whose workflow was started, and enrollments that were nudged. */
let told: string[];
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await stage.addBusiness();
  told = [];
  stage.deps.temporal = {
    ...stage.deps.temporal,
    startMessage: async ({ messageId }) => void told.push(messageId),
    nudgeEnrollment: async (enrollmentId) => told.push(enrollmentId) > 0,
  };
});
afterEach(() => stage.close());

const email: Step = { id: 'mail', kind: 'send_email', subject: 'Done', body: 'Thank you' };
const text: Step = { id: 'text', kind: 'send_sms', body: 'Thank you' };

/** So many messages of this week that were accepted: their ids at the vendor. */
async function sent(channel: 'email' | 'sms', amount: number): Promise<string[]> {
  const ids = Array.from({ length: amount }, () => randomUUID());
  const row = { organizationId: shop.id, kind: 'answer', channel, status: 'accepted', firstAttemptAt: stage.now };
  await shop.inside((tenant) =>
    tenant.db.message.createMany({ data: ids.map((vendorId) => ({ ...row, vendorId, toAddress: vendorId })) }),
  );
  return ids;
}

async function comesBack(channel: 'email' | 'sms', vendorId: string | undefined, more: Partial<ChannelNotice> = {}) {
  const source = `channel:${channel}`;
  const notice = {
    kind: 'status',
    dedupeKey: randomUUID(),
    vendorId: vendorId ?? '',
    messageId: null,
    status: 'bounced',
    occurredAt: stage.now,
    code: null,
    ...more,
  } as ChannelNotice;
  const request = { source, contentType: null, body: Buffer.from(randomUUID()), notices: [notice] };
  const [[stored] = []] = await storeDeliveries(stage.database, [request], stage.now);
  const { takeChannelNotices } = createChannelNoticeActivities(stage.deps);
  await takeChannelNotices({ source, lane: stored?.lane ?? '' });
}

const standing = (channel: 'email' | 'sms') => shop.inside((tenant) => readReputation(tenant, channel, stage.now));
const letters = async () =>
  (
    await shop.inside((tenant) =>
      tenant.db.message.findMany({ where: { kind: 'notice' }, orderBy: { createdAt: 'asc' } }),
    )
  ).map(({ id, subject, toAddress }) => ({ id, subject, toAddress }));
const go = (enrollmentId: string, own: 'sendEmail' | 'sendSms') =>
  goOn(stage.deps, { organizationId: shop.id, enrollmentId }, own, 1);

describe('emails that bounce', () => {
  it('warn the owner once at 3 %, and hold offers at 4 % with a second letter', async () => {
    const ids = await sent('email', 100);
    for (const id of ids.slice(0, 2)) await comesBack('email', id);
    expect(await letters()).toEqual([]);
    await comesBack('email', ids[2]);
    await comesBack('email', ids[2]);
    expect(await standing('email')).toMatchObject({ level: 'warned', heldSince: null });
    stage.now = new Date(stage.now.getTime() + 1_000);
    await comesBack('email', ids[3]);
    await comesBack('email', ids[4]);
    expect(await standing('email')).toMatchObject({ level: 'held', figures: { sent: 100, bounced: 5 } });
    expect(await letters()).toMatchObject([
      { subject: 'Too many of your emails come back', toAddress: 'owner@green.example' },
      { subject: 'Your emails with offers are on hold' },
    ]);
    expect(told).toEqual((await letters()).map(({ id }) => id));
  });

  it('hold nobody but that business, and no text', async () => {
    const other = await stage.addBusiness({ number: null });
    for (const id of (await sent('email', 50)).slice(0, 2)) await comesBack('email', id);
    expect((await standing('sms')).level).toBe('good');
    expect((await other.inside((tenant) => readReputation(tenant, 'email', stage.now))).level).toBe('good');
  });

  it('of a full mailbox do not count', async () => {
    for (const id of await sent('email', 50))
      await comesBack('email', id, { code: 'transient' } as Partial<ChannelNotice>);
    expect((await standing('email')).level).toBe('good');
  });

  it('are forgotten after seven days', async () => {
    for (const id of (await sent('email', 60)).slice(0, 2)) await comesBack('email', id);
    stage.now = new Date(stage.now.getTime() + 7 * 24 * 60 * 60_000 + 1);
    expect((await standing('email')).figures.sent).toBe(0);
  });
});

describe('texts that carriers filter', () => {
  it('hold offers by text', async () => {
    for (const id of (await sent('sms', 50)).slice(0, 2)) {
      await comesBack('sms', id, { status: 'failed', code: '30007' } as Partial<ChannelNotice>);
    }
    expect(await standing('sms')).toMatchObject({ level: 'held', figures: { filtered: 2 } });
  });

  it('are not those that only failed', async () => {
    for (const id of await sent('sms', 50)) {
      await comesBack('sms', id, { status: 'failed', code: '30003' } as Partial<ChannelNotice>);
    }
    expect((await standing('sms')).level).toBe('good');
  });
});

describe('a channel that is held', () => {
  it('keeps offers back and lets reminders go', async () => {
    const [offer, reminder, byText] = [
      await shop.enroll([email], { email: 'a@example.com' }, { purpose: 'review_request' }),
      await shop.enroll([email], { email: 'b@example.com' }, { purpose: 'visit_reminder' }),
      await shop.enroll([text], {}, { purpose: 'review_request' }),
    ];
    for (const id of (await sent('email', 50)).slice(0, 2)) await comesBack('email', id);
    for (const id of [offer, reminder]) await stage.run(shop, id);
    await stage.run(shop, byText);
    expect((await stage.emails()).map(({ to }) => to)).toEqual(['b@example.com']);
    expect(await stage.texts()).toHaveLength(1);
    expect(await shop.inside((tenant) => tenant.db.enrollment.findFirst({ where: { id: offer } }))).toMatchObject({
      status: 'held',
      holdReason: 'sending_paused',
      holdScope: `${shop.id}:email`,
    });
  });

  it('stops what was written before and is claimed only now', async () => {
    const id = await shop.enroll([email], {}, { purpose: 'review_request' });
    await stage.fault('email', { serverError: 1 });
    await stage.run(shop, id).catch(() => undefined);
    await shop.inside(({ db }) => db.message.updateMany({ where: { enrollmentId: id }, data: { status: 'rendered' } }));
    const hold = marketingOf({ id: shop.id }, 'email');
    await shop.inside(({ db }) => db.cause.create({ data: { organizationId: shop.id, ...hold, since: stage.now } }));
    expect(await go(id, 'sendEmail')).toMatchObject({ code: 'held', hold: 'sending_paused' });
    expect(await stage.emails()).toHaveLength(0);
  });
});

describe('a pause of all sending', () => {
  it('holds every message until it ends, which wakes enrollments and answers', async () => {
    const id = await shop.enroll([email], {}, { purpose: 'visit_reminder' });
    await shop.inside((tenant) => pauseSending(tenant, stage.now));
    await stage.run(shop, id);
    expect(await stage.emails()).toEqual([]);
    const answer = await shop.inside(({ db }) =>
      db.message.create({ data: { organizationId: shop.id, kind: 'answer', channel: 'sms', status: 'rendered' } }),
    );
    await shop.inside(resumeSending);
    const { wakeHeld } = createResumeActivities(stage.deps);
    const cause = { organizationId: shop.id, reason: 'sending_paused', scope: shop.id };
    expect(await wakeHeld({ ...cause, after: null, limit: 10 })).toEqual({ count: 1, after: null });
    expect(told.sort()).toEqual([answer.id, id].sort());
    await stage.run(shop, id);
    expect(await go(id, 'sendEmail')).toMatchObject({ code: 'reached_end' });
    expect(await stage.emails()).toHaveLength(1);
  });
});
