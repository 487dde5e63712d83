import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Step } from '../journeys/definition.ts';
import { type SingleMessage, writeSingleMessage } from '../records/messages.ts';
import { findSender } from '../records/senders.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { sweepMessages } from './message-sweep.ts';
import { sendSingle } from './single-message.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TestBusiness;
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  // The vendors of the stage live by the wall clock.
  stage.now = new Date();
  shop = await stage.addBusiness();
});
afterEach(async () => {
  // The sweep is for all: what one test leaves open is not the next one's.
  await shop.inside((tenant) => tenant.db.message.updateMany({ data: { status: 'skipped' } }));
  await stage.close();
});

const later = (minutes: number) => {
  stage.now = new Date(stage.now.getTime() + minutes * 60_000);
};
const rowOf = (id: string) => shop.inside((tenant) => tenant.db.message.findFirstOrThrow({ where: { id } }));

async function write(channel: 'email' | 'sms', more: Partial<SingleMessage> = {}): Promise<string> {
  return shop.inside(async (tenant) => {
    const sender = await findSender(tenant, channel);
    if (!sender) throw new Error('no sender');
    const message: SingleMessage = {
      kind: 'answer',
      channel,
      to: channel === 'sms' ? '+12025550123' : 'ada@example.com',
      sender: { id: sender.id, from: sender.address, replyTo: null },
      subject: channel === 'email' ? 'On our way' : null,
      text: 'On our way',
      html: null,
      headers: {},
      customerId: null,
      answersId: null,
      askedBy: null,
    };
    return writeSingleMessage(tenant, { ...message, ...more }, stage.now);
  });
}
const send = (messageId: string) => sendSingle(stage.deps, { organizationId: shop.id, messageId }, 1);

/** A message that was claimed by a process which died before the vendor heard of it. */
async function claimedOnly(channel: 'email' | 'sms', status: 'unknown' | 'reserved' = 'unknown'): Promise<string> {
  const id = await write(channel);
  const { vendorAccount } = stage.deps.channels[channel] ?? {};
  await shop.inside((tenant) =>
    tenant.db.message.update({
      where: { id },
      data: { status, vendorAccount: vendorAccount ?? null, firstAttemptAt: stage.now, lastAttemptAt: stage.now },
    }),
  );
  return id;
}

describe('the sweep of open messages', () => {
  it('finds a text whose answer was lost by listing its recipient', async () => {
    await stage.fault('sms', { loseAnswer: 1 });
    const id = await write('sms');
    await send(id);
    expect(await rowOf(id)).toMatchObject({ status: 'unknown', vendorId: null });
    expect(await sweepMessages(stage.deps)).toEqual({ asked: 0, moved: 0, reviewed: 0 });
    later(2);
    expect(await sweepMessages(stage.deps)).toEqual({ asked: 1, moved: 1, reviewed: 0 });
    expect(await rowOf(id)).toMatchObject({ status: 'delivered', reason: null, vendorId: expect.any(String) });
    expect(await stage.texts()).toHaveLength(1);
  });

  it('finds an email by the id that it was tagged with, among equal ones', async () => {
    await send(await write('email'));
    await stage.fault('email', { loseAnswer: 1 });
    const id = await write('email');
    await expect(send(id)).rejects.toThrow();
    later(2);
    await sweepMessages(stage.deps);
    const { status, vendorId } = await rowOf(id);
    const arrived = (await (await fetch(`${stage.sandbox.email}/control/messages`)).json()) as {
      id: string;
      idempotencyKey: string;
    }[];
    expect([status, vendorId]).toEqual(['delivered', arrived.find(({ idempotencyKey }) => idempotencyKey === id)?.id]);
  });

  it('hands a text without any trace to the owner after five minutes, and never before', async () => {
    const id = await claimedOnly('sms');
    for (const _ of [1, 2]) {
      later(2);
      expect(await sweepMessages(stage.deps)).toEqual({ asked: 1, moved: 0, reviewed: 0 });
    }
    later(2);
    expect(await sweepMessages(stage.deps)).toEqual({ asked: 1, moved: 0, reviewed: 1 });
    expect(await rowOf(id)).toMatchObject({ status: 'review', reason: 'no_trace' });
    later(2);
    expect(await sweepMessages(stage.deps)).toMatchObject({ asked: 0 });
    expect(await stage.texts()).toEqual([]);
  });

  it('does not take an equal text of another message for it', async () => {
    await send(await write('sms'));
    const id = await claimedOnly('sms');
    later(6);
    await sweepMessages(stage.deps);
    expect((await rowOf(id)).status).toBe('review');
  });

  it("does not take another business's equal text for it", async () => {
    const id = await claimedOnly('sms');
    const other = await stage.addBusiness();
    await other.inside(async (tenant) => {
      const sender = await findSender(tenant, 'sms');
      await stage.deps.channels.sms?.send({
        id: 'another',
        to: '+12025550123',
        from: sender?.address ?? '',
        replyTo: null,
        subject: null,
        text: 'On our way',
        html: null,
        headers: {},
        until: null,
      });
    });
    later(6);
    await sweepMessages(stage.deps);
    expect((await rowOf(id)).status).toBe('review');
  });

  it('leaves what is reserved to whom it belongs, unless the vendor has it', async () => {
    const id = await claimedOnly('email', 'reserved');
    later(12 * 60);
    expect(await sweepMessages(stage.deps)).toEqual({ asked: 1, moved: 0, reviewed: 0 });
    expect((await rowOf(id)).status).toBe('reserved');
  });

  it('asks what became of a message that nobody told of for an hour', async () => {
    const id = await write('sms');
    await send(id);
    later(30);
    expect(await sweepMessages(stage.deps)).toMatchObject({ asked: 0 });
    later(31);
    expect(await sweepMessages(stage.deps)).toEqual({ asked: 1, moved: 1, reviewed: 0 });
    expect((await rowOf(id)).status).toBe('delivered');
  });

  it('learns of a bounce that no webhook told, and ends mail to that address', async () => {
    const id = await write('email', { to: 'bounced@resend.dev' });
    await send(id);
    later(61);
    await sweepMessages(stage.deps);
    expect((await rowOf(id)).status).toBe('bounced');
    expect(await send(await write('email', { to: 'bounced@resend.dev' }))).toEqual({ due: null, code: 'skipped' });
  });

  it('asks a vendor that fails for an hour, then leaves it to the owner', async () => {
    const id = await claimedOnly('sms');
    await stage.fault('sms', { serverError: true });
    later(30);
    expect(await sweepMessages(stage.deps)).toEqual({ asked: 1, moved: 0, reviewed: 0 });
    later(31);
    expect(await sweepMessages(stage.deps)).toEqual({ asked: 1, moved: 0, reviewed: 1 });
    expect(await rowOf(id)).toMatchObject({ status: 'review', reason: 'outcome_unknown' });
  });

  it('does not press a vendor that asks to wait', async () => {
    const ids = [await claimedOnly('sms'), await claimedOnly('sms')];
    await stage.fault('sms', { rateLimit: 1 });
    later(6);
    expect(await sweepMessages(stage.deps)).toEqual({ asked: 0, moved: 0, reviewed: 0 });
    for (const id of ids) expect((await rowOf(id)).status).toBe('unknown');
  });

  it('does not ask one account about what another was handed', async () => {
    const id = await claimedOnly('sms');
    await shop.inside((tenant) =>
      tenant.db.message.update({ where: { id }, data: { vendorAccount: 'twilio:closed', vendorId: 'SM1' } }),
    );
    later(61);
    await sweepMessages(stage.deps);
    expect(await rowOf(id)).toMatchObject({ status: 'review', reason: 'outcome_unknown' });
  });
});

describe('a text whose end nobody knew', () => {
  const step: Step = { id: 'text', kind: 'send_sms', body: 'Thank you' };

  it('does not keep its journey waiting', async () => {
    await shop.inside((tenant) =>
      tenant.db.organization.update({ where: { organizationId: shop.id }, data: { zone: 'UTC' } }),
    );
    stage.now = new Date(`${stage.now.toISOString().slice(0, 10)}T12:30:00Z`);
    await stage.fault('sms', { loseAnswer: 1 });
    const enrollmentId = await shop.enroll([step], {}, { purpose: 'visit_reminder' });
    expect(await stage.run(shop, enrollmentId)).toMatchObject({ next: null });
    const { status } = await shop.inside((tenant) => tenant.db.message.findFirstOrThrow({ where: { enrollmentId } }));
    expect(status).toBe('unknown');
  });
});
