import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Step } from '../journeys/definition.ts';
import { decideQuestion, listQuestions } from '../records/consent-questions.ts';
import { storeDeliveries } from '../records/deliveries.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { createChannelNoticeActivities } from './channel-notice.ts';
import { sendSingle } from './single-message.ts';

const urls = withDatabase();
const phone = '+12025550123';
const sms: Step = { id: 'text', kind: 'send_sms', body: 'Thank you' };
const person = { id: randomUUID() };
let stage: JourneyStage;
let shop: TestBusiness;
let resumed: string[];
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await stage.addBusiness();
  resumed = [];
});
afterEach(() => stage.close());

/** A text comes in from a customer; what is to be started is played at once. */
async function write(text: string, consent: 'stop' | 'start' | 'help' | null = null, business = shop): Promise<void> {
  const to = await business.inside((tenant) => tenant.db.sender.findFirstOrThrow({ where: { channel: 'sms' } }));
  const notice = {
    kind: 'inbound',
    dedupeKey: randomUUID(),
    vendorId: `SM${randomUUID()}`,
    from: phone,
    to: to.address,
    text,
    consent,
    occurredAt: stage.now,
  } as const;
  const request = { source: 'channel:sms', contentType: null, body: Buffer.from(randomUUID()), notices: [notice] };
  const stored = (await storeDeliveries(stage.database, [request], stage.now)).flat();
  const { takeChannelNotices } = createChannelNoticeActivities({
    ...stage.deps,
    temporal: {
      ...stage.deps.temporal,
      startMessage: async ({ organizationId, messageId }) =>
        void (await sendSingle(stage.deps, { organizationId, messageId }, 1)),
      startResume: async ({ reason, scope }) => void resumed.push(`${reason}:${scope}`),
      nudgeEnrollment: async () => true,
    },
  });
  for (const { lane } of stored) await takeChannelNotices({ source: 'channel:sms', lane });
}

async function send() {
  const id = await shop.enroll([sms], {}, { purpose: 'visit_reminder' });
  const told = await stage.run(shop, id);
  const row = await shop.inside((tenant) => tenant.db.message.findFirst({ where: { enrollmentId: id } }));
  return { id, told, row };
}
const point = () => shop.inside((tenant) => tenant.db.contactPoint.findFirst({ where: { address: phone } }));
const questions = (openOnly = true) =>
  shop.inside((tenant) => listQuestions(tenant, { customerId: null, openOnly, limit: 10 }));
const decide = async (outcome: 'no_more' | 'go_on') => {
  const [question] = await questions(false);
  return shop.inside((tenant) =>
    decideQuestion(tenant, question?.id ?? randomUUID(), { outcome, by: person.id }, stage.now),
  );
};
const bodies = async () => (await stage.texts()).map(({ body }) => body);

describe('whoever wants no more in their own words', () => {
  it('gets one confirmation and nothing else, however often they say it', async () => {
    for (const text of ['please quit texting me', 'STOP TEXTING ME!!']) await write(text);
    expect(await bodies()).toEqual([
      'Green Lawns: you will get no more texts from us. Reply START if you want them again.',
    ]);
    expect(await point()).toMatchObject({ suppressedReason: 'wants_out' });
    expect((await send()).row).toMatchObject({ status: 'skipped', reason: 'suppressed' });
  });

  it('says so to one business only', async () => {
    const other = await stage.addBusiness();
    await write('take me off your list');
    const there = await other.inside((tenant) => tenant.db.contactPoint.findFirst({ where: { address: phone } }));
    expect(there?.suppressedAt ?? null).toBeNull();
  });

  it('and was read wrongly can be brought back by the owner', async () => {
    await write('lose my number');
    expect(await questions(false)).toMatchObject([{ meaning: 'wants_out', suppressedByReading: true }]);
    await decide('go_on');
    expect(await point()).toMatchObject({ suppressedAt: null });
    const kept = await shop.inside((tenant) => tenant.db.suppression.findMany({ orderBy: { at: 'asc' } }));
    expect(kept.map(({ action, source, changedBy }) => [action, source, changedBy])).toContainEqual([
      'lift',
      'owner',
      person.id,
    ]);
  });

  it('but said STOP cannot', async () => {
    await write('STOP', 'stop');
    await write('lose my number');
    await decide('go_on');
    expect(await point()).toMatchObject({ suppressedReason: 'stop' });
  });
});

describe('a wrong number', () => {
  it('gets nothing any more, not even a confirmation', async () => {
    await write('Wrong number, sorry');
    expect([await bodies(), (await point())?.suppressedReason]).toEqual([[], 'wrong_person']);
  });
});

describe('an answer that may mean the end', () => {
  it('holds texts to that number until the owner has decided', async () => {
    await write('who gave you my number?');
    const { id, told } = await send();
    expect(told).toMatchObject({ code: 'held', hold: 'review' });
    expect(await questions()).toMatchObject([{ text: 'who gave you my number?', meaning: 'unclear', decidedAt: null }]);
    expect(await decide('go_on')).toBe((await point())?.id);
    expect(await questions()).toEqual([]);
    await stage.run(shop, id);
    expect(await bodies()).toEqual([expect.stringContaining('Thank you')]);
  });

  it('ends them when the owner says so', async () => {
    await write('not interested');
    const { id } = await send();
    await decide('no_more');
    await stage.run(shop, id);
    expect(await bodies()).toEqual([]);
    expect(await point()).toMatchObject({ suppressedReason: 'wants_out' });
  });

  it.each([
    ['STOP', 'stop'],
    ['START', 'start'],
    ['ok just stop texting me', null],
  ] as const)('is answered by a clear word: %s', async (text, consent) => {
    await write('sick of this');
    await write(text, consent);
    expect(await questions()).toEqual([]);
    expect(resumed).toEqual([`review:${(await point())?.id}`]);
  });

  it('of somebody who has stopped already asks nobody', async () => {
    await write('STOP', 'stop');
    await write('sick of this');
    expect(await questions()).toEqual([]);
  });
});

describe('HELP', () => {
  it('is answered with who writes, how to reach them and how to end it, once an hour', async () => {
    for (const _ of [1, 2]) await write('HELP', 'help');
    expect(await bodies()).toEqual([
      'Green Lawns: texts about your jobs with us. Questions? owner@green.example. Message and data rates may apply. Reply STOP to end them.',
    ]);
    stage.now = new Date(stage.now.getTime() + 61 * 60_000);
    await write('info', 'help');
    expect(await bodies()).toHaveLength(2);
  });
});

describe('YES', () => {
  it('is an answer like any other while nothing was ended', async () => {
    await write('Yes', 'start');
    const row = await shop.inside((tenant) => tenant.db.inboundMessage.findFirstOrThrow());
    const thread = await shop.inside((tenant) => tenant.db.conversation.findFirstOrThrow());
    expect([row.consent, thread.lastInboundAt]).toEqual([null, stage.now]);
  });

  it('brings texts back after a STOP, as carriers take it', async () => {
    await write('STOP', 'stop');
    await write('YES', 'start');
    expect(await point()).toMatchObject({ suppressedAt: null });
  });

  it('decides no question that is open', async () => {
    await write('not interested');
    await write('yes', 'start');
    expect(await questions()).toHaveLength(1);
  });
});

describe('an answer about the work', () => {
  it('changes nothing', async () => {
    await write('Can you stop by at 3?');
    expect([await questions(false), await bodies(), resumed]).toEqual([[], [], []]);
    expect((await send()).row).toMatchObject({ status: 'accepted' });
  });
});
