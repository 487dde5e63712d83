import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Definition, emptyDefinition } from '../../journeys/definition.ts';
import type { Tenant } from '../../records/database.ts';
import { recordDecision } from '../../records/decisions.ts';
import { createJourney, publishJourney } from '../../records/journeys.ts';
import { signedUp, type TestAgent, withApi } from '../testing.ts';

const api = withApi();
const at = new Date('2026-11-23T12:00:00Z');
let owner: TestAgent;
let organizationId: string;
let connectionId: string;
const inside = <T>(work: (tenant: Tenant) => Promise<T>) => api.database.withOrganization(organizationId, work);
beforeAll(async () => {
  owner = await signedUp(api.app);
  organizationId = (await owner.get('/api/me').expect(200)).body.organization.id;
  const connected = { status: 'connected', accountId: 'a', accountName: 'A', connectedAt: at, connectedZone: 'UTC' };
  ({ id: connectionId } = await inside((tenant) =>
    tenant.db.connection.create({ data: { organizationId, provider: 'jobber', ...connected, statusChangedAt: at } }),
  ));
});
beforeEach(() => inside((tenant) => tenant.db.journey.updateMany({ data: { status: 'archived' } })));

const addCustomer = (name: string, more: { emailKeys?: string[]; phoneKeys?: string[]; isCompany?: boolean } = {}) =>
  inside(async (tenant) => {
    const data = { organizationId, source: 'jobber', externalId: Math.random().toString(36), name, connectionId };
    return (await tenant.db.customer.create({ data: { ...data, ...more } })).id;
  });
const addEvent = (customerId: string, occurredAt = new Date()) =>
  inside(async (tenant) => {
    const entity = { entityKind: 'job', entityId: Math.random().toString(36), trigger: 'job_completed', n: 1 };
    const found = { origin: 'live', foundBy: 'webhook', occurredAtSource: 'completedAt', decidedAt: new Date() };
    const key = Math.random().toString(36);
    const data = { organizationId, connectionId, key, provider: 'jobber', customerId, ...entity, ...found, occurredAt };
    return (await tenant.db.event.create({ data })).id;
  });
const addJourney = (more: Partial<Definition> = {}, name = 'Thanks') =>
  inside(async (tenant) => {
    const trigger = { provider: 'jobber', type: 'job_completed' };
    const steps: Definition['steps'] = [{ id: 'mail', kind: 'send_email', subject: 'Hi', body: 'Thanks' }];
    const id = await createJourney(tenant, { name, draft: { ...emptyDefinition(), trigger, steps, ...more } }, at);
    await publishJourney(tenant, id, { revision: 1, by: null }, at);
    return id;
  });
const whyOf = async (id: string) => (await owner.get(`/api/customers/${id}/why`).expect(200)).body;

describe('one customer into a journey by hand', () => {
  it('enters, and its way can be seen', async () => {
    const [journeyId, customerId] = [await addJourney(), await addCustomer('Ada')];
    await addEvent(customerId);
    const { body } = await owner.post(`/api/journeys/${journeyId}/enrollments`).send({ customerId }).expect(201);
    expect(body).toMatchObject({
      enrollment: { status: 'new', customer: { name: 'Ada' } },
      event: { trigger: 'job_completed' },
      steps: [{ code: 'enrolled', reason: { code: 'by_hand' } }],
    });
  });

  it('is told why not, with what stands in the way', async () => {
    const [journeyId, customerId] = [await addJourney(), await addCustomer('Ada')];
    await addEvent(customerId);
    const into = (id: string, body: object) => owner.post(`/api/journeys/${id}/enrollments`).send(body);
    const { body } = await into(journeyId, { customerId }).expect(201);
    const refused = (await into(journeyId, { customerId }).expect(409)).body;
    expect(refused).toMatchObject({
      code: 'not_entered',
      detail: 'The journey has already run for this one.',
      action: { href: `/people/${body.enrollment.id}` },
    });
    const nobody = '00000000-0000-4000-8000-000000000000';
    await into(journeyId, { customerId: nobody }).expect(404);
    await into(nobody, { customerId }).expect(404);
    const draft = await inside((tenant) => createJourney(tenant, { name: 'Draft' }, at));
    expect((await into(draft, { customerId }).expect(409)).body.code).toBe('not_possible_now');
  });
});

describe('an event that came too late', () => {
  const asked = async () => {
    const [journeyId, customerId] = [await addJourney({ late: 'ask' }), await addCustomer('Late')];
    const eventId = await addEvent(customerId, new Date(Date.now() - 3 * 86_400_000));
    const decision = { eventId, journeyId, reason: 'too_late', detail: { hours: 24 }, enrollmentId: null, asked: true };
    await inside((tenant) => recordDecision(tenant, decision, new Date()));
    const { body } = await owner.get('/api/decisions').query({ outcome: 'asked', limit: 1 }).expect(200);
    expect(body.items).toMatchObject([{ event: { id: eventId }, customer: { id: customerId }, answeredAt: null }]);
    return { journeyId, customerId, eventId, id: body.items[0].id as string };
  };
  const answer = (id: string, word: string) => owner.post(`/api/decisions/${id}/answers`).send({ answer: word });

  it('starts the journey when the owner says so, once', async () => {
    const { id, eventId } = await asked();
    const both = await Promise.all([answer(id, 'enroll'), answer(id, 'enroll')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const rows = await inside((tenant) => tenant.db.enrollment.findMany({ where: { eventId } }));
    expect(rows).toMatchObject([{ origin: 'event' }]);
    const { body } = await owner.get('/api/decisions').query({ outcome: 'enrolled', limit: 1 }).expect(200);
    expect(body.items[0]).toMatchObject({ id, enrollmentId: rows[0]?.id, answeredAt: expect.any(String) });
  });

  it('does not, when the owner says no, or when something else is in the way by now', async () => {
    const no = await asked();
    expect((await answer(no.id, 'skip').expect(200)).body.reason.code).toBe('declined_by_owner');
    await answer(no.id, 'enroll').expect(409);
    const late = await asked();
    await inside((tenant) => tenant.db.customer.update({ where: { id: late.customerId }, data: { deletedAt: at } }));
    expect((await answer(late.id, 'enroll').expect(200)).body).toMatchObject({
      outcome: 'skipped',
      reason: { code: 'customer_gone' },
    });
    const closed = await asked();
    await inside((tenant) => tenant.db.journey.updateMany({ data: { status: 'archived' } }));
    await answer(closed.id, 'enroll').expect(409);
  });
});

describe('past customers', () => {
  it('are rehearsed, let in, counted and stopped', async () => {
    const filter: Definition['filter'] = { field: 'customer.is_company', is: 'is', value: false };
    const journeyId = await addJourney({ filter });
    const file = [
      'Email',
      'p1@example.com',
      'p2@example.com',
      '+12025550177',
      'nobody@example.com',
      'both@example.com',
    ];
    await addCustomer('P1', { emailKeys: ['p1@example.com', 'both@example.com'] });
    await addCustomer('P2', { emailKeys: ['p2@example.com', 'both@example.com'], isCompany: true });
    await addCustomer('P3', { phoneKeys: ['+12025550177'] });
    const choice = { file: file.join('\n'), perDay: 1 };
    const rehearsed = (await owner.post(`/api/journeys/${journeyId}/bulk-rehearsals`).send(choice).expect(200)).body;
    expect(rehearsed).toMatchObject({
      ...{ total: 3, examined: 3, enter: 2, days: 2, unreadCount: 2 },
      leftOut: [{ reason: { code: 'filtered' }, count: 1 }],
      unread: [
        { line: 5, reason: { code: 'nobody_found' } },
        { line: 6, reason: { code: 'several_found' } },
      ],
    });
    expect(await inside((tenant) => tenant.db.bulkEnrollment.count())).toBe(0);
    const made = (await owner.post(`/api/journeys/${journeyId}/bulk-enrollments`).send(choice).expect(201)).body;
    expect(made).toMatchObject({ status: 'running', total: 3, open: 3, entered: 0, source: { file: { rows: 3 } } });
    await owner.post(`/api/journeys/${journeyId}/bulk-enrollments`).send(choice).expect(409);
    const { body } = await owner.get(`/api/bulk-enrollments/${made.id}/customers`).query({ limit: 2 }).expect(200);
    const rest = { limit: 2, cursor: body.nextCursor };
    const more = (await owner.get(`/api/bulk-enrollments/${made.id}/customers`).query(rest).expect(200)).body;
    const names = [...body.items, ...more.items].map(({ customer }: { customer: { name: string } }) => customer.name);
    expect([names.sort(), more.nextCursor]).toEqual([['P1', 'P2', 'P3'], null]);
    expect((await owner.post(`/api/bulk-enrollments/${made.id}/stops`).send({}).expect(200)).body.status).toBe(
      'stopped',
    );
    await owner.post(`/api/bulk-enrollments/${made.id}/stops`).send({}).expect(409);
    const listed = (await owner.get(`/api/journeys/${journeyId}/bulk-enrollments`).expect(200)).body.items;
    expect(listed).toMatchObject([{ id: made.id, nextAt: null }]);
  });

  it('are chosen by a condition of any depth that fits, and a deeper one is a problem', async () => {
    const journeyId = await addJourney();
    let condition: object = { field: 'customer.name', is: 'known' };
    for (let depth = 0; depth < 1_000; depth++) condition = { not: condition };
    const path = `/api/journeys/${journeyId}/bulk-rehearsals`;
    expect((await owner.post(path).send({ condition }).expect(400)).body.errors[0].message).toContain('deep');
    expect((await owner.post(path).send({ withinDays: 1 }).expect(200)).body).toMatchObject({ days: null });
  });
});

describe('why a customer did or did not get something', () => {
  it('is every decision with its values, every step, and what never happened', async () => {
    const filter: Definition['filter'] = { field: 'customer.is_company', is: 'is', value: true };
    const [filtered, byHand, silent] = [
      await addJourney({ filter }, 'For firms'),
      await addJourney({}, 'Thanks'),
      await addJourney({ trigger: { provider: 'jobber', type: 'quote_approved' } }, 'Quotes'),
    ];
    const customerId = await addCustomer('Ada');
    const eventId = await addEvent(customerId);
    const values = { 'customer.is_company': false, 'customer.first_name': null };
    const refused = { eventId, journeyId: filtered, reason: 'filtered', detail: { values }, enrollmentId: null };
    await inside((tenant) => recordDecision(tenant, refused, new Date()));
    await owner.post(`/api/journeys/${byHand}/enrollments`).send({ customerId }).expect(201);
    const told = await whyOf(customerId);
    const event = told.entries.find(({ kind }: { kind: string }) => kind === 'event');
    expect(event).toMatchObject({
      ...{ id: eventId, title: 'A job is completed', where: 'Jobber' },
      decisions: [
        {
          ...{ outcome: 'skipped', reason: { code: 'filtered' }, journey: { name: 'For firms' }, way: null },
          values: [
            { label: 'First name', value: null },
            { label: 'customer is company', value: 'no' },
          ],
        },
      ],
    });
    const hand = told.entries.find(({ kind }: { kind: string }) => kind === 'hand');
    expect(hand.decisions).toMatchObject([
      { outcome: 'enrolled', journey: { id: byHand }, way: { status: 'new', steps: [{ code: 'enrolled' }] } },
    ]);
    expect(told.silent).toEqual([
      {
        journey: { id: silent, name: 'Quotes' },
        words: 'This has not happened to the customer, as far as is known: “A quote is approved”.',
      },
    ]);
    const only = (await owner.get(`/api/customers/${customerId}/why`).query({ journeyId: filtered }).expect(200)).body;
    expect(only.entries.map(({ kind }: { kind: string }) => kind)).toEqual(['event']);
    await owner.get('/api/customers/00000000-0000-4000-8000-000000000000/why').expect(404);
  });
});
