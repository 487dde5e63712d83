import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Channel } from '../channels/channel.ts';
import type { Step } from '../journeys/definition.ts';
import { suppress } from '../records/contact-points.ts';
import { recordStop } from '../records/enrollment-records.ts';
import { loadEnrollment } from '../records/loaded-enrollment.ts';
import { type ReviewOutcome, reviewMessage } from '../records/message-reviews.ts';
import { ensureMessage, moveMessage } from '../records/messages.ts';
import { findSender } from '../records/senders.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { deliver } from './deliver.ts';
import type { Dependencies } from './dependencies.ts';
import { goOn } from './enrollment.ts';
import { errandOf } from './errand.ts';
import { draftMessage } from './message-draft.ts';
import { sendSingle } from './single-message.ts';
import { hearVendor } from './vendor-word.ts';

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
const number = '+12025550123';
const messageOf = (enrollmentId: string) =>
  shop.inside((tenant) => tenant.db.message.findFirstOrThrow({ where: { enrollmentId, askedBy: null } }));
const go = (enrollmentId: string, own: 'decide' | 'sendSms' | 'sendEmail', deps: Dependencies = stage.deps) =>
  goOn(deps, { organizationId: shop.id, enrollmentId }, own, 1);
const stop = () =>
  shop.inside((tenant) =>
    suppress(tenant, { channel: 'sms', address: number, reason: 'stop', source: 'inbound' }, stage.now),
  );

/** The vendor's callback comes in while its answer is still on the way. */
function toldBeforeAnswer(name: 'email' | 'sms', enrollmentId: string, loses: boolean): Dependencies {
  const real = stage.deps.channels[name];
  if (!real) throw new Error('no channel');
  const early: Channel = {
    ...real,
    async send(message) {
      const accepted = await real.send(message);
      const { id: messageId } = await messageOf(enrollmentId);
      const word = { status: 'delivered', vendorId: accepted.vendorId, code: null, source: 'callback' } as const;
      await hearVendor(stage.deps, { organizationId: shop.id, messageId, channel: name }, word);
      if (!loses) return accepted;
      await stage.fault(name, { loseAnswer: 1 });
      return real.send(message);
    },
  };
  // Without accounts of the business's own: this channel is the one that is used.
  const { subaccounts: _none, ...plain } = early;
  return { ...stage.deps, channels: { ...stage.deps.channels, [name]: plain } };
}

describe('between two attempts', () => {
  it('the end of the window moves a text to the next day', async () => {
    stage.now = new Date('2026-11-25T00:55:00Z');
    const id = await shop.enroll([sms]);
    await go(id, 'decide');
    await stage.fault('sms', { rateLimit: 1 });
    await expect(go(id, 'sendSms')).rejects.toMatchObject({ type: 'RateLimited' });
    stage.now = new Date('2026-11-25T00:59:00Z');
    expect(await go(id, 'sendSms')).toMatchObject({ code: 'waiting', due: '2026-11-25T14:00:00.000Z' });
    expect(await stage.texts()).toEqual([]);
    stage.now = new Date('2026-11-25T14:00:00Z');
    await go(id, 'sendSms');
    expect(await stage.texts()).toHaveLength(1);
  });

  it('a STOP ends a text that was refused for now', async () => {
    const id = await shop.enroll([sms]);
    await go(id, 'decide');
    await stage.fault('sms', { rateLimit: 1 });
    await expect(go(id, 'sendSms')).rejects.toMatchObject({ type: 'RateLimited' });
    await stop();
    await go(id, 'sendSms');
    expect(await messageOf(id)).toMatchObject({ status: 'skipped', reason: 'suppressed' });
    expect(await stage.texts()).toEqual([]);
  });
});

describe('between writing and claiming', () => {
  it.each<[string, (id: string) => Promise<unknown>]>([
    ['a stop by the owner', (id) => shop.inside((tenant) => recordStop(tenant, id, null, stage.now))],
    [
      'a customer who is gone',
      () => shop.inside(({ db }) => db.customer.updateMany({ data: { deletedAt: stage.now } })),
    ],
  ])('%s keeps the message from leaving', async (_what, happens) => {
    const id = await shop.enroll([sms], {}, { purpose: 'visit_reminder' });
    await go(id, 'decide');
    const loaded = await shop.inside((tenant) => loadEnrollment(tenant, id));
    const sender = await shop.inside((tenant) => findSender(tenant, 'sms'));
    if (!loaded || !sender) throw new Error('nothing to send');
    const draft = draftMessage(loaded, { channel: 'sms', stepId: sms.id }, sender, null);
    const row = await shop.inside((tenant) => ensureMessage(tenant, draft, stage.now));
    await happens(id);
    expect(await deliver(stage.deps, shop.id, row, errandOf(loaded, null), 1)).toEqual({ kind: 'changed' });
    expect(await stage.texts()).toEqual([]);
  });
});

describe('two attempts at once', () => {
  it.each([
    ['email', email],
    ['sms', sms],
  ] as const)('that read the same row send one %s', async (name, step) => {
    const id = await shop.enroll([step], {}, { purpose: 'visit_reminder' });
    await go(id, 'decide');
    const loaded = await shop.inside((tenant) => loadEnrollment(tenant, id));
    const sender = await shop.inside((tenant) => findSender(tenant, name));
    if (!loaded || !sender) throw new Error('nothing to send');
    const draft = draftMessage(loaded, { channel: name, stepId: step.id }, sender, null);
    const row = await shop.inside((tenant) => ensureMessage(tenant, draft, stage.now));
    await stage.fault(name, { delayMs: 500 });
    // One of them was held up for so long that the other took its place.
    await Promise.allSettled([1, 2].map(() => deliver(stage.deps, shop.id, row, errandOf(loaded, null), 1)));
    expect(name === 'email' ? await stage.emails() : await stage.texts()).toHaveLength(1);
  });
});

describe('a callback that comes before our own commit', () => {
  it.each([
    ['email', email, 'sendEmail'],
    ['sms', sms, 'sendSms'],
  ] as const)('stands, and %s is sent once', async (name, step, own) => {
    const id = await shop.enroll([step]);
    await go(id, 'decide');
    expect(await go(id, own, toldBeforeAnswer(name, id, false))).toMatchObject({ next: null });
    expect(await messageOf(id)).toMatchObject({ status: 'delivered', vendorId: expect.any(String) });
    const sent = name === 'email' ? await stage.emails() : await stage.texts();
    expect(sent).toHaveLength(1);
  });

  it('clears an email whose answer is lost after it: nothing is asked again', async () => {
    const id = await shop.enroll([email]);
    await go(id, 'decide');
    const deps = toldBeforeAnswer('email', id, true);
    await go(id, 'sendEmail', deps).catch(() => undefined);
    expect(await go(id, 'sendEmail')).toMatchObject({ next: null });
    expect(await messageOf(id)).toMatchObject({ status: 'delivered', attempts: 1 });
    expect(await stage.emails()).toHaveLength(1);
  });

  it('tells of a text that a killed process had claimed: it is neither unknown nor sent again', async () => {
    const id = await shop.enroll([sms]);
    await go(id, 'decide');
    const dying: Channel | undefined = stage.deps.channels.sms;
    if (!dying) throw new Error('no channel');
    const { subaccounts: _none, ...plain } = dying;
    const killed = {
      ...stage.deps,
      channels: {
        sms: {
          ...plain,
          async send(message: Parameters<Channel['send']>[0]): ReturnType<Channel['send']> {
            await dying.send(message);
            throw new Error('the process is gone');
          },
        },
      },
    };
    await expect(go(id, 'sendSms', killed)).rejects.toThrow('the process is gone');
    const { id: messageId, status } = await messageOf(id);
    expect(status).toBe('reserved');
    const word = { status: 'sent', vendorId: 'SM1', code: null, source: 'callback' } as const;
    await hearVendor(stage.deps, { organizationId: shop.id, messageId, channel: 'sms' }, word);
    expect(await go(id, 'sendSms')).toMatchObject({ next: null });
    expect((await messageOf(id)).status).toBe('sent');
    expect(await stage.texts()).toHaveLength(1);
  });
});

describe('a text that the owner sends again', () => {
  const decide = async (enrollmentId: string, outcome: ReviewOutcome) => {
    const { id } = await messageOf(enrollmentId);
    const by = '0192f0c1-7d0e-7aaa-8bbb-000000000001';
    const reviewed = await shop.inside(async (tenant) => {
      await moveMessage(tenant, id, { status: 'review', reason: 'no_trace', source: 'vendor' }, stage.now);
      return reviewMessage(tenant, id, { outcome, by }, stage.now);
    });
    if (reviewed.kind !== 'decided' || !reviewed.again) throw new Error('nothing is sent again');
    return reviewed.again.messageId;
  };
  const lost = async () => {
    await stage.fault('sms', { loseAnswer: 1 });
    const id = await shop.enroll([sms], {}, { purpose: 'visit_reminder' });
    await stage.run(shop, id);
    return id;
  };
  const sendAgain = (messageId: string) => sendSingle(stage.deps, { organizationId: shop.id, messageId }, 1);

  it('leaves once, in the same words, and the first stays as what it was', async () => {
    const enrollmentId = await lost();
    const again = await decide(enrollmentId, 'send_again');
    expect([await sendAgain(again), await sendAgain(again)]).toMatchObject([{ code: 'sent' }, { code: 'sent' }]);
    const [first, second, ...more] = await stage.texts();
    expect([first?.body, more]).toEqual([expect.stringContaining('Thank you'), []]);
    expect(second).toMatchObject({ body: first?.body, to: number, from: first?.from });
    expect(await messageOf(enrollmentId)).toMatchObject({ status: 'failed', reason: 'sent_again' });
    const rows = await shop.inside((tenant) =>
      tenant.db.message.findMany({ where: { enrollmentId }, orderBy: { pass: 'asc' } }),
    );
    expect(rows.map(({ pass, status }) => [pass, status])).toEqual([
      [1, 'failed'],
      [2, 'accepted'],
    ]);
  });

  it('waits for the hours of its purpose, and never comes after a STOP', async () => {
    const again = await decide(await lost(), 'send_again');
    stage.now = new Date('2026-11-25T08:00:00Z');
    expect(await sendAgain(again)).toEqual({ due: '2026-11-25T13:00:00.000Z', code: 'outside_window' });
    stage.now = new Date('2026-11-25T13:00:00Z');
    await stop();
    expect(await sendAgain(again)).toEqual({ due: null, code: 'skipped' });
    expect(await stage.texts()).toHaveLength(1);
  });
});
