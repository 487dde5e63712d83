import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChannelNotice } from '../channels/channel.ts';
import type { Step } from '../journeys/definition.ts';
import type { ChannelName } from '../journeys/steps/step.ts';
import { storeDeliveries } from '../records/deliveries.ts';
import { saveSenderAccount } from '../records/sender-accounts.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { createChannelNoticeActivities } from './channel-notice.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TestBusiness;
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await stage.addBusiness();
});
afterEach(() => stage.close());

const sms: Step = { id: 'text', kind: 'send_sms', body: 'Thank you' };
const email: Step = { id: 'mail', kind: 'send_email', subject: 'Done', body: 'Thank you' };
const phone = '+12025550123';

/** Brings notices in through the inbox, as the API does. */
async function arrive(channel: ChannelName, ...notices: ChannelNotice[]): Promise<string[]> {
  const source = `channel:${channel}`;
  const requests = notices.map((notice) => ({
    source,
    contentType: null,
    body: Buffer.from(randomUUID()),
    notices: [notice],
  }));
  const stored = (await storeDeliveries(stage.database, requests, stage.now)).flat();
  const { takeChannelNotices } = createChannelNoticeActivities(stage.deps);
  for (const { lane } of stored) expect(await takeChannelNotices({ source, lane })).toBe(false);
  return stored.map(({ status }) => status);
}

const status = (vendorId: string, word: (ChannelNotice & { kind: 'status' })['status'], more = {}): ChannelNotice => ({
  kind: 'status',
  dedupeKey: randomUUID(),
  vendorId,
  messageId: null,
  status: word,
  occurredAt: stage.now,
  code: null,
  ...more,
});
const reply = (to: string, text: string, consent: 'stop' | 'start' | null, from = phone): ChannelNotice => ({
  kind: 'inbound',
  dedupeKey: randomUUID(),
  vendorId: `SM${randomUUID()}`,
  from,
  to,
  text,
  consent,
  occurredAt: stage.now,
});

async function send(step: Step, person = {}, business = shop) {
  const id = await business.enroll([step], person);
  await stage.run(business, id);
  return business.inside((tenant) => tenant.db.message.findFirstOrThrow({ where: { enrollmentId: id } }));
}
const messageOf = (id: string) => shop.inside((tenant) => tenant.db.message.findFirstOrThrow({ where: { id } }));
const numberOf = (business: TestBusiness) =>
  business.inside(async (tenant) => (await tenant.db.sender.findFirstOrThrow({ where: { channel: 'sms' } })).address);
const suppressed = (business: TestBusiness, address: string) =>
  business.inside(async (tenant) => {
    const row = await tenant.db.contactPoint.findFirst({ where: { address } });
    return row?.suppressedReason ?? null;
  });

describe('a delivery notice', () => {
  it('moves its message on, and late ones do not move it back', async () => {
    const { id, vendorId } = await send(sms);
    for (const word of ['delivered', 'sent'] as const) await arrive('sms', status(vendorId ?? '', word));
    expect(await messageOf(id)).toMatchObject({ status: 'delivered' });
    const kept = await shop.inside((tenant) =>
      tenant.db.messageTransition.findMany({ where: { messageId: id }, orderBy: { id: 'asc' } }),
    );
    expect(kept.map((row) => row.status)).toEqual(['rendered', 'reserved', 'accepted', 'delivered', 'sent']);
  });

  it('with our own id clears a message of which nothing was known', async () => {
    const { id } = await send(sms);
    await shop.inside((tenant) =>
      tenant.db.message.updateMany({ where: { id }, data: { status: 'unknown', vendorId: null } }),
    );
    await arrive('sms', status('SM-new', 'sent', { messageId: id }));
    expect(await messageOf(id)).toMatchObject({ status: 'sent', vendorId: 'SM-new', reason: null });
  });

  it('of a bounce or a complaint ends mail to that address', async () => {
    const bounced = await send(email, { email: 'Gone@example.com' });
    await arrive('email', status(bounced.vendorId ?? '', 'bounced', { code: 'permanent' }));
    expect([(await messageOf(bounced.id)).status, await suppressed(shop, 'gone@example.com')]).toEqual([
      'bounced',
      'bounced',
    ]);
    const again = await send(email, { email: 'gone@example.com' });
    expect(again).toMatchObject({ status: 'skipped', reason: 'suppressed' });
  });

  it('of a full mailbox does not', async () => {
    const { vendorId } = await send(email, { email: 'full@example.com' });
    await arrive('email', status(vendorId ?? '', 'bounced', { code: 'transient' }));
    expect(await suppressed(shop, 'full@example.com')).toBeNull();
  });

  it('about nobody of ours is kept and changes nothing', async () => {
    await expect(arrive('sms', status('SM-nobody', 'delivered'))).resolves.toEqual(['received']);
  });
});

describe('what an account of one organization signs', () => {
  it('is heard about that organization only', async () => {
    const other = await stage.addBusiness();
    const account = { vendorAccount: 'twilio:of-other', secret: 'theirs' };
    await other.inside((tenant) => saveSenderAccount(tenant, stage.deps.keys, 'sms', account, stage.now));
    const signed = { account: account.vendorAccount };
    const { id, vendorId } = await send(sms);
    await arrive('sms', status(vendorId ?? '', 'delivered', signed));
    await arrive('sms', { ...reply(await numberOf(shop), 'Stop', 'stop'), ...signed });
    expect(await messageOf(id)).toMatchObject({ status: 'accepted' });
    expect(await suppressed(shop, phone)).toBeNull();
    await arrive('sms', { ...reply(await numberOf(other), 'Stop', 'stop'), ...signed });
    expect(await suppressed(other, phone)).toBe('stop');
  });
});

describe('an answer by text', () => {
  it('STOP ends texts to that number for that organization only', async () => {
    const other = await stage.addBusiness();
    await arrive('sms', reply(await numberOf(shop), 'Stop', 'stop'));
    expect([await suppressed(shop, phone), await suppressed(other, phone)]).toEqual(['stop', null]);
    expect(await send(sms)).toMatchObject({ status: 'skipped', reason: 'suppressed' });
    expect(await send(sms, {}, other)).toMatchObject({ status: 'accepted' });
  });

  it('START lifts it, and both are kept with where they came from', async () => {
    const number = await numberOf(shop);
    await arrive('sms', reply(number, 'STOP', 'stop'));
    await arrive('sms', reply(number, 'START', 'start'));
    expect(await suppressed(shop, phone)).toBeNull();
    const kept = await shop.inside((tenant) => tenant.db.suppression.findMany({ orderBy: { at: 'asc' } }));
    expect(kept.map(({ action, reason, source }) => [action, reason, source]).sort()).toEqual([
      ['lift', 'start', 'inbound'],
      ['suppress', 'stop', 'inbound'],
    ]);
  });

  it('is kept word for word with its customer, once', async () => {
    const customerId = await shop.addCustomer({ phone: '+12025550188' });
    const notice = reply(await numberOf(shop), 'Merci 🌻 !', null, '+12025550188');
    await arrive('sms', notice, { ...notice, dedupeKey: randomUUID() });
    const rows = await shop.inside((tenant) => tenant.db.inboundMessage.findMany());
    expect(rows).toMatchObject([{ body: 'Merci 🌻 !', customerId, consent: null }]);
  });

  it('to a number of nobody is kept in the inbox only', async () => {
    await arrive('sms', reply('+12025559999', 'STOP', 'stop'));
    expect(await shop.inside((tenant) => tenant.db.inboundMessage.count())).toBe(0);
  });
});
