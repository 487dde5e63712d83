import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createEmail } from '../channels/email/index.ts';
import { stateSchema } from '../journeys/advance.ts';
import type { Step } from '../journeys/definition.ts';
import { clearCause, raiseCause } from '../records/causes.ts';
import { suppress } from '../records/contact-points.ts';
import { recordSkipWait, recordStop } from '../records/enrollment-records.ts';
import { storeStep } from '../records/enrollments.ts';
import { pauseJourney, resumeJourney } from '../records/journeys.ts';
import { loadEnrollment } from '../records/loaded-enrollment.ts';
import { ensureMessage } from '../records/messages.ts';
import { findSender } from '../records/senders.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { listen } from '../testing/servers.ts';
import { claimMessage } from './claim.ts';
import { goOn, type Told } from './enrollment.ts';
import { errandOf } from './errand.ts';
import { draftMessage } from './message-draft.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TestBusiness;
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await stage.addBusiness();
});
afterEach(() => stage.close());

const email: Step = {
  id: 'mail',
  kind: 'send_email',
  subject: 'Done',
  body: 'Hi {{ customer.name }}, {{ job.title }} is done.',
};
const wait: Step = { id: 'rest', kind: 'wait', amount: 1, unit: 'days' };
const sms: Step = { id: 'text', kind: 'send_sms', body: 'How was it, {{ customer.first_name }}?' };
const at = (text: string) => {
  stage.now = new Date(text);
};

const rowOf = (id: string) => shop.inside((tenant) => tenant.db.enrollment.findFirstOrThrow({ where: { id } }));
const messages = (enrollmentId: string) =>
  shop.inside((tenant) => tenant.db.message.findMany({ where: { enrollmentId }, orderBy: { createdAt: 'asc' } }));
const message = async (enrollmentId: string) => (await messages(enrollmentId))[0];
const lines = (enrollmentId: string) =>
  shop.inside(async (tenant) => {
    const rows = await tenant.db.enrollmentStep.findMany({ where: { enrollmentId }, orderBy: { id: 'asc' } });
    return rows.map(({ code, reason }) => (reason ? `${code}: ${reason}` : code));
  });
const go = (enrollmentId: string, own: NonNullable<Told['next']>, attempt = 1) =>
  goOn(stage.deps, { organizationId: shop.id, enrollmentId }, own, attempt);

/** What stands after a worker was killed between the claim and the record. */
async function leaveClaimed(enrollmentId: string, channel: 'email' | 'sms', stepId: string): Promise<void> {
  await shop.inside(async (tenant) => {
    const loaded = await loadEnrollment(tenant, enrollmentId);
    const sender = await findSender(tenant, channel);
    if (!loaded || !sender) throw new Error('nothing to claim');
    const row = await ensureMessage(tenant, draftMessage(loaded, { channel, stepId }, sender, null), stage.now);
    const account = stage.deps.channels[channel]?.vendorAccount ?? '';
    expect(
      (await claimMessage(tenant, errandOf(loaded, null), row.id, { vendorAccount: account, allowed: null }, stage.now))
        .kind,
    ).toBe('claimed');
  });
}

describe('an enrollment', () => {
  it('sends an email, waits a day, sends a text, and is over', async () => {
    const id = await shop.enroll([email, wait, sms]);
    expect(await stage.run(shop, id)).toMatchObject({
      next: 'sendSms',
      due: '2026-11-25T17:00:00.000Z',
      code: 'waiting',
    });
    at('2026-11-25T17:00:00Z');
    expect(await stage.run(shop, id)).toMatchObject({ next: null, code: 'reached_end' });
    const [mail] = await stage.emails();
    expect(mail).toMatchObject({ to: 'ada@example.com', subject: 'Done' });
    expect(mail?.text).toContain('Hi Ada Lovelace, Lawn & hedge is done.');
    expect(await stage.texts()).toMatchObject([
      { to: '+12025550123', body: 'How was it, Ada?\nReply STOP to opt out' },
    ]);
    expect(await lines(id)).toEqual(['enrolled', 'message_sent', 'waiting', 'message_sent', 'finished: reached_end']);
    expect(await rowOf(id)).toMatchObject({ status: 'completed', finishReason: 'reached_end', due: null, seq: 3 });
  });

  it('does nothing twice when an activity is called again', async () => {
    const id = await shop.enroll([email, wait, sms]);
    const first = await stage.run(shop, id);
    expect(await go(id, 'sendEmail')).toEqual(first);
    expect(await go(id, 'decide')).toEqual(first);
    expect(await stage.emails()).toHaveLength(1);
  });

  it('is stored once when two activities race', async () => {
    const id = await shop.enroll([email, wait, sms]);
    const told = await Promise.all(Array.from({ length: 8 }, () => go(id, 'decide')));
    expect(new Set(told.map(({ next }) => next))).toEqual(new Set(['sendEmail']));
    expect((await rowOf(id)).seq).toBe(1);
  });

  it('keeps what the first of two stored, whatever the second read', async () => {
    const id = await shop.enroll([email]);
    const store = (stepId: string) =>
      shop.inside((tenant) =>
        storeStep(
          tenant,
          {
            enrollmentId: id,
            seq: 0,
            state: stateSchema.parse({ stepId }),
            next: 'sendEmail',
            due: null,
            hold: null,
            finish: null,
            lines: [{ stepId, code: 'waiting' }],
            taken: [],
          },
          stage.now,
        ),
      );
    expect([await store('first'), await store('second')]).toEqual([true, false]);
    expect(await rowOf(id)).toMatchObject({ stepId: 'first', seq: 1 });
    expect(await lines(id)).toEqual(['enrolled', 'waiting']);
  });

  it('says what comes next to an activity that finds another step due', async () => {
    const id = await shop.enroll([email]);
    expect(await go(id, 'sendSms')).toMatchObject({ next: 'sendEmail', due: null });
    expect(await stage.emails()).toEqual([]);
  });

  it('goes on when its wait is skipped', async () => {
    const id = await shop.enroll([email, wait, sms]);
    await stage.run(shop, id);
    expect(await shop.inside((tenant) => recordSkipWait(tenant, id, null, stage.now))).toBe('recorded');
    expect(await go(id, 'sendSms')).toMatchObject({ next: null });
    expect(await stage.texts()).toHaveLength(1);
    expect(await lines(id)).toContain('wait_skipped');
    expect(await shop.inside((tenant) => recordSkipWait(tenant, id, null, stage.now))).toBe('finished');
  });

  it('ends when it is stopped, and sends nothing more', async () => {
    const id = await shop.enroll([email, wait, sms]);
    await stage.run(shop, id);
    expect(await shop.inside((tenant) => recordStop(tenant, id, null, stage.now))).toBe('recorded');
    expect(await go(id, 'sendSms')).toMatchObject({ next: null, code: 'stopped_by_owner' });
    expect(await rowOf(id)).toMatchObject({ status: 'stopped' });
    expect(await stage.texts()).toEqual([]);
  });

  it('ends when its customer was deleted', async () => {
    const id = await shop.enroll([email, wait, sms]);
    await stage.run(shop, id);
    await shop.inside((tenant) => tenant.db.customer.updateMany({ data: { deletedAt: stage.now } }));
    at('2026-11-25T17:00:00Z');
    expect(await stage.run(shop, id)).toMatchObject({ next: null, code: 'customer_gone' });
  });
});

describe('a hold', () => {
  it('waits while the journey is paused, and goes on by itself', async () => {
    const id = await shop.enroll([email]);
    const { journeyId } = await rowOf(id);
    await shop.inside((tenant) => pauseJourney(tenant, journeyId, stage.now));
    const told = await stage.run(shop, id);
    expect(told).toMatchObject({ next: 'sendEmail', code: 'held', hold: 'journey_paused' });
    const hours = (Date.parse(told.due ?? '') - stage.now.getTime()) / 3_600_000;
    expect(hours >= 6 && hours <= 6.6).toBe(true);
    expect(await rowOf(id)).toMatchObject({ status: 'held', holdReason: 'journey_paused', holdScope: journeyId });
    expect(await go(id, 'sendEmail')).toMatchObject({ code: 'held' });
    expect(await stage.emails()).toEqual([]);

    await shop.inside((tenant) => resumeJourney(tenant, journeyId, stage.now));
    expect(await go(id, 'sendEmail')).toMatchObject({ next: null });
    expect(await stage.emails()).toHaveLength(1);
    expect(await lines(id)).toEqual([
      'enrolled',
      'held: journey_paused',
      'released: journey_paused',
      'message_sent',
      'finished: reached_end',
    ]);
  });

  it('waits while the connection is broken', async () => {
    const id = await shop.enroll([email]);
    const cause = { kind: 'connection_revoked', scope: shop.connectionId };
    await shop.inside((tenant) => raiseCause(tenant, cause, stage.now));
    expect(await stage.run(shop, id)).toMatchObject({ hold: 'connection_revoked' });
    expect(await shop.inside((tenant) => clearCause(tenant, cause))).toBe(true);
    expect(await go(id, 'sendEmail')).toMatchObject({ next: null });
  });

  it('waits where there is no sender', async () => {
    shop = await stage.addBusiness({ number: null });
    const id = await shop.enroll([sms]);
    expect(await stage.run(shop, id)).toMatchObject({ code: 'held', hold: 'no_sender' });
    expect(await messages(id)).toEqual([]);
  });

  it('keeps a message whose sender was refused, and sends it when that is mended', async () => {
    shop = await stage.addBusiness({ number: '+15005550007' });
    const id = await shop.enroll([sms]);
    expect(await stage.run(shop, id)).toMatchObject({ hold: 'no_sender' });
    expect(await message(id)).toMatchObject({ status: 'rendered' });
    expect(await lines(id)).toContain('held: refused_sender:21606');
  });
});

describe('a message', () => {
  it('is skipped for whoever opted out between writing and sending', async () => {
    const id = await shop.enroll([sms]);
    await shop.inside(async (tenant) => {
      const [loaded, sender] = [await loadEnrollment(tenant, id), await findSender(tenant, 'sms')];
      if (!loaded || !sender) throw new Error('nothing to write');
      const draft = draftMessage(loaded, { channel: 'sms', stepId: 'text' }, sender, null);
      expect((await ensureMessage(tenant, draft, stage.now)).status).toBe('rendered');
      await suppress(tenant, { channel: 'sms', address: '+12025550123', reason: 'stop', source: 'inbound' }, stage.now);
    });
    expect(await stage.run(shop, id)).toMatchObject({ next: null });
    expect(await message(id)).toMatchObject({ status: 'skipped', reason: 'suppressed', attempts: 0 });
    expect(await stage.texts()).toEqual([]);
  });

  it('outside the hours is moved, and leaves when they begin', async () => {
    at('2026-11-25T02:30:00Z');
    const id = await shop.enroll([sms]);
    const told = await stage.run(shop, id);
    expect(told).toMatchObject({ next: 'sendSms', due: '2026-11-25T14:00:00.000Z', code: 'waiting' });
    expect(await message(id)).toMatchObject({ status: 'rendered', notBefore: new Date('2026-11-25T14:00:00Z') });
    expect(await lines(id)).toContain('message_moved: outside_window');
    at('2026-11-25T14:00:00Z');
    expect(await stage.run(shop, id)).toMatchObject({ next: null });
    // Eleven hours are left of the window; the vendor admits ten.
    expect(await stage.texts()).toMatchObject([{ validityPeriod: 36_000 }]);
  });

  it.each<[string, Step, Parameters<TestBusiness['enroll']>[1], string, string]>([
    ['without an address', email, { email: null }, 'skipped', 'no_address'],
    ['without a number', sms, { phone: null }, 'skipped', 'no_address'],
    [
      'for a number that must not be texted',
      sms,
      { phone: null, phones: [{ number: '(202) 555-0123', smsAllowed: false }] },
      'skipped',
      'no_consent',
    ],
    ['against the wish of the customer', email, { consent: { receivesFollowUps: false } }, 'skipped', 'no_consent'],
    ['with a value that is not there', sms, { firstName: '' }, 'skipped', 'cannot_render:customer.first_name'],
    ['to a number that is none', sms, { phone: '+15005550001' }, 'failed', 'refused_recipient:21211'],
    ['to a number that opted out at its carrier', sms, { phone: '+15005550004' }, 'skipped', 'opted_out'],
  ])('%s is not sent, and says why', async (_title, step, person, status, reason) => {
    const id = await shop.enroll([step], person);
    expect(await stage.run(shop, id)).toMatchObject({ next: null, code: 'reached_end' });
    expect(await message(id)).toMatchObject({ status, reason });
    expect(await lines(id)).toContain(`message_${status}: ${reason}`);
  });

  it('goes to nobody who is not on the list of this installation', async () => {
    stage.deps.settings.allowedRecipients = { email: ['me@example.com'], sms: null };
    const id = await shop.enroll([email, sms]);
    await stage.run(shop, id);
    const refused = (await messages(id)).find(({ channel }) => channel === 'email');
    expect(refused).toMatchObject({ status: 'skipped', reason: 'not_allowed_here' });
    expect(await lines(id)).toContain('message_skipped: not_allowed_here');
    expect(await stage.emails()).toEqual([]);
    expect(await stage.texts()).toHaveLength(1);
  });

  it('goes to nobody where nobody is listed, also when it was written before the channel became real', async () => {
    at('2026-11-25T03:00:00Z');
    const id = await shop.enroll([sms]);
    await stage.run(shop, id);
    expect(await message(id)).toMatchObject({ status: 'rendered' });
    stage.deps.settings.allowedRecipients = { email: null, sms: [] };
    at('2026-11-25T14:00:00Z');
    expect(await stage.run(shop, id)).toMatchObject({ next: null });
    expect(await message(id)).toMatchObject({ status: 'skipped', reason: 'nobody_allowed_here' });
    expect(await stage.texts()).toEqual([]);
  });

  it('carries emoji and very long names word for word', async () => {
    const name = `Zoë 🌻${'n'.repeat(295)}`;
    const id = await shop.enroll([email, { ...sms, body: '{{ customer.name }}' }], { name });
    await stage.run(shop, id);
    expect((await stage.emails())[0]?.text).toContain(`Hi ${name}, `);
    expect((await stage.texts())[0]?.body).toContain(name);
  });

  it('to a number that opted out at its carrier suppresses it here', async () => {
    await stage.run(shop, await shop.enroll([sms], { phone: '+15005550004' }));
    const point = await shop.inside((tenant) => tenant.db.contactPoint.findFirst({ where: { channel: 'sms' } }));
    expect(point).toMatchObject({ suppressedReason: 'opted_out' });
  });
});

describe('an attempt without an end', () => {
  it('is repeated for email, with the same key: it arrives once', async () => {
    const id = await shop.enroll([email]);
    await stage.fault('email', { loseAnswer: 1 });
    await go(id, 'decide');
    await expect(go(id, 'sendEmail')).rejects.toMatchObject({ type: 'OutcomeUnknown' });
    expect(await message(id)).toMatchObject({ status: 'reserved' });
    expect(await go(id, 'sendEmail', 2)).toMatchObject({ next: null });
    expect(await stage.emails()).toHaveLength(1);
    expect(await message(id)).toMatchObject({ status: 'accepted', attempts: 2 });
  });

  it('of an SMS is shown and never repeated', async () => {
    const id = await shop.enroll([sms]);
    await stage.fault('sms', { loseAnswer: 1 });
    expect(await stage.run(shop, id)).toMatchObject({ next: null });
    expect(await message(id)).toMatchObject({ status: 'unknown', reason: 'outcome_unknown', attempts: 1 });
    expect(await stage.texts()).toHaveLength(1);
  });

  it('by a killed worker is repeated for email with the same key', async () => {
    const id = await shop.enroll([email]);
    await leaveClaimed(id, 'email', 'mail');
    expect(await stage.run(shop, id)).toMatchObject({ next: null });
    expect(await stage.emails()).toMatchObject([{ idempotencyKey: (await message(id))?.id }]);
  });

  it('of an SMS is in the hands of its attempt as long as that may live', async () => {
    const id = await shop.enroll([sms]);
    await leaveClaimed(id, 'sms', 'text');
    await expect(stage.run(shop, id)).rejects.toMatchObject({ type: 'InHand' });
    expect(await message(id)).toMatchObject({ status: 'reserved' });
  });

  it('by a killed worker leaves an SMS unknown', async () => {
    const id = await shop.enroll([sms]);
    await leaveClaimed(id, 'sms', 'text');
    stage.now = new Date(stage.now.getTime() + 45_000);
    expect(await stage.run(shop, id)).toMatchObject({ next: null });
    expect(await message(id)).toMatchObject({ status: 'unknown' });
    expect(await stage.texts()).toEqual([]);
  });

  it('of an email is given up after 23 hours, and waits for its window until then', async () => {
    const id = await shop.enroll([email]);
    await leaveClaimed(id, 'email', 'mail');
    at('2026-11-25T03:00:00Z');
    expect(await stage.run(shop, id)).toMatchObject({ code: 'waiting', due: '2026-11-25T12:00:00.000Z' });
    expect(await message(id)).toMatchObject({ status: 'reserved' });
    at('2026-11-25T16:00:00Z');
    await stage.run(shop, id);
    expect(await message(id)).toMatchObject({ status: 'review', reason: 'retries_over' });
    expect(await stage.emails()).toEqual([]);
  });

  it('of an email stays in doubt when its address opts out before the next', async () => {
    const id = await shop.enroll([email]);
    await leaveClaimed(id, 'email', 'mail');
    const change = { channel: 'email', address: 'ADA@example.com', reason: 'complained', source: 'vendor' } as const;
    await shop.inside((tenant) => suppress(tenant, change, stage.now));
    await stage.run(shop, id);
    expect(await message(id)).toMatchObject({ status: 'unknown', reason: 'outcome_unknown', attempts: 1 });
    expect(await stage.emails()).toEqual([]);
  });

  it('is not repeated under another vendor account', async () => {
    const id = await shop.enroll([email]);
    await leaveClaimed(id, 'email', 'mail');
    await shop.inside((tenant) => tenant.db.message.updateMany({ data: { vendorAccount: 'resend:other' } }));
    await stage.run(shop, id);
    expect(await message(id)).toMatchObject({ status: 'review', reason: 'other_account' });
  });
});

describe('a vendor that says no for now', () => {
  it('is asked again under the guards', async () => {
    const id = await shop.enroll([sms]);
    await go(id, 'decide');
    await stage.fault('sms', { rateLimit: 1 });
    await expect(go(id, 'sendSms')).rejects.toMatchObject({ type: 'RateLimited' });
    expect(await message(id)).toMatchObject({ status: 'rendered', firstAttemptAt: null });
    await shop.inside((tenant) =>
      suppress(tenant, { channel: 'sms', address: '+12025550123', reason: 'stop', source: 'inbound' }, stage.now),
    );
    await go(id, 'sendSms', 2);
    expect(await message(id)).toMatchObject({ status: 'skipped', reason: 'suppressed' });
    expect(await stage.texts()).toEqual([]);
  });

  it('and cannot be reached holds the enrollment after a while', async () => {
    const id = await shop.enroll([email]);
    await go(id, 'decide');
    const gone = await listen(() => undefined);
    await gone.close();
    const unreachable = createEmail({ apiKey: 're_test', baseUrl: gone.url, webhookSecrets: [] });
    const down = { ...stage.deps, channels: { email: unreachable } };
    const call = (attempt: number) => goOn(down, { organizationId: shop.id, enrollmentId: id }, 'sendEmail', attempt);
    await expect(call(1)).rejects.toMatchObject({ type: 'NotProcessed' });
    expect(await call(6)).toMatchObject({ hold: 'vendor_unreachable' });
    expect(await go(id, 'sendEmail')).toMatchObject({ next: null });
    expect(await stage.emails()).toHaveLength(1);
  });
});
