import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeliveryStatus } from '../channels/channel.ts';
import type { Step } from '../journeys/definition.ts';
import type { Provider } from '../providers/provider.ts';
import { suppress } from '../records/contact-points.ts';
import { recordStop } from '../records/enrollment-records.ts';
import { storeTokens } from '../records/tokens.ts';
import {
  type JourneyStage,
  openJourneyStage,
  type PersonOptions,
  type TestBusiness,
} from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { sendSingle } from './single-message.ts';
import { hearVendor } from './vendor-word.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TestBusiness;
/** What was started on the other channel. */
let started: string[];
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await stage.addBusiness();
  started = [];
  const startMessage = async ({ messageId }: { messageId: string }) => void started.push(messageId);
  stage.deps.temporal = { ...stage.deps.temporal, startMessage };
});
afterEach(() => stage.close());

const text: Step = { id: 'text', kind: 'send_sms', body: 'How was it, {{ customer.first_name }}?', fallback: true };
const mail: Step = { id: 'mail', kind: 'send_email', subject: 'Done', body: 'Thank you', fallback: true };
const reminder = { purpose: 'visit_reminder' } as const;

async function sent(step: Step, person: PersonOptions = {}, more = {}): Promise<{ enrollmentId: string; id: string }> {
  const enrollmentId = await shop.enroll([step], person, { ...reminder, ...more });
  await stage.run(shop, enrollmentId);
  const { id } = await shop.inside(({ db }) =>
    db.message.findFirstOrThrow({ where: { enrollmentId, kind: 'journey' } }),
  );
  return { enrollmentId, id };
}
const hear = (messageId: string, channel: 'email' | 'sms', status: DeliveryStatus, code: string | null = null) =>
  hearVendor(
    stage.deps,
    { organizationId: shop.id, messageId, channel },
    { status, code, vendorId: randomUUID(), source: 'callback' },
  );
const others = () => shop.inside(({ db }) => db.message.findMany({ where: { kind: 'fallback' } }));
const go = (messageId = started[0] ?? '') => sendSingle(stage.deps, { organizationId: shop.id, messageId }, 1);

describe('a step that may take the other channel', () => {
  it('writes an email where the number is a landline, once', async () => {
    const { id } = await sent(text);
    await hear(id, 'sms', 'failed', '30006');
    await hear(id, 'sms', 'failed', '30006');
    expect(started).toHaveLength(1);
    expect(await go()).toMatchObject({ code: 'sent' });
    expect(await stage.emails()).toMatchObject([
      {
        to: 'ada@example.com',
        subject: 'A message from Green Lawns',
        text: expect.stringContaining('How was it, Ada?'),
      },
    ]);
  });

  it('writes a text where the email bounced, with the way to opt out', async () => {
    const { id } = await sent(mail);
    await hear(id, 'email', 'bounced');
    await go();
    expect(await stage.texts()).toMatchObject([{ to: '+12025550123', body: 'Thank you\nReply STOP to opt out' }]);
  });

  it('does so at once when the vendor refuses the number', async () => {
    await sent(text, { phone: '+15005550009' });
    expect(started).toHaveLength(1);
  });

  it('does not for a phone that is only off, nor for a full mailbox', async () => {
    await hear((await sent(text)).id, 'sms', 'failed', '30003');
    await hear((await sent(mail)).id, 'email', 'bounced', 'transient');
    expect(await others()).toEqual([]);
  });

  it('keeps to the consent of the other channel', async () => {
    const { id } = await sent(mail);
    await shop.inside((tenant) =>
      suppress(tenant, { channel: 'sms', address: '+12025550123', reason: 'stop', source: 'inbound' }, stage.now),
    );
    await hear(id, 'email', 'bounced');
    expect(await go()).toMatchObject({ code: 'skipped' });
    expect(await others()).toMatchObject([{ status: 'skipped', reason: 'suppressed' }]);
  });

  it('says why when there is no other address', async () => {
    await hear((await sent(text, { email: null })).id, 'sms', 'failed', '30006');
    expect(await others()).toMatchObject([{ status: 'skipped', reason: 'no_address' }]);
    expect(started).toEqual([]);
  });

  it('keeps to the hours of the other channel after the journey has ended', async () => {
    const { id, enrollmentId } = await sent(mail);
    stage.now = new Date('2026-11-25T03:00:00Z');
    await hear(id, 'email', 'bounced');
    expect(await go()).toMatchObject({ code: 'outside_window', due: '2026-11-25T13:00:00.000Z' });
    expect(await shop.inside(({ db }) => db.enrollment.findFirst({ where: { id: enrollmentId } }))).toMatchObject({
      status: 'completed',
    });
    expect(await others()).toMatchObject([{ status: 'rendered' }]);
  });

  it('sends nothing to somebody who was taken out of the journey', async () => {
    const wait: Step = { id: 'rest', kind: 'wait', amount: 1, unit: 'days' };
    const enrollmentId = await shop.enroll([mail, wait, text], {}, reminder);
    await stage.run(shop, enrollmentId);
    const { id } = await shop.inside(({ db }) => db.message.findFirstOrThrow({ where: { enrollmentId } }));
    await hear(id, 'email', 'bounced');
    await shop.inside((tenant) => recordStop(tenant, enrollmentId, null, stage.now));
    await stage.run(shop, enrollmentId);
    await go();
    expect(await stage.texts()).toEqual([]);
    expect(await others()).toMatchObject([{ status: 'skipped', reason: 'exited' }]);
  });
});

describe('a step that does not say so', () => {
  it('stays with its channel', async () => {
    const { fallback: _, ...plain } = text;
    await hear((await sent(plain)).id, 'sms', 'failed', '30006');
    expect(await others()).toEqual([]);
  });
});

describe('what takes the other channel', () => {
  it('demands what the message demanded', async () => {
    const asked = { ...text, onlyIf: [{ fact: 'tag_absent', tag: 'No texts' }] } as Step;
    let absent = true;
    const truths = { tag_absent: async () => absent };
    stage.deps.providers = { acme: { key: 'acme', limits: [], truths } as unknown as Provider };
    const tokens = {
      accessToken: 'a',
      refreshToken: 'r',
      accessTokenExpiresAt: new Date('2028-01-01'),
      refreshTokenExpiresAt: null,
    };
    await shop.inside((tenant) => storeTokens(tenant, stage.deps.keys, shop.connectionId, tokens, stage.now));
    const { id } = await sent(asked);
    absent = false;
    await hear(id, 'sms', 'failed', '30006');
    expect(await go()).toMatchObject({ code: 'skipped' });
    expect(await others()).toMatchObject([{ status: 'skipped', reason: 'fact_changed:tag_absent' }]);
  });

  it('does not leave when it helps nobody any more', async () => {
    const { id } = await sent(text, {}, { usefulForHours: 2 });
    await hear(id, 'sms', 'failed', '30006');
    stage.now = new Date(stage.now.getTime() + 2 * 60 * 60_000 + 1);
    expect(await go()).toMatchObject({ code: 'skipped' });
    expect(await others()).toMatchObject([{ status: 'skipped', reason: 'useless' }]);
  });
});
