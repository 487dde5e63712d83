import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Definition, Exit, Step } from '../journeys/definition.ts';
import { enterByHand, openJourney } from '../records/enter-by-hand.ts';
import { archiveJourney } from '../records/journeys.ts';
import { recordForEntered, recordForLinked } from '../records/listening-enrollments.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { decideEvent } from './decide-event.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TestBusiness;
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await stage.addBusiness();
});
afterEach(() => stage.close());

const steps: Step[] = [
  { id: 'rest', kind: 'wait', amount: 1, unit: 'days' },
  { id: 'mail', kind: 'send_email', subject: 'Done', body: '{{ job.title }} is done.' },
];
const by = '00000000-0000-4000-8000-000000000001';
const daysAgo = (days: number) => new Date(stage.now.getTime() - days * 86_400_000);
const journey = (more: Partial<Definition> = {}) => shop.addJourney(steps, more);

/** As the API does it: two transactions. */
async function enter(journeyId: string, customerId: string) {
  const [one] = await shop.inside(async (tenant) => {
    const open = await openJourney(tenant, journeyId);
    return open ? enterByHand(tenant, open, { customerIds: [customerId], by, bulkId: null }, stage.now) : [];
  });
  if (one?.entered) await shop.inside((tenant) => recordForEntered(tenant, [one.enrollmentId], stage.now));
  return one;
}
const rowOf = (customerId: string) =>
  shop.inside((tenant) => tenant.db.enrollment.findFirst({ where: { customerId } }));
const finish = async (enrollmentId: string) => {
  await stage.run(shop, enrollmentId);
  return (await shop.inside((tenant) => tenant.db.enrollment.findFirstOrThrow({ where: { id: enrollmentId } })))
    .finishReason;
};
const enrolled = async (journeyId: string, customerId: string): Promise<string> => {
  const one = await enter(journeyId, customerId);
  if (!one?.entered) throw new Error(one?.reason);
  return one.enrollmentId;
};

describe('somebody who is enrolled by hand', () => {
  it('speaks of the newest event of the trigger, before connecting too, and nothing is too late', async () => {
    const journeyId = await journey();
    const customerId = await shop.addCustomer();
    await shop.addEvent(customerId, { occurredAt: daysAgo(90), origin: 'history' });
    const newest = await shop.addEvent(customerId, { occurredAt: daysAgo(40), origin: 'history' });
    await shop.addEvent(customerId, { trigger: 'visit_completed' });
    const id = await enrolled(journeyId, customerId);
    expect(await rowOf(customerId)).toMatchObject({
      ...{ id, origin: 'hand', enrolledBy: by, eventId: null, aboutEventId: newest, status: 'new' },
    });
    await stage.run(shop, id);
    stage.now = new Date(stage.now.getTime() + 86_400_000);
    await stage.run(shop, id);
    expect(await stage.emails()).toMatchObject([{ text: expect.stringContaining('Lawn & hedge is done.') }]);
  });

  it('passes the same guards: filter, re-entry, group, and being gone', async () => {
    const filter: Definition['filter'] = { field: 'customer.city', is: 'is', value: 'Reno' };
    const customerId = await shop.addCustomer();
    await shop.addEvent(customerId);
    expect(await enter(await journey({ filter }), customerId)).toMatchObject({ entered: false, reason: 'filtered' });
    const once = await journey({ exclusive: 'offers' });
    await enrolled(once, customerId);
    expect(await enter(once, customerId)).toMatchObject({ reason: 'already_for_this' });
    expect(await enter(await journey({ exclusive: 'offers' }), customerId)).toMatchObject({
      reason: 'in_another_journey',
    });
    await shop.inside((tenant) => tenant.db.customer.updateMany({ data: { deletedAt: stage.now } }));
    expect(await enter(await journey(), customerId)).toMatchObject({ reason: 'customer_gone' });
  });

  it('enters once, whatever is pressed at the same time, and the event of it enters no more', async () => {
    const journeyId = await journey();
    const customerId = await shop.addCustomer();
    const eventId = await shop.addEvent(customerId);
    const all = await Promise.all(Array.from({ length: 6 }, () => enter(journeyId, customerId)));
    expect(all.filter((one) => one?.entered)).toHaveLength(1);
    expect((await decideEvent(stage.deps, { organizationId: shop.id, eventId })).enrollmentIds).toEqual([]);
    const decision = await shop.inside((tenant) => tenant.db.decision.findFirst({ where: { eventId } }));
    expect(decision).toMatchObject({ reason: 'already_for_this', detail: { enrollmentId: expect.any(String) } });
  });

  it('enters no journey that is archived, or of another business', async () => {
    const journeyId = await journey();
    const customerId = await shop.addCustomer();
    const other = await stage.addBusiness();
    expect(await enter(await other.addJourney(steps), customerId)).toBeUndefined();
    expect(await enter(journeyId, await other.addCustomer())).toBeUndefined();
    await shop.inside((tenant) => archiveJourney(tenant, journeyId, stage.now));
    expect(await enter(journeyId, customerId)).toBeUndefined();
  });
});

describe('what ends an enrollment by hand', () => {
  const ownPaid: Exit = { on: 'invoice_paid', goal: true, about: 'entity' };
  const anyPaid: Exit = { on: 'invoice_paid', goal: true, about: 'customer' };
  const invoice = { entityKind: 'invoice', entityId: 'inv-1' };
  const reminder = (exits: Exit[]) => journey({ trigger: { provider: 'acme', type: 'invoice_sent' }, exits });
  const sent = (customerId: string) =>
    shop.addEvent(customerId, { ...invoice, trigger: 'invoice_sent', occurredAt: daysAgo(9), origin: 'history' });

  it('is what happened to its own paper since, even before connecting', async () => {
    const customerId = await shop.addCustomer();
    await sent(customerId);
    const paid = { ...invoice, trigger: 'invoice_paid', occurredAt: daysAgo(5), origin: 'history' };
    await shop.addEvent(null, paid);
    expect(await finish(await enrolled(await reminder([ownPaid]), customerId))).toBe('goal_reached:invoice_paid:acme');
  });

  it('is not what else happened to the person before', async () => {
    const customerId = await shop.addCustomer();
    await sent(customerId);
    const before = { trigger: 'invoice_paid', entityKind: 'invoice', occurredAt: daysAgo(5) };
    const eventId = await shop.addEvent(customerId, before);
    await decideEvent(stage.deps, { organizationId: shop.id, eventId });
    stage.now = new Date(stage.now.getTime() + 1_000);
    expect(await finish(await enrolled(await reminder([anyPaid]), customerId))).toBeNull();
  });

  it('is what happens to its own paper from now on, also by the name that the other system has for it', async () => {
    const customerId = await shop.addCustomer();
    await sent(customerId);
    const id = await enrolled(await reminder([ownPaid]), customerId);
    const books = await shop.addConnection('books');
    const entityIds = await shop.inside(async (tenant) => {
      const row = { organizationId: shop.id, kind: 'invoice', observedAt: stage.now };
      const one = await tenant.db.entity.create({
        data: { ...row, connectionId: shop.connectionId, externalId: 'inv-1' },
      });
      const data = { ...row, connectionId: books, externalId: 'b-7', paperId: one.id };
      const twin = await tenant.db.entity.create({ data });
      await tenant.db.entity.update({ where: { id: one.id }, data: { paperId: one.id } });
      return [one.id, twin.id];
    });
    const other = { provider: 'books', connectionId: books, entityKind: 'invoice', entityId: 'b-7' };
    const eventId = await shop.addEvent(null, { ...other, trigger: 'invoice_paid' });
    expect((await decideEvent(stage.deps, { organizationId: shop.id, eventId })).nudge).toEqual([id]);
    await shop.inside((tenant) => tenant.db.enrollmentRecord.deleteMany());
    await shop.inside((tenant) => recordForLinked(tenant, { entityIds }, stage.now));
    expect(await finish(id)).toBe('goal_reached:invoice_paid:books');
  });
});
