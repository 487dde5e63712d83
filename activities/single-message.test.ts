import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { suppress } from '../records/contact-points.ts';
import { type SingleMessage, writeSingleMessage } from '../records/messages.ts';
import { findSender } from '../records/senders.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { sendSingle } from './single-message.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TestBusiness;
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await stage.addBusiness();
});
afterEach(() => stage.close());

const number = '+12025550123';
const write = (more: Partial<SingleMessage> = {}) =>
  shop.inside(async (tenant) => {
    const sender = await findSender(tenant, 'sms');
    if (!sender) throw new Error('no number');
    const text: SingleMessage = {
      kind: 'answer',
      channel: 'sms',
      to: number,
      sender: { id: sender.id, from: sender.address, replyTo: null },
      subject: null,
      text: 'On our way',
      html: null,
      headers: {},
      customerId: null,
      answersId: null,
      askedBy: null,
    };
    return writeSingleMessage(tenant, { ...text, ...more }, stage.now);
  });
const send = (messageId: string, attempt = 1) =>
  sendSingle(stage.deps, { organizationId: shop.id, messageId }, attempt);
const stop = () =>
  shop.inside((tenant) =>
    suppress(tenant, { channel: 'sms', address: number, reason: 'stop', source: 'inbound' }, stage.now),
  );

describe('a message of no journey', () => {
  it('leaves at night, once, however often it is asked for', async () => {
    stage.now = new Date('2026-11-25T08:00:00Z');
    const id = await write();
    expect([await send(id), await send(id, 2)]).toEqual([
      { due: null, code: 'sent' },
      { due: null, code: 'sent' },
    ]);
    expect(await stage.texts()).toMatchObject([{ body: 'On our way', direction: 'outbound-api' }]);
  });

  it('does not leave after STOP when a person wrote it, and does when the service confirms the STOP', async () => {
    await stop();
    expect(await send(await write())).toEqual({ due: null, code: 'skipped' });
    expect(await send(await write({ kind: 'confirmation', text: 'You are unsubscribed' }))).toMatchObject({
      code: 'sent',
    });
    expect((await stage.texts()).map(({ body }) => body)).toEqual(['You are unsubscribed']);
  });

  it('whose answer was lost is unknown, and never sent again', async () => {
    await stage.fault('sms', { loseAnswer: 1 });
    const id = await write();
    expect([await send(id), await send(id, 2)]).toMatchObject([{ code: 'unknown' }, { code: 'unknown' }]);
  });

  it('that must not leave any more is left out, so that nobody asks for it again', async () => {
    const enrollmentId = await shop.enroll([{ id: 'text', kind: 'send_sms', body: 'Hello' }]);
    const { customerId } = await shop.inside(({ db }) =>
      db.enrollment.findFirstOrThrow({ where: { id: enrollmentId } }),
    );
    await shop.inside(({ db }) => db.customer.updateMany({ data: { deletedAt: stage.now } }));
    const id = await write({ customerId });
    const again = { kind: 'journey', enrollmentId, stepId: 'text', purpose: 'visit_reminder', askedBy: customerId };
    await shop.inside(({ db }) => db.message.update({ where: { id }, data: again }));
    expect(await send(id)).toEqual({ due: null, code: 'skipped' });
    expect(await shop.inside(({ db }) => db.message.findFirst())).toMatchObject({
      status: 'skipped',
      reason: 'exited',
    });
  });

  it('of another organization is not found', async () => {
    const other = await stage.addBusiness({ number: null });
    const ref = { organizationId: other.id, messageId: await write() };
    expect(await sendSingle(stage.deps, ref, 1)).toEqual({ due: null, code: 'missing' });
  });
});
