import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChannelNotice } from '../channels/channel.ts';
import type { Step } from '../journeys/definition.ts';
import { suppress } from '../records/contact-points.ts';
import { storeDeliveries } from '../records/deliveries.ts';
import { openLink } from '../records/links.ts';
import { addTarget, listTargets, removeTarget } from '../records/notification-targets.ts';
import { recordClick } from '../records/reactions.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { createChannelNoticeActivities } from './channel-notice.ts';
import { sendSingle } from './single-message.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TestBusiness;
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await stage.addBusiness();
});
afterEach(() => stage.close());

const phone = '+12025550123';
const sms: Step = { id: 'text', kind: 'send_sms', body: 'How was it?' };
const rest: Step = { id: 'rest', kind: 'wait', amount: 3, unit: 'days' };
const later: Step = { id: 'later', kind: 'send_sms', body: 'Still there?' };
const waitFor: Step = {
  id: 'for',
  kind: 'wait_for',
  for: 'replied',
  amount: 2,
  unit: 'days',
  happened: [{ id: 'bye', kind: 'exit' }],
  timedOut: [],
};
const replied = { on: 'replied', goal: true, about: 'entity' } as const;

type Told = Partial<Extract<ChannelNotice, { kind: 'inbound' }>>;

/** A text that a customer sends, brought in through the inbox, as the API does. */
async function text(words: string, more: Told = {}, business = shop): Promise<void> {
  const to = await business.inside(
    async (tenant) => (await tenant.db.sender.findFirstOrThrow({ where: { channel: 'sms' } })).address,
  );
  const notice: ChannelNotice = {
    kind: 'inbound',
    dedupeKey: randomUUID(),
    vendorId: `SM${randomUUID()}`,
    from: phone,
    to,
    text: words,
    consent: null,
    occurredAt: stage.now,
    ...more,
  };
  const request = { source: 'channel:sms', contentType: null, body: Buffer.from(randomUUID()), notices: [notice] };
  const { takeChannelNotices } = createChannelNoticeActivities(stage.deps);
  for (const { lane } of (await storeDeliveries(stage.database, [request], stage.now)).flat())
    expect(await takeChannelNotices({ source: 'channel:sms', lane })).toBe(false);
}

async function enrolled(steps: Step[], more = {}, person = {}): Promise<string> {
  const id = await shop.enroll(steps, person, more);
  await stage.run(shop, id);
  return id;
}
const finished = async (id: string) => {
  await stage.run(shop, id);
  const row = await shop.inside((tenant) => tenant.db.enrollment.findFirstOrThrow({ where: { id } }));
  return row.finishReason;
};
const messageOf = (enrollmentId: string) =>
  shop.inside((tenant) => tenant.db.message.findFirstOrThrow({ where: { enrollmentId } }));
const inbound = () => shop.inside((tenant) => tenant.db.inboundMessage.findMany({ orderBy: { receivedAt: 'asc' } }));
const conversations = (business = shop) => business.inside((tenant) => tenant.db.conversation.findMany());
const records = (id: string) =>
  shop.inside((tenant) => tenant.db.enrollmentRecord.findMany({ where: { enrollmentId: id }, select: { kind: true } }));

describe('a reply', () => {
  it('marks the message before it, and belongs to whom that was for', async () => {
    const id = await enrolled([sms], {}, { name: 'Ada' });
    await shop.addCustomer({ name: 'Ben, same number' });
    const message = await messageOf(id);
    await text('Great work');
    expect(await messageOf(id)).toMatchObject({ status: 'replied' });
    expect(await inbound()).toMatchObject([{ messageId: message.id, customerId: message.customerId }]);
    expect(await conversations()).toMatchObject([{ address: phone, customerId: message.customerId }]);
  });

  it('ends the journeys that it is an answer to, once', async () => {
    const [mine, other] = [await enrolled([sms, rest, later], { exits: [replied] }), await enrolled([rest, sms])];
    const notice = { vendorId: 'SM-same' };
    await text('Great work', notice);
    await text('Great work', notice);
    expect(await records(mine)).toEqual([{ kind: 'replied' }]);
    expect([await finished(mine), await finished(other)]).toEqual(['goal_reached:replied', null]);
  });

  it('to no text of a journey ends it only where any text of the customer does', async () => {
    const own = await enrolled([rest, sms], { exits: [replied] });
    const any = await enrolled([rest, sms], { exits: [{ ...replied, about: 'customer' }] });
    await text('Please call me');
    expect([await finished(own), await finished(any)]).toEqual([null, 'goal_reached:replied']);
  });

  it('is what a journey waits for', async () => {
    const id = await enrolled([sms, waitFor, later]);
    await text('Great work');
    expect(await finished(id)).toBe('exit_step');
    expect(await stage.texts()).toHaveLength(1);
  });

  it('that comes before the next text is due stops it', async () => {
    const id = await enrolled([sms, rest, later], { exits: [replied] });
    stage.now = new Date('2026-11-27T17:00:00Z');
    await text('No need');
    expect(await finished(id)).toBe('goal_reached:replied');
    expect(await stage.texts()).toHaveLength(1);
  });

  it('that comes while a text is just being handed over is no answer to that one', async () => {
    const [first, second] = [await enrolled([sms]), await enrolled([sms])];
    const { id } = await messageOf(second);
    const firstAttemptAt = new Date(stage.now.getTime() + 1000);
    await shop.inside((tenant) =>
      tenant.db.message.updateMany({ where: { id }, data: { status: 'reserved', firstAttemptAt } }),
    );
    await text('Great work');
    expect([(await messageOf(first)).status, (await messageOf(second)).status]).toEqual(['replied', 'reserved']);
  });

  it('is not STOP: that ends texts, and neither marks nor steers anything', async () => {
    const id = await enrolled([sms, waitFor, later], { exits: [replied] });
    await text('STOP', { consent: 'stop' });
    expect(await finished(id)).toBeNull();
    expect(await messageOf(id)).toMatchObject({ status: 'accepted' });
    expect(await records(id)).toEqual([]);
  });

  it('that asks for no more texts, in other words, steers nothing either', async () => {
    const id = await enrolled([sms, rest, later], { exits: [replied] });
    await text('please quit texting me');
    expect([(await messageOf(id)).status, await records(id)]).toEqual(['accepted', []]);
    expect(await inbound()).toMatchObject([{ meaning: 'wants_out', messageId: null }]);
  });

  it('to one business is none to another with the same customer', async () => {
    const other = await stage.addBusiness();
    await text('Great work', {}, other);
    expect([await conversations(), (await conversations(other)).length]).toEqual([[], 1]);
  });

  it('of somebody unknown, with pictures, is kept with their number', async () => {
    await text('', { from: '+12025550177', media: 3 });
    expect(await inbound()).toMatchObject([{ media: 3, customerId: null, body: '' }]);
    expect(await conversations()).toMatchObject([{ address: '+12025550177', customerId: null }]);
  });
});

describe('a click', () => {
  it('ends the journey that wrote the message, and no other', async () => {
    const exits = [{ ...replied, on: 'clicked' }];
    const [mine, other] = [
      await enrolled([sms, rest, later], { exits }),
      await enrolled([sms, rest, later], { exits }),
    ];
    const { id } = await messageOf(mine);
    expect(await shop.inside((tenant) => recordClick(tenant, id, stage.now))).toEqual([mine]);
    expect([await finished(mine), await finished(other)]).toEqual(['goal_reached:clicked', null]);
  });

  it('counts after an answer, too', async () => {
    const id = await enrolled([{ ...sms, body: 'Review us: https://g.page/r/shop/review' }, rest, later], {
      exits: [{ ...replied, on: 'clicked' }],
    });
    await text('Great work');
    const link = await shop.inside((tenant) => tenant.db.link.findFirstOrThrow());
    const at = new Date(stage.now.getTime() + 60_000);
    expect(await shop.inside((tenant) => openLink(tenant, link, null, at))).toEqual([id]);
    expect((await messageOf(id)).status).toBe('replied');
  });

  it('is nothing to a journey that does not listen for it', async () => {
    const { id } = await messageOf(await enrolled([sms, waitFor, later]));
    expect(await shop.inside((tenant) => recordClick(tenant, id, stage.now))).toEqual([]);
  });
});

describe('the people of the business', () => {
  const told = () =>
    shop.inside((tenant) => tenant.db.message.findMany({ where: { kind: 'notice' }, orderBy: { createdAt: 'asc' } }));
  const tell = (channel: 'email' | 'sms', address: string) =>
    shop.inside((tenant) => addTarget(tenant, { channel, address, label: null }, stage.now));
  const van = '+12025550111';

  it('are told by email and by text, with the link and a way back', async () => {
    await shop.addCustomer({ name: 'Ada\nBcc: x@y.z', email: 'ada@example.com' });
    await tell('sms', van);
    await text('Can you come\non Friday?');
    const [conversation] = await conversations();
    const rows = await told();
    for (const { id } of rows) await sendSingle(stage.deps, { organizationId: shop.id, messageId: id }, 1);
    const link = `${stage.deps.settings.publicUrl}/conversations/${conversation?.id}`;
    expect(await stage.emails()).toMatchObject([
      { to: 'owner@green.example', subject: 'Ada Bcc: x@y.z wrote to you', text: expect.stringContaining(link) },
    ]);
    expect(rows.find(({ channel }) => channel === 'email')).toMatchObject({ replyTo: 'ada@example.com' });
    expect(await stage.texts()).toMatchObject([
      { to: van, body: `Ada Bcc: x@y.z: Can you come on Friday?\nAnswer: ${link}` },
    ]);
  });

  it('are told once of one text, and of no keyword', async () => {
    await text('Hello', { vendorId: 'SM-once' });
    await text('Hello', { vendorId: 'SM-once' });
    await text('STOP', { consent: 'stop' });
    expect(await told()).toHaveLength(1);
  });

  it('are not told by their own number, nor where they opted out', async () => {
    await tell('sms', phone);
    await tell('sms', van);
    await shop.inside((tenant) =>
      suppress(tenant, { channel: 'sms', address: van, reason: 'stop', source: 'inbound' }, stage.now),
    );
    await text('It is me');
    expect((await told()).map(({ toAddress }) => toAddress)).toEqual(['owner@green.example']);
  });

  it('are not told without end of one number', async () => {
    for (let n = 0; n < 13; n++) await text(`Hello ${n}`);
    expect(await told()).toHaveLength(10);
    await text('Hello', { from: '+12025550177' });
    expect(await told()).toHaveLength(11);
  });

  it('are nobody when all were removed', async () => {
    await shop.inside(async (tenant) => {
      for (const { id } of await listTargets(tenant)) await removeTarget(tenant, id);
    });
    await text('Hello');
    expect(await told()).toEqual([]);
  });
});
