import { beforeAll, describe, expect, it } from '@jest/globals';
import { emptyDefinition } from '../../journeys/definition.ts';
import type { CustomerRecord } from '../../providers/provider.ts';
import { upsertCustomers } from '../../records/customers.ts';
import { asOwner, signedUp, type TestAgent, withApi } from '../testing.ts';

const api = withApi();
const at = new Date('2026-11-23T12:00:00Z');
let owner: TestAgent;
let organizationId: string;
beforeAll(async () => {
  owner = await signedUp(api.app);
  organizationId = (await owner.get('/api/me').expect(200)).body.organization.id;
});

const base: CustomerRecord = {
  externalId: '1',
  name: 'Ada',
  firstName: 'Ada',
  lastName: '',
  companyName: null,
  isCompany: false,
  isLead: false,
  isArchived: false,
  isSample: false,
  emails: [],
  phones: [],
  address: null,
  consent: {},
  createdAt: null,
  updatedAt: null,
};
const phone = (number: string, primary: boolean, smsAllowed = true) => ({
  number,
  primary,
  smsAllowed,
  label: null,
  mobile: null,
});

async function synced(record: Partial<CustomerRecord>): Promise<string> {
  const externalId = Math.random().toString(36);
  const ids = await api.database.withOrganization(organizationId, async (tenant) => {
    const data = {
      organizationId,
      provider: 'p',
      status: 'connected',
      accountId: 'a',
      accountName: 'A',
      connectedAt: at,
      connectedZone: 'UTC',
      statusChangedAt: at,
    };
    const where = { organizationId_provider: { organizationId, provider: 'p' } };
    const { id } = await tenant.db.connection.upsert({ where, create: data, update: {} });
    const source = { provider: 'p', connectionId: id, region: 'US' };
    return upsertCustomers(tenant, source, [{ ...base, ...record, externalId }], null, at);
  });
  return ids.get(externalId) ?? '';
}

const shown = async (id: string) => (await owner.get(`/api/customers/${id}`).expect(200)).body;

describe('a customer', () => {
  it('without an email is shown without one', async () => {
    expect(await shown(await synced({}))).toMatchObject({ email: null, emails: [], phone: null, address: null });
  });

  it('with three phones shows all of them and the one that texts go to', async () => {
    const phones = [phone('not a number', true), phone('(202) 555-0123', false), phone('202-555-0124', false, false)];
    const body = await shown(await synced({ phones }));
    expect(body.phone).toBe('+12025550123');
    expect(body.phones.map(({ number }: { number: string }) => number)).toEqual(phones.map(({ number }) => number));
  });

  it('is shown with what they want to get, as the provider says it', async () => {
    const consent = { receivesFollowUps: false, receivesReviewRequests: true };
    expect((await shown(await synced({ consent }))).consent).toEqual({
      appointments: null,
      invoices: null,
      quotes: null,
      reviews: true,
      offers: false,
    });
  });

  it('none of whose numbers may get texts has none to text', async () => {
    const body = await shown(await synced({ phones: [phone('202-555-0124', true, false)] }));
    expect(body).toMatchObject({ phone: null, phones: [{ smsAllowed: false }] });
  });

  it.each([['Zoë 🎉 Łukasz'], ['x'.repeat(300)], ["Robert'); DROP TABLE customers;--"]])(
    'is called %s',
    async (name) => {
      expect((await shown(await synced({ name }))).name).toBe(name);
      const { body } = await owner
        .get('/api/customers')
        .query({ search: name.slice(0, 100) })
        .expect(200);
      expect(body.items.map((each: { name: string }) => each.name)).toContain(name);
    },
  );

  it('is found by a part of the number, however it is written', async () => {
    const id = await synced({ name: 'Phoned', phones: [phone('(303) 555-0199', true)] });
    const { body } = await owner.get('/api/customers').query({ search: '303 555' }).expect(200);
    expect(body.items.map((each: { id: string }) => each.id)).toEqual([id]);
  });

  it('is not found by what stands for anything in a search', async () => {
    expect((await owner.get('/api/customers').query({ search: '%' }).expect(200)).body.items).toEqual([]);
  });

  it('who must not be messaged is shown with the reason', async () => {
    const id = await synced({ emails: [{ address: 'Stop@Example.com', label: null, primary: true }] });
    await asOwner(
      api,
      `INSERT INTO afterjob.contact_points (organization_id, channel, address, suppressed_at, suppressed_reason)
      VALUES ($1, 'email', 'stop@example.com', now(), 'bounced')`,
      [organizationId],
    );
    expect((await shown(id)).emails[0].suppressed).toContain('does not exist');
  });

  it('is listed once over all pages, in the order of names', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: Record<string, string> = { limit: '3', ...(cursor ? { cursor } : {}) };
      const page: { items: { name: string }[]; nextCursor: string | null } = (
        await owner.get('/api/customers').query(query).expect(200)
      ).body;
      seen.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    } while (cursor);
    const [row] = await asOwner<{ n: number }>(api, 'SELECT count(*)::int AS n FROM afterjob.customers');
    expect(seen).toHaveLength(row?.n ?? 0);
    expect(seen.length).toBeGreaterThan(5);
  });
});

describe('a person in a journey', () => {
  let id: string;
  beforeAll(async () => {
    const customerId = await synced({ name: 'Ida', firstName: 'Ida' });
    const definition = {
      ...emptyDefinition(),
      trigger: { provider: 'p', type: 't' },
      steps: [
        { id: 'w', kind: 'wait', amount: 1, unit: 'days' },
        { id: 'm', kind: 'send_email', subject: 'Thanks, {{customer.first_name}}', body: 'Hi' },
        { id: 'n', kind: 'wait', amount: 1, unit: 'days' },
        { id: 's', kind: 'send_sms', body: 'About {{ job.title }}' },
        {
          id: 'f',
          kind: 'wait_for',
          for: 'replied',
          amount: 2,
          unit: 'days',
          happened: [{ id: 'bye', kind: 'exit' }],
          timedOut: [],
        },
        { id: 'l', kind: 'send_sms', body: 'Still there?' },
      ],
    };
    id = await api.database.withOrganization(organizationId, async ({ db }) => {
      const own = { organizationId };
      const journey = await db.journey.create({
        data: { ...own, name: 'Thanks', status: 'active', draft: definition },
      });
      const version = await db.journeyVersion.create({
        data: { ...own, journeyId: journey.id, number: 1, definition, publishedAt: at },
      });
      const enrollment = await db.enrollment.create({
        data: {
          ...own,
          journeyId: journey.id,
          versionId: version.id,
          customerId,
          status: 'active',
          stepId: 'w',
          state: { stepId: 'w', due: '2026-11-24T12:00:00.000Z', outcomes: {} },
          due: new Date('2026-11-24T12:00:00Z'),
          enrolledAt: at,
          lastStepAt: at,
        },
      });
      await db.enrollmentStep.create({ data: { ...own, enrollmentId: enrollment.id, seq: 0, code: 'enrolled', at } });
      return enrollment.id;
    });
  });

  const status = (value: string) =>
    asOwner(api, 'UPDATE afterjob.sequence_enrollments SET status = $1, hold_reason = $2 WHERE id = $3', [
      value,
      value === 'held' ? 'journey_paused' : null,
      id,
    ]);

  it('has a timeline that says what comes next and when', async () => {
    const { body } = await owner.get(`/api/enrollments/${id}`).expect(200);
    expect(body).toMatchObject({
      enrollment: { customer: { name: 'Ida' }, journey: { name: 'Thanks' }, status: 'active' },
      steps: [{ code: 'enrolled', words: 'Entered the journey' }],
      next: {
        words: 'Then the email “Thanks, Ida” is sent.',
        due: '2026-11-24T12:00:00.000Z',
        canSkip: true,
        canStop: true,
      },
    });
  });

  it('skips the wait and stops by a row first, while Temporal is out of reach', async () => {
    await owner.post(`/api/enrollments/${id}/skips`).send({}).expect(200);
    await owner.post(`/api/enrollments/${id}/stops`).send({}).expect(200);
    const rows = await asOwner(
      api,
      'SELECT kind FROM afterjob.enrollment_records WHERE enrollment_id = $1 ORDER BY id',
      [id],
    );
    expect(rows).toEqual([{ kind: 'skip_wait' }, { kind: 'stop' }]);
  });

  it('is never shown template language: a text without its values is named by its place', async () => {
    await asOwner(api, "UPDATE afterjob.sequence_enrollments SET step_id = 'n' WHERE id = $1", [id]);
    const { body } = await owner.get(`/api/enrollments/${id}`).expect(200);
    expect(body.next.words).toBe('Then the text of message 2 is sent.');
    await asOwner(api, "UPDATE afterjob.sequence_enrollments SET step_id = 'w' WHERE id = $1", [id]);
  });

  it('whose answer is waited for is told what follows without one, and can be moved on', async () => {
    const standAt = (step: string) =>
      asOwner(api, 'UPDATE afterjob.sequence_enrollments SET step_id = $1 WHERE id = $2', [step, id]);
    const next = async () => (await owner.get(`/api/enrollments/${id}`).expect(200)).body.next;
    await standAt('s');
    expect((await next()).canSkip).toBe(false);
    await standAt('f');
    expect(await next()).toMatchObject({
      words: 'Then the text “Still there?” is sent, unless the customer answers first.',
      canSkip: true,
    });
    await standAt('w');
  });

  it('that is held says why, and what comes when it goes on', async () => {
    await status('held');
    const { body } = await owner.get(`/api/enrollments/${id}`).expect(200);
    expect(body.enrollment.hold).toEqual({
      code: 'journey_paused',
      words: expect.stringMatching(/^On hold: the journey is paused\. When you resume it/),
    });
    expect(body.next).toMatchObject({
      words: 'When it goes on, the email “Thanks, Ida” is sent.',
      due: null,
      canSkip: false,
    });
  });

  it('that waits in a paused journey is on hold: in the timeline, the list and the count', async () => {
    await status('active');
    await asOwner(api, "UPDATE afterjob.journeys SET status = 'paused' WHERE name = 'Thanks'");
    const { body } = await owner.get(`/api/enrollments/${id}`).expect(200);
    expect(body).toMatchObject({
      enrollment: { status: 'held', hold: { code: 'journey_paused' } },
      next: { due: '2026-11-24T12:00:00.000Z', canSkip: false, canStop: true },
    });
    const list = async (query: object) =>
      (await owner.get('/api/enrollments').query(query).expect(200)).body.items.map(
        (each: { status: string }) => each.status,
      );
    expect(await list({ group: 'held' })).toEqual(['held']);
    expect(await list({ status: 'held' })).toEqual(['held']);
    expect([...(await list({ group: 'waiting' })), ...(await list({ status: 'active' }))]).toEqual([]);
    const [journey] = (await owner.get('/api/journeys').expect(200)).body.items;
    expect(journey.counts).toMatchObject({ waiting: 0, held: 1 });
    await asOwner(api, "UPDATE afterjob.journeys SET status = 'active' WHERE name = 'Thanks'");
  });

  it('that has ended cannot be stopped', async () => {
    await status('completed');
    expect((await owner.post(`/api/enrollments/${id}/stops`).send({}).expect(409)).body.code).toBe('not_possible_now');
    expect((await owner.get(`/api/enrollments/${id}`)).body.next).toBeNull();
    await status('active');
  });

  it('whom a payment elsewhere has taken out says so: in the timeline, the list and the SQL view', async () => {
    const reason = 'goal_reached:invoice_paid:quickbooks';
    const sentence = 'Ended: the invoice was paid in QuickBooks Online. That was the goal.';
    const end = (value: string | null) =>
      asOwner(api, 'UPDATE afterjob.sequence_enrollments SET finish_reason = $1 WHERE id = $2', [value, id]);
    await status('exited');
    await end(reason);
    const line = { organizationId, enrollmentId: id, seq: 1, code: 'finished', reason, at };
    await api.database.withOrganization(organizationId, ({ db }) => db.enrollmentStep.create({ data: line }));
    const { body } = await owner.get(`/api/enrollments/${id}`).expect(200);
    expect(body.enrollment).toMatchObject({ status: 'exited', finish: { code: reason, words: sentence } });
    expect(body.steps.at(-1)).toMatchObject({ words: 'Goal reached', reason: { words: sentence } });
    const list = await owner.get('/api/enrollments').query({ status: 'exited' }).expect(200);
    expect(list.body.items).toMatchObject([{ finish: { words: sentence } }]);
    const view = 'SELECT status, finish_reason FROM public.sequence_enrollments WHERE id = $1';
    expect(await asOwner(api, view, [id])).toEqual([{ status: 'exited', finish_reason: reason }]);
    await status('active');
    await end(null);
  });

  it('is counted on the journey and found in the list by it', async () => {
    const { body } = await owner.get('/api/journeys').expect(200);
    const journey = body.items.find(({ name }: { name: string }) => name === 'Thanks');
    expect(journey.counts).toEqual({ waiting: 1, held: 0, finished: 0, sent: 0, failed: 0 });
    const list = await owner.get('/api/enrollments').query({ journeyId: journey.id, status: 'active' }).expect(200);
    expect(list.body.items.map((each: { id: string }) => each.id)).toEqual([id]);
  });

  it.each([
    ['waiting', ['new', 'active']],
    ['held', ['held']],
    ['finished', ['completed', 'exited', 'stopped', 'failed']],
  ])('is found in the group %s by exactly these states', async (group, states) => {
    for (const each of ['new', 'active', 'held', 'completed', 'exited', 'stopped', 'failed']) {
      await status(each);
      const { body } = await owner.get('/api/enrollments').query({ group }).expect(200);
      expect([each, body.items.length]).toEqual([each, states.includes(each) ? 1 : 0]);
    }
    await status('active');
  });

  it.each([
    ['sent', ['accepted', 'sent', 'delivered', 'clicked']],
    ['failed', ['bounced', 'complained', 'failed', 'unknown', 'review']],
  ])('has its messages in the group %s by exactly these states', async (group, states) => {
    const messageId = await message();
    for (const each of [...states, 'rendered', 'reserved', 'skipped']) {
      await asOwner(api, 'UPDATE afterjob.messages SET status = $1 WHERE id = $2', [each, messageId]);
      const { body } = await owner.get('/api/messages').query({ group }).expect(200);
      expect([each, body.items.length]).toEqual([each, states.includes(each) ? 1 : 0]);
      const [journey] = (await owner.get('/api/journeys').expect(200)).body.items;
      expect(journey.counts[group]).toBe(body.items.length);
    }
    await asOwner(api, 'DELETE FROM afterjob.messages WHERE id = $1', [messageId]);
  });

  it('has a message with its html in the detail and not in the list, and a skip says in words what to set', async () => {
    const messageId = await message();
    const { body } = await owner.get(`/api/messages/${messageId}`).expect(200);
    expect(body).toMatchObject({
      id: messageId,
      html: '<p>Hi</p>',
      text: 'Hi',
      reason: { code: 'not_allowed_here', words: expect.stringContaining('ALLOWED_RECIPIENTS') },
    });
    const list = await owner.get('/api/messages').expect(200);
    expect(list.body.items[0]).toMatchObject({ id: messageId });
    expect(list.body.items[0]).not.toHaveProperty('html');
    await owner.get(`/api/messages/${id}`).expect(404);
    const shown = (await owner.get(`/api/enrollments/${id}`).expect(200)).body;
    expect(shown.messages[0].reason.words).toContain('ALLOWED_RECIPIENTS');
    await asOwner(api, 'DELETE FROM afterjob.messages WHERE id = $1', [messageId]);
  });

  const message = () =>
    api.database.withOrganization(organizationId, async ({ db }) => {
      const { customerId } = await db.enrollment.findFirstOrThrow({ where: { id } });
      const row = await db.message.create({
        data: {
          organizationId,
          enrollmentId: id,
          stepId: 'm',
          customerId,
          channel: 'email',
          purpose: 'thank_you',
          status: 'skipped',
          reason: 'not_allowed_here',
          toAddress: 'ida@example.com',
          subject: 'Thanks, Ida',
          bodyText: 'Hi',
          bodyHtml: '<p>Hi</p>',
          createdAt: at,
        },
      });
      return row.id;
    });
});
