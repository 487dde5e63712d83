import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { emptyDefinition, type Step } from '../../journeys/definition.ts';
import { awaitApproval } from '../../records/approvals.ts';
import type { Tenant } from '../../records/database.ts';
import { createJourney, publishJourney } from '../../records/journeys.ts';
import { writeQuestion } from '../../records/owner-questions.ts';
import { questionToken } from '../../records/question-tokens.ts';
import { signedUp, type TestAgent, withApi } from '../testing.ts';

const api = withApi();
const hour = 60 * 60_000;
const steps: Step[] = [{ id: 'text', kind: 'send_sms', body: 'Hello' }];
let owner: TestAgent;
let organizationId: string;
let enrollmentId: string;
const inside = <T>(work: (tenant: Tenant) => Promise<T>) => api.database.withOrganization(organizationId, work);
beforeAll(async () => {
  owner = await signedUp(api.app);
  organizationId = (await owner.get('/api/me').expect(200)).body.organization.id;
});
beforeEach(async () => {
  await inside(({ db }) => db.ownerQuestion.deleteMany());
  enrollmentId = await inside(async (tenant) => {
    const at = new Date();
    const draft = { ...emptyDefinition(), trigger: { provider: 'acme', type: 'job_completed' }, steps };
    const journeyId = await createJourney(tenant, { name: 'After <the> job', draft }, at);
    await publishJourney(tenant, journeyId, { revision: 1, by: null }, at);
    const { versionId } = await tenant.db.journey.findFirstOrThrow({ where: { id: journeyId } });
    const customer = await tenant.db.customer.create({
      data: { organizationId, source: 'acme', externalId: randomUUID(), name: 'Ada <b>Lovelace</b>' },
    });
    const row = await tenant.db.enrollment.create({
      data: {
        ...{ organizationId, journeyId, versionId: versionId ?? '', customerId: customer.id, status: 'active' },
        ...{ stepId: 'ask', enrolledAt: at, lastStepAt: at },
      },
    });
    return row.id;
  });
});

const ask = (more: { dueAt?: Date; question?: string } = {}) =>
  inside(async (tenant) => {
    const dueAt = new Date(Date.now() + hour);
    const question = { enrollmentId, stepId: 'ask', question: 'Offer 10 %?', dueAt, silence: 'no' as const, ...more };
    return (await writeQuestion(tenant, question, new Date())) ?? '';
  });

/** A written text that waits for a yes. */
const askApproval = () =>
  inside(async (tenant) => {
    const at = new Date();
    const { customerId } = await tenant.db.enrollment.findFirstOrThrow({ where: { id: enrollmentId } });
    const { id } = await tenant.db.message.create({
      data: {
        ...{ organizationId, enrollmentId, customerId, stepId: 'text', channel: 'sms', status: 'rendered' },
        ...{ purpose: 'thank_you', toAddress: '+12025550123', bodyText: 'Hello & <welcome>', createdAt: at },
      },
    });
    await tenant.db.enrollment.update({ where: { id: enrollmentId }, data: { stepId: 'text' } });
    const questionId = await awaitApproval(
      tenant,
      { id, enrollmentId, stepId: 'text' },
      new Date(Date.now() + hour),
      at,
    );
    return { id, questionId: questionId ?? '' };
  });

const link = (questionId: string) => `/a/${questionToken(api.deps.keys, { organizationId, questionId })}`;
const press = (questionId: string, answer: string) =>
  request(api.app).post(link(questionId)).type('form').send({ answer });
const records = () => inside(({ db }) => db.enrollmentRecord.findMany({ where: { enrollmentId } }));
const list = async (open = 'true') => (await owner.get('/api/questions').query({ open }).expect(200)).body.items;

describe('the list of what waits for the business', () => {
  it('shows what is asked, about whom, and until when', async () => {
    const id = await ask();
    expect(await list()).toMatchObject([
      {
        id,
        question: 'Offer 10 %?',
        message: null,
        customer: { name: 'Ada <b>Lovelace</b>' },
        open: true,
        answer: null,
      },
    ]);
    expect((await owner.get('/api/questions/count').expect(200)).body).toEqual({ open: 1 });
  });

  it('shows a message as it will leave', async () => {
    const { id } = await askApproval();
    expect(await list()).toMatchObject([{ question: null, message: { id, text: 'Hello & <welcome>' }, silence: 'no' }]);
  });

  it('leaves out what is over, and shows it when asked to', async () => {
    const id = await ask({ dueAt: new Date(Date.now() - 1) });
    expect(await list()).toEqual([]);
    expect(await list('false')).toMatchObject([{ id, open: false }]);
    expect((await owner.get('/api/questions/count').expect(200)).body).toEqual({ open: 0 });
  });

  it('is another one for every organization', async () => {
    const id = await ask();
    const stranger = await signedUp(api.app, 'Sam', 'Sam Plumbing');
    expect((await stranger.get('/api/questions').expect(200)).body.items).toEqual([]);
    await stranger.post(`/api/questions/${id}/answers`).send({ answer: 'yes' }).expect(404);
  });
});

describe('an answer in the app', () => {
  it('is recorded for the journey, also when Temporal is out of reach, and once', async () => {
    const id = await ask();
    const { body } = await owner.post(`/api/questions/${id}/answers`).send({ answer: 'yes' }).expect(201);
    expect(body).toMatchObject({ id, answer: 'yes', answeredVia: 'app', open: false });
    expect((await owner.post(`/api/questions/${id}/answers`).send({ answer: 'no' }).expect(409)).body).toMatchObject({
      code: 'question_over',
      detail: 'It was answered before, with yes.',
    });
    expect(await records()).toMatchObject([{ kind: 'answer_yes', stepId: 'ask', byUser: expect.any(String) }]);
  });

  it('is yes or no, to a question that there is', async () => {
    await owner
      .post(`/api/questions/${await ask()}/answers`)
      .send({ answer: 'maybe' })
      .expect(400);
    await owner.post(`/api/questions/${randomUUID()}/answers`).send({ answer: 'yes' }).expect(404);
    await owner.post('/api/questions/1/answers').send({ answer: 'yes' }).expect(404);
  });

  it('lets a message leave, or leaves it out', async () => {
    const { id, questionId } = await askApproval();
    await owner.post(`/api/questions/${questionId}/answers`).send({ answer: 'no' }).expect(201);
    const row = await inside(({ db }) => db.message.findFirstOrThrow({ where: { id } }));
    expect(row).toMatchObject({ status: 'skipped', reason: 'declined' });
    expect(await inside(({ db }) => db.cause.count({ where: { scope: id } }))).toBe(0);
  });
});

describe('the link of a notice', () => {
  it.each(['get', 'head'] as const)('answers nothing by a %s: mail scanners open every link', async (method) => {
    const id = await ask();
    await request(api.app)[method](link(id)).query({ answer: 'yes' }).expect(200);
    expect(await list()).toMatchObject([{ id, open: true }]);
  });

  it('shows question and buttons, escaped, and is kept by nobody', async () => {
    const page = await request(api.app)
      .get(link(await ask({ question: '<script>alert(1)</script>' })))
      .expect(200)
      .expect('cache-control', 'no-store')
      .expect('referrer-policy', 'no-referrer');
    expect(page.text).toContain('Rosa Plumbing');
    expect(page.text).toContain('About Ada &lt;b&gt;Lovelace&lt;/b&gt;');
    expect(page.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page.text).not.toContain('<script>');
    expect(page.text).toContain('Without an answer by ');
    expect(page.text).toMatch(/value="yes">Yes.*value="no">No/s);
  });

  it.each(['yes', 'no'])('takes %s from its button, and says so from then on', async (answer) => {
    const id = await ask();
    const { headers } = await press(id, answer).expect(303);
    expect((await request(api.app).get(String(headers.location)).expect(200)).text).toContain(`Noted: ${answer}.`);
    await press(id, answer === 'yes' ? 'no' : 'yes').expect(303);
    expect(await records()).toMatchObject([{ kind: `answer_${answer}`, byUser: null }]);
    expect(await list('false')).toMatchObject([{ answer, answeredVia: 'link' }]);
  });

  it('shows the message that waits, and sends it', async () => {
    const { id, questionId } = await askApproval();
    const page = await request(api.app).get(link(questionId)).expect(200);
    expect(page.text).toContain('Hello &amp; &lt;welcome&gt;');
    expect(page.text).toContain('Send it');
    await press(questionId, 'yes').expect(303);
    const row = await inside(({ db }) => db.message.findFirstOrThrow({ where: { id } }));
    expect(row).toMatchObject({ status: 'rendered', approvedAt: expect.any(Date), approvedBy: null });
    expect((await request(api.app).get(link(questionId))).text).toContain('Noted: it is sent.');
  });

  it('says when its time is over, and takes nothing any more', async () => {
    const id = await ask({ dueAt: new Date(Date.now() - 1) });
    await press(id, 'yes').expect(303);
    expect((await request(api.app).get(link(id)).expect(200)).text).toContain('There is nothing to answer any more');
    expect(await records()).toEqual([]);
  });

  it('is refused when it is not ours, and without an answer', async () => {
    const token = link(await ask());
    await request(api.app)
      .get(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`)
      .expect(404);
    await request(api.app).get('/a/x').expect(404);
    await request(api.app).post('/a/x').type('form').send({ answer: 'yes' }).expect(404);
    await request(api.app).post(token).type('form').send({ answer: 'maybe' }).expect(400);
    await request(api.app).post(token).expect(400);
    expect(await records()).toEqual([]);
  });
});
