import { beforeAll, describe, expect, it } from '@jest/globals';
import { emptyDefinition } from '../../journeys/definition.ts';
import { suppress } from '../../records/contact-points.ts';
import { addSender } from '../../records/senders.ts';
import { asOwner, signedUp, type TestAgent, withApi } from '../testing.ts';

describe('a message that is being written', () => {
  const api = withApi();
  let rosa: TestAgent;
  let organizationId: string;
  let address: string;
  let journeyId: string;
  const draft = {
    ...emptyDefinition(),
    trigger: { provider: 'jobber', type: 'job_completed' },
    steps: [
      {
        id: 'mail',
        kind: 'send_email',
        subject: 'Thanks, {{ customer.first_name }}',
        body: '{{ customer.name }}: {{ business.name }}',
      },
      { id: 'text', kind: 'send_sms', body: 'Hi {{ customer.first_name }} 🎉' },
      { id: 'review', kind: 'send_sms', body: '{{ business.review_link }}' },
    ],
  };
  const tests = () =>
    asOwner<Record<string, unknown>>(api, "SELECT * FROM afterjob.messages WHERE kind = 'test' ORDER BY created_at");
  const preview = (body: object) => rosa.post(`/api/journeys/${journeyId}/previews`).send(body);
  const test = (body: object) => rosa.post(`/api/journeys/${journeyId}/test-sends`).send(body);
  const inside = <T>(work: Parameters<typeof api.database.withOrganization<T>>[1]) =>
    api.database.withOrganization(organizationId, work);

  beforeAll(async () => {
    rosa = await signedUp(api.app);
    const me = (await rosa.get('/api/me').expect(200)).body;
    organizationId = me.organization.id;
    address = me.user.email;
    journeyId = (await rosa.post('/api/journeys').send({ name: 'Thanks', draft }).expect(201)).body.id;
  });

  it('is shown with sample values, and with the real name of the business', async () => {
    const { body } = await preview({ stepId: 'mail' }).expect(200);
    expect(body).toMatchObject({ channel: 'email', subject: 'Thanks, Ada', customer: null, problem: null });
    expect(body.text).toContain('Ada Lovelace: Rosa Plumbing');
    expect(body.html).toContain('href="http://localhost:3000/u/test"');
    expect((await preview({ stepId: 'text' }).expect(200)).body).toMatchObject({ segments: 1, html: null });
  });

  it('is shown with the values of a customer, also before it is saved', async () => {
    const customer = await inside((tenant) =>
      tenant.db.customer.create({
        data: {
          organizationId,
          source: 'jobber',
          externalId: 'c',
          name: 'Bob <b>Ray</b>',
          firstName: 'Bob',
          lastName: 'Ray',
        },
      }),
    );
    const steps = [{ id: 'new', kind: 'send_email', subject: 'For {{ customer.name }}', body: 'Hi' }];
    const { body } = await preview({ stepId: 'new', customerId: customer.id, draft: { ...draft, steps } }).expect(200);
    expect(body).toMatchObject({ subject: 'For Bob <b>Ray</b>', customer: { name: 'Bob <b>Ray</b>' } });
    await preview({ stepId: 'new' }).expect(404);
    await preview({ stepId: 'mail', customerId: journeyId }).expect(404);
  });

  it('says what keeps it from being written', async () => {
    const { body } = await preview({ stepId: 'review' }).expect(200);
    expect(body).toMatchObject({ text: null, problem: { code: 'cannot_render:business.review_link' } });
    expect(body.problem.words).toContain('Settings, Look and links');
    await test({ stepId: 'review', number: '(202) 555-0123' }).expect(409);
  });

  it('is sent to whoever asks, marked, with an unsubscribe link that does nothing', async () => {
    const { body } = await test({ stepId: 'mail' }).expect(202);
    expect(body.to).toBe(address);
    const [row] = await tests();
    expect(row).toMatchObject({
      id: body.messageId,
      status: 'rendered',
      to_address: address,
      subject: '[Test] Thanks, Ada',
      headers: {},
      enrollment_id: null,
      purpose: null,
    });
    expect(row?.body_html).toContain('/u/test"');
  });

  it('is sent as a text to the number that was typed, when there is one to send from', async () => {
    await test({ stepId: 'text', number: '(202) 555-0123' }).expect(409);
    const sender = {
      channel: 'sms',
      address: '+12025550100',
      vendorAccount: 'v',
      displayName: null,
      replyTo: null,
    } as const;
    await inside((tenant) => addSender(tenant, sender, new Date()));
    await test({ stepId: 'text', number: '' }).expect(400);
    await test({ stepId: 'text', number: 'nobody' }).expect(400);
    await test({ stepId: 'text', number: '(202) 555-0123' }).expect(202);
    expect((await tests()).at(-1)).toMatchObject({
      to_address: '+12025550123',
      body_text: '[Test] Hi Ada 🎉\nReply STOP to opt out',
    });
  });

  it('is not sent to a number that said STOP', async () => {
    const gone = { channel: 'sms', address: '+12025550199', reason: 'stop', source: 'sms' } as const;
    await inside((tenant) => suppress(tenant, gone, new Date()));
    const before = (await tests()).length;
    const { body } = await test({ stepId: 'text', number: '+1 202 555 0199' }).expect(409);
    expect([body.code, (await tests()).length]).toEqual(['suppressed', before]);
  });

  it('is not sent for ever', async () => {
    await inside(async (tenant) => {
      await tenant.db.message.createMany({
        data: Array.from({ length: 50 }, () => ({ organizationId, kind: 'test', channel: 'sms', status: 'sent' })),
      });
    });
    expect((await test({ stepId: 'mail' }).expect(429)).body.code).toBe('too_many_tests');
  });
});
