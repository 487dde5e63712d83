import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Definition, emptyDefinition } from '../../journeys/definition.ts';
import { galleryKeys } from '../../journeys/gallery/index.ts';
import { createProviders } from '../../providers/index.ts';
import { suppress } from '../../records/contact-points.ts';
import type { Tenant } from '../../records/database.ts';
import { createJourney, publishJourney } from '../../records/journeys.ts';
import { testConfig } from '../../testing/config.ts';
import { asOwner, signedUp, type TestAgent, withApi } from '../testing.ts';

const api = withApi(async () => ({ providers: createProviders(testConfig()) }));
const dayMs = 24 * 60 * 60_000;
const now = new Date();
const daysAgo = (days: number) => new Date(now.getTime() - days * dayMs);
let owner: TestAgent;
let organizationId: string;
let connectionId: string;
let journeyId: string;
const people: Record<string, string> = {};
const inside = <T>(work: (tenant: Tenant) => Promise<T>) => api.database.withOrganization(organizationId, work);
const trigger = { provider: 'jobber', type: 'job_completed' };
const thanks: Definition = {
  ...emptyDefinition(),
  trigger,
  steps: [
    { id: 'text', kind: 'send_sms', body: 'Thanks for {{ job.title }}, {{ customer.first_name }}' },
    { id: 'rest', kind: 'wait', amount: 3, unit: 'days' },
    { id: 'mail', kind: 'send_email', subject: 'Was all well?', body: 'How was {{ job.title }}?' },
  ],
  exits: [{ on: 'invoice_paid', goal: true, about: 'customer' }],
};

beforeAll(async () => {
  owner = await signedUp(api.app);
  organizationId = (await owner.get('/api/me').expect(200)).body.organization.id;
  const connected = { status: 'connected', accountId: 'a', accountName: 'A', connectedAt: now, connectedZone: 'UTC' };
  ({ id: connectionId } = await inside((tenant) =>
    tenant.db.connection.create({ data: { organizationId, provider: 'jobber', ...connected, statusChangedAt: now } }),
  ));
  people.ada = await addCustomer('Ada', '+13035550123');
  people.bob = await addCustomer('Bob', null);
  people.eve = await addCustomer('Eve', '+13035550125');
  await addEvent(people.ada, 'job_completed', daysAgo(40), { 'job.title': 'Lawn' });
  await addEvent(people.bob, 'job_completed', daysAgo(30), { 'job.title': 'Hedge' });
  await addEvent(people.bob, 'invoice_paid', daysAgo(28), {});
  await addEvent(people.eve, 'job_completed', daysAgo(20), { 'job.title': 'Roof' });
  await inside((tenant) =>
    suppress(tenant, { channel: 'sms', address: '+13035550125', reason: 'stop', source: 'inbound' }, daysAgo(50)),
  );
  journeyId = await inside((tenant) => createJourney(tenant, { name: 'Thanks', draft: thanks }, now));
});

async function addCustomer(name: string, phone: string | null): Promise<string> {
  const own = { firstName: name, email: `${name.toLowerCase()}@example.com`, phone };
  const data = { organizationId, source: 'jobber', externalId: name, name, connectionId, ...own };
  return (await inside((tenant) => tenant.db.customer.create({ data }))).id;
}

async function addEvent(customerId: string, type: string, occurredAt: Date, facts: Record<string, string>) {
  const entity = { entityKind: 'job', entityId: Math.random().toString(36), trigger: type, n: 1, facts };
  const found = { origin: 'history', foundBy: 'history', occurredAtSource: 'completedAt', decidedAt: now };
  const key = Math.random().toString(36);
  const data = { organizationId, connectionId, key, provider: 'jobber', customerId, ...entity, ...found, occurredAt };
  await inside((tenant) => tenant.db.event.create({ data }));
}

const rehearse = (body: object = {}) => owner.post(`/api/journeys/${journeyId}/rehearsals`).send(body);

describe('a journey over the last days', () => {
  it('says who would have got what, and who nothing and why', async () => {
    const { body } = await rehearse().expect(200);
    expect(body.totals).toMatchObject({
      events: 3,
      entered: 3,
      people: 2,
      texts: 1,
      billedTexts: 1,
      emails: 2,
      underWay: 0,
    });
    expect(body.totals.skipped.map(({ reason }: { reason: { code: string } }) => reason.code).sort()).toEqual([
      'no_address',
      'suppressed',
    ]);
    expect(body.totals.leftOut).toMatchObject([{ reason: { code: 'goal_reached:invoice_paid:jobber' }, people: 1 }]);
    expect(body.items.map(({ customer }: { customer: { name: string } }) => customer.name)).toEqual([
      'Eve',
      'Bob',
      'Ada',
    ]);
    expect(body.items[2].messages).toMatchObject([
      { stepId: 'text', outcome: 'sent' },
      { stepId: 'mail', outcome: 'sent' },
    ]);
    expect(body.assumptions.map(({ code }: { code: string }) => code)).toContain('as_of_today');
  });

  it('looks back as far as it is asked, and shows what is asked for', async () => {
    expect((await rehearse({ days: 25 }).expect(200)).body.totals.events).toBe(1);
    const { body } = await rehearse({ show: 'left_out', limit: 1 }).expect(200);
    expect(body).toMatchObject({ total: 1, items: [{ customer: { name: 'Bob' } }] });
    await rehearse({ days: 3 }).expect(400);
    await rehearse({ version: 9 }).expect(404);
  });

  it('writes nothing', async () => {
    const [row] = await asOwner<{ n: number }>(
      api,
      'SELECT (SELECT count(*) FROM afterjob.messages)::int + (SELECT count(*) FROM afterjob.sequence_enrollments)::int AS n',
    );
    expect(row?.n).toBe(0);
  });

  it('is compared with another version', async () => {
    const made = await inside((tenant) => publishJourney(tenant, journeyId, { revision: 1, by: null }, now));
    expect(made).toMatchObject({ number: 1 });
    const filter = { field: 'job.title', is: 'is', value: 'Roof' };
    const { body } = await rehearse({ draft: { ...thanks, filter }, compare: 1, show: 'different' }).expect(200);
    expect(body.comparison).toMatchObject({ version: 1, onlyHere: 0, onlyThere: 1, otherwise: 0, same: 1 });
    expect(body.items).toMatchObject([
      { customer: { name: 'Ada' }, refused: { code: 'filtered', values: { 'job.title': 'Lawn' } } },
    ]);
  });
});

describe('what really was', () => {
  const draft = (more: Partial<Definition>) => ({ ...thanks, ...more });
  const refusals = async (more: Partial<Definition>, id = journeyId) => {
    const { body } = await owner
      .post(`/api/journeys/${id}/rehearsals`)
      .send({ draft: draft(more) })
      .expect(200);
    const items = body.items as {
      customer: { name: string };
      refused: { code: string; since: string | null } | null;
    }[];
    return Object.fromEntries(items.map(({ customer, refused }) => [customer.name, refused?.code ?? null]));
  };
  const enter = (id: string, customerId: string | undefined, enrolledAt: Date, finishedAt: Date | null) =>
    inside(async (tenant) => {
      const { versionId } = await tenant.db.journey.findFirstOrThrow({ where: { id } });
      const status = finishedAt ? 'completed' : 'active';
      const data = { organizationId, journeyId: id, versionId: versionId ?? '', customerId: customerId ?? '', status };
      await tenant.db.enrollment.create({ data: { ...data, enrolledAt, lastStepAt: enrolledAt, finishedAt } });
    });

  it('counts for who was in the journey before, or is in another of its group', async () => {
    const other = await inside((tenant) =>
      createJourney(tenant, { name: 'Other', draft: draft({ exclusive: 'one' }) }, now),
    );
    await inside((tenant) => publishJourney(tenant, other, { revision: 1, by: null }, now));
    await enter(other, people.bob, daysAgo(31), null);
    await enter(other, people.eve, daysAgo(31), daysAgo(25));
    expect(await refusals({ exclusive: 'one' })).toEqual({ Ada: null, Bob: 'in_another_journey', Eve: null });
    await enter(journeyId, people.ada, daysAgo(120), daysAgo(110));
    const within = { rule: 'not_within_days', days: 100 } as const;
    expect(await refusals({ reentry: within })).toEqual({ Ada: 'too_soon_again', Bob: null, Eve: null });
    expect(await refusals({ reentry: { ...within, days: 60 } })).toMatchObject({ Ada: null });
  });

  it('counts for what a customer had bought at that time', async () => {
    await addEvent(people.eve ?? '', 'job_completed', daysAgo(300), {});
    const filter = { field: 'customer.is_first_job', is: 'is', value: true } as const;
    expect(await refusals({ filter })).toEqual({ Ada: null, Bob: null, Eve: 'filtered' });
  });

  it('counts for the limits, where another journey sent it', async () => {
    type Item = { messages: { reason: { code: string } | null; moves: { reason: { code: string } }[] }[] };
    const capped = async () => {
      const items: Item[] = (await rehearse({ draft: thanks }).expect(200)).body.items;
      const messages = items.flatMap((item) => item.messages);
      return messages.filter(({ reason, moves }) =>
        [reason, ...moves.map((move) => move.reason)].some((each) => each?.code === 'capped'),
      ).length;
    };
    expect(await capped()).toBe(0);
    const to = { organizationId, channel: 'email', toAddress: 'ADA@example.com', customerId: people.ada ?? null };
    await inside(async (tenant) => {
      const { id: enrollmentId } = await tenant.db.enrollment.findFirstOrThrow({
        where: { journeyId: { not: journeyId } },
      });
      await tenant.db.message.createMany({
        // As many as anybody gets in a week, right before her email is due.
        data: [1, 2, 3].map((hours) => ({
          ...{ ...to, purpose: 'other', status: 'sent', kind: 'journey', enrollmentId, stepId: `step-${hours}` },
          firstAttemptAt: new Date(daysAgo(37).getTime() - hours * 3_600_000),
        })),
      });
    });
    expect(await capped()).toBe(1);
  });

  it('is for nobody else', async () => {
    const other = await signedUp(api.app, 'Tom', 'Tom Roofing');
    await other.post(`/api/journeys/${journeyId}/rehearsals`).send({}).expect(404);
    const own = (await other.post('/api/journeys').send({ name: 'Own', draft: thanks }).expect(201)).body.id;
    const { body } = await other.post(`/api/journeys/${own}/rehearsals`).send({}).expect(200);
    expect(body).toMatchObject({ total: 0, totals: { events: 0 } });
    await other.post(`/api/journeys/${own}/rehearsals/customers/${people.ada}`).send({}).expect(404);
    expect((await other.get('/api/gallery/thank_you/rehearsal').expect(200)).body.sentence).toContain(
      'nothing happened',
    );
  });
});

describe('one customer in a rehearsal', () => {
  const of = (id: string | undefined, body: object = {}) =>
    owner.post(`/api/journeys/${journeyId}/rehearsals/customers/${id}`).send(body);

  it('gets a dated schedule with the messages as they would be written', async () => {
    const { body } = await of(people.ada).expect(200);
    expect(body).toMatchObject({ customer: { name: 'Ada' }, basis: 'last_event', now: { refused: null } });
    expect(body.now.messages).toMatchObject([
      {
        stepId: 'text',
        outcome: 'sent',
        written: { text: 'Thanks for Lawn, Ada\nReply STOP to opt out', segments: 1 },
      },
      { stepId: 'mail', outcome: 'sent', written: { subject: 'Was all well?' } },
    ]);
    expect(new Date(body.now.messages[1].at) > new Date(body.now.messages[0].at)).toBe(true);
    expect(body.past).toMatchObject([{ messages: [{ written: { problem: null } }, {}] }]);
    expect(body.now.lines.map(({ title }: { title: string }) => title)).toContain('Waiting');
  });

  it('is told why they would not enter', async () => {
    const filter = { field: 'customer.first_name', is: 'is', value: 'Zoe' };
    const { body } = await of(people.ada, { draft: { ...thanks, filter } }).expect(200);
    expect(body.now).toMatchObject({
      refused: { code: 'filtered', values: { 'customer.first_name': 'Ada' } },
      messages: [],
    });
    await of(journeyId).expect(404);
  });
});

describe('a ready journey', () => {
  it('says in one line what it would have done', async () => {
    const { body } = await owner.get('/api/gallery/thank_you/rehearsal?days=60').expect(200);
    expect(body).toMatchObject({ provider: 'jobber', days: 60, events: 3 });
    expect(body.sentence).toMatch(/^In your last 60 days: \d customers? thanked/);
    for (const key of galleryKeys) await owner.get(`/api/gallery/${key}/rehearsal?days=7`).expect(200);
    await owner.get('/api/gallery/nothing/rehearsal').expect(404);
    await owner.get('/api/gallery/thank_you/rehearsal?provider=constructor').expect(404);
  });
});
