import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Step } from '../journeys/definition.ts';
import { recordStop } from '../records/enrollment-records.ts';
import { answerQuestion } from '../records/owner-questions.ts';
import { listQuestions } from '../records/question-list.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TestBusiness;
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await stage.addBusiness();
});
afterEach(() => stage.close());

const sms: Step = { id: 'text', kind: 'send_sms', body: 'How was it, {{ customer.first_name }}?' };
const email: Step = { id: 'mail', kind: 'send_email', subject: 'Thank you', body: 'See you soon.' };

const rowOf = (id: string) => shop.inside(({ db }) => db.enrollment.findFirstOrThrow({ where: { id } }));
const messageOf = (id: string) =>
  shop.inside(({ db }) => db.message.findFirst({ where: { enrollmentId: id }, orderBy: { stepId: 'desc' } }));
const causes = () => shop.inside(({ db }) => db.cause.count({ where: { kind: 'approval' } }));
const open = () => shop.inside((tenant) => listQuestions(tenant, { open: true, limit: 10 }, stage.now));
const notices = () => shop.inside(({ db }) => db.message.findMany({ where: { kind: 'notice' } }));
const say = async (answer: 'yes' | 'no', id?: string) => {
  const question = id ?? (await open())[0]?.id ?? '';
  const given = { answer, by: null, via: 'link' } as const;
  return shop.inside((tenant) => answerQuestion(tenant, question, given, stage.now));
};

async function written(steps: Step[] = [sms], more = {}): Promise<string> {
  const id = await shop.enroll(steps, {}, { review: true, ...more });
  await stage.run(shop, id);
  return id;
}

describe('a message of a journey that is reviewed', () => {
  it('waits, as it will leave, and the team is told', async () => {
    const id = await written();
    const row = await rowOf(id);
    const message = await messageOf(id);
    expect(row).toMatchObject({ status: 'held', holdReason: 'approval', holdScope: message?.id });
    expect(await open()).toMatchObject([{ message: { text: message?.bodyText, to: '+12025550123' }, silence: 'no' }]);
    expect(await notices()).toMatchObject([{ subject: 'May this text go to Ada Lovelace?' }]);
    expect(await stage.texts()).toEqual([]);
  });

  it('is asked about once, however often it is looked at', async () => {
    const id = await written();
    const { due } = await rowOf(id);
    stage.now = due ?? stage.now;
    await stage.run(shop, id);
    expect([(await open()).length, (await notices()).length, await causes()]).toEqual([1, 1, 1]);
  });

  it('leaves after a yes', async () => {
    const id = await written([sms, email]);
    expect(await say('yes')).toMatchObject({ kind: 'answered', wake: { kind: 'approval' } });
    await stage.run(shop, id);
    expect((await stage.texts()).map(({ body }) => body)).toEqual([expect.stringContaining('How was it, Ada?')]);
    expect(await messageOf(id)).toMatchObject({ approvedAt: stage.now });
    // The next one is read by somebody, too.
    expect(await rowOf(id)).toMatchObject({ status: 'held', holdReason: 'approval', stepId: 'mail' });
    expect(await causes()).toBe(1);
  });

  it('is left out after a no, and the journey goes on', async () => {
    const id = await written();
    await say('no');
    await stage.run(shop, id);
    expect(await messageOf(id)).toMatchObject({ status: 'skipped', reason: 'declined' });
    expect(await rowOf(id)).toMatchObject({ status: 'completed' });
    expect(await stage.texts()).toEqual([]);
    expect(await causes()).toBe(0);
  });

  it('is left out in time when nobody reads it while it helps', async () => {
    const id = await written([sms], { usefulForHours: 3 });
    const threeHours = new Date(stage.now.getTime() + 3 * 60 * 60_000);
    expect(await rowOf(id)).toMatchObject({ due: threeHours });
    stage.now = threeHours;
    expect(await open()).toEqual([]);
    await stage.run(shop, id);
    expect(await messageOf(id)).toMatchObject({ status: 'skipped', reason: 'useless' });
    expect(await causes()).toBe(0);
  });

  it('is not asked about any more once the customer has left', async () => {
    const id = await written();
    const [question] = await open();
    await shop.inside((tenant) => recordStop(tenant, id, null, stage.now));
    await stage.run(shop, id);
    expect(await messageOf(id)).toMatchObject({ status: 'skipped', reason: 'exited' });
    expect([await open(), await causes()]).toEqual([[], 0]);
    expect(await say('yes', question?.id)).toMatchObject({ kind: 'over', question: { answer: null } });
  });

  it('is not held when the yes comes while it is being held', async () => {
    const id = await shop.enroll([sms], {}, { review: true });
    const { startMessage } = stage.deps.temporal;
    // The notice is started between the question and the hold.
    stage.deps.temporal.startMessage = async (message) => {
      await say('yes');
      return startMessage(message);
    };
    await stage.run(shop, id);
    expect(await rowOf(id)).toMatchObject({ status: 'completed' });
    expect(await stage.texts()).toHaveLength(1);
  });

  it('is left alone by a second answer', async () => {
    await written();
    const [question] = await open();
    await say('no');
    expect(await say('yes', question?.id)).toMatchObject({ kind: 'over', question: { answer: 'no' } });
  });
});
