import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ChannelNotice } from '../channels/channel.ts';
import { defaults } from '../journeys/defaults.ts';
import type { Step } from '../journeys/definition.ts';
import { storeDeliveries } from '../records/deliveries.ts';
import { addTarget } from '../records/notification-targets.ts';
import { answerQuestion } from '../records/owner-questions.ts';
import { listQuestions } from '../records/question-list.ts';
import { readQuestionToken } from '../records/question-tokens.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { createChannelNoticeActivities } from './channel-notice.ts';
import { goOn } from './enrollment.ts';
import { sendSingle } from './single-message.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TestBusiness;
const rosa = '+12025550199';
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await stage.addBusiness();
  await shop.inside((tenant) => addTarget(tenant, { channel: 'sms', address: rosa, label: 'Rosa' }, stage.now));
});
afterEach(() => stage.close());

const text = (body: string): Step => ({ id: body.toLowerCase(), kind: 'send_sms', body });
const ask: Step = {
  id: 'ask',
  kind: 'ask_owner',
  question: 'Offer 10 % to {{ customer.first_name }}?',
  amount: 4,
  unit: 'hours',
  silence: 'no',
  yes: [text('Offer')],
  no: [text('Thanks')],
};

const open = () => shop.inside((tenant) => listQuestions(tenant, { open: true, limit: 10 }, stage.now));
const notices = () =>
  shop.inside(({ db }) => db.message.findMany({ where: { kind: 'notice' }, orderBy: { createdAt: 'asc' } }));
const saidBack = async () => (await notices()).filter(({ answersId }) => answersId !== null);
const answer = (id: string, word: 'yes' | 'no') =>
  shop.inside((tenant) => answerQuestion(tenant, id, { answer: word, by: null, via: 'app' }, stage.now));
const later = (minutes: number) => {
  stage.now = new Date(stage.now.getTime() + minutes * 60_000);
};
const stepsOf = async (id: string) =>
  shop.inside(async ({ db }) => {
    const rows = await db.enrollmentStep.findMany({ where: { enrollmentId: id }, orderBy: { id: 'asc' } });
    return rows.map(({ code, reason }) => (reason ? `${code}: ${reason}` : code));
  });
const bodies = async () => (await stage.texts()).filter(({ to }) => to !== rosa).map(({ body }) => body.split('\n')[0]);

async function asked(person = {}): Promise<string> {
  const id = await shop.enroll([ask], person);
  await stage.run(shop, id);
  return id;
}

/** Hands over what tells the team. */
async function sendNotices(): Promise<void> {
  for (const { id } of await notices()) await sendSingle(stage.deps, { organizationId: shop.id, messageId: id }, 1);
}

/** A text that comes in through the inbox, as the API brings it. */
async function says(words: string, from = rosa, consent: 'start' | null = null): Promise<void> {
  const to = await shop.inside(
    async ({ db }) => (await db.sender.findFirstOrThrow({ where: { channel: 'sms' } })).address,
  );
  const notice: ChannelNotice = {
    kind: 'inbound',
    dedupeKey: randomUUID(),
    vendorId: `SM${randomUUID()}`,
    from,
    to,
    text: words,
    consent,
    occurredAt: stage.now,
  };
  const request = { source: 'channel:sms', contentType: null, body: Buffer.from(randomUUID()), notices: [notice] };
  const { takeChannelNotices } = createChannelNoticeActivities(stage.deps);
  for (const { lane } of (await storeDeliveries(stage.database, [request], stage.now)).flat())
    await takeChannelNotices({ source: 'channel:sms', lane });
}

describe('a question to the owner', () => {
  it('goes to everybody who is told, with a link of its own', async () => {
    await asked();
    const [question] = await open();
    // Both were written at one instant.
    const told = (await notices()).sort((one, other) => one.channel.localeCompare(other.channel));
    expect(told.map(({ channel, toAddress }) => [channel, toAddress])).toEqual([
      ['email', 'owner@green.example'],
      ['sms', rosa],
    ]);
    const [email, sms] = told;
    expect(email?.subject).toBe('Yes or no? About Ada Lovelace');
    expect(sms?.bodyText).toContain('About Ada Lovelace: Offer 10 % to Ada?\nReply YES or NO, or open http');
    expect(sms?.bodyText).toContain('Without an answer by Tue, Nov 24, 4:00 PM EST it is no.');
    const token = /\/a\/(\S+)/.exec(sms?.bodyText ?? '')?.[1] ?? '';
    const link = { organizationId: shop.id, questionId: question?.id };
    expect(readQuestionToken(stage.deps.keys, token)).toEqual(link);
  });

  it('is asked once, however often the step is done', async () => {
    const id = await asked();
    await goOn(stage.deps, { organizationId: shop.id, enrollmentId: id }, 'askOwner', 2);
    expect(await open()).toHaveLength(1);
    expect(await notices()).toHaveLength(2);
  });

  it.each([
    ['yes', 'Offer'],
    ['no', 'Thanks'],
  ] as const)('answered with %s goes on as its lane says', async (word, body) => {
    const id = await asked();
    const [question] = await open();
    expect(await answer(question?.id ?? '', word)).toMatchObject({ kind: 'answered', wake: null });
    expect(await stage.run(shop, id)).toMatchObject({ next: null });
    expect(await bodies()).toEqual([body]);
    expect(await stepsOf(id)).toContain(`answered: ${word}`);
  });

  it('takes the first answer, and none after its time', async () => {
    await asked();
    const [question] = await open();
    const id = question?.id ?? '';
    expect(await answer(id, 'yes')).toMatchObject({ kind: 'answered' });
    expect(await answer(id, 'no')).toMatchObject({ kind: 'over', question: { answer: 'yes' } });
    await asked({ name: 'Grace Hopper' });
    const [second] = await open();
    later(4 * 60);
    expect(await open()).toEqual([]);
    expect(await answer(second?.id ?? '', 'yes')).toMatchObject({ kind: 'over', question: { answer: null } });
  });

  it('that nobody answers is answered by its silence', async () => {
    const id = await asked();
    later(4 * 60);
    await stage.run(shop, id);
    expect(await bodies()).toEqual(['Thanks']);
    expect(await stepsOf(id)).toContain('not_answered: no');
  });

  it('is told of some times an hour, and stands in the list all the same', async () => {
    for (let n = 0; n <= defaults.noticesPerHour; n++) await asked({ name: `Customer ${n}` });
    expect(await shop.inside((tenant) => listQuestions(tenant, { open: true, limit: 50 }, stage.now))).toHaveLength(
      defaults.noticesPerHour + 1,
    );
    expect(await notices()).toHaveLength(2 * defaults.noticesPerHour);
  });

  it('of another organization is not found', async () => {
    await asked();
    const [question] = await open();
    const other = await stage.addBusiness();
    const given = { answer: 'yes', by: null, via: 'link' } as const;
    expect(await other.inside((tenant) => answerQuestion(tenant, question?.id ?? '', given, stage.now))).toEqual({
      kind: 'missing',
    });
  });
});

describe('an answer by text', () => {
  it.each([
    ['YES', 'start', 'Offer'],
    [' no. ', null, 'Thanks'],
  ] as const)('%s is taken for the open question, and said back', async (words, consent, body) => {
    const id = await asked();
    await sendNotices();
    await says(words, rosa, consent);
    await stage.run(shop, id);
    expect(await bodies()).toEqual([body]);
    const [row] = await shop.inside((tenant) => listQuestions(tenant, { open: false, limit: 1 }, stage.now));
    expect(row).toMatchObject({ answeredVia: 'sms' });
    const [back] = await saidBack();
    expect(back).toMatchObject({ toAddress: rosa, channel: 'sms' });
    expect(back?.bodyText).toBe(`Noted: ${row?.answer}, about Ada Lovelace.`);
  });

  it('is about the question that the number was told of last', async () => {
    await asked();
    await sendNotices();
    later(1);
    const second = await asked({ name: 'Grace Hopper', firstName: 'Grace' });
    await sendNotices();
    later(1);
    // Its notice has not left: nobody can mean it.
    const third = await asked({ name: 'Mary Jackson', firstName: 'Mary' });
    await says('yes');
    const left = await open();
    expect(left.map(({ customer }) => customer.name).sort()).toEqual(['Ada Lovelace', 'Mary Jackson']);
    expect(left.map(({ enrollmentId }) => enrollmentId)).toContain(third);
    expect((await saidBack())[0]?.bodyText).toContain('about Grace Hopper.\n2 more questions wait: http');
    expect(await stepsOf(second)).not.toContain('answered: yes');
  });

  it.each([
    ['a word that is no answer', 'yes but call me', rosa],
    ['a number that nobody is told at', 'yes', '+12025550123'],
  ])('is none from %s', async (_what, words, from) => {
    await asked();
    await sendNotices();
    await says(words, from);
    expect(await open()).toHaveLength(1);
    expect(await shop.inside(({ db }) => db.inboundMessage.count({ where: { body: words } }))).toBe(1);
  });

  it('is none when nothing is open', async () => {
    const id = await asked();
    await sendNotices();
    later(4 * 60);
    await stage.run(shop, id);
    await says('yes');
    expect(await stepsOf(id)).toContain('not_answered: no');
  });
});
