import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Condition } from '../journeys/conditions.ts';
import type { Definition, Step } from '../journeys/definition.ts';
import { createBulk, type NewBulk, stopBulk } from '../records/bulk-enrollments.ts';
import { openJourney } from '../records/enter-by-hand.ts';
import { archiveJourney, pauseJourney, resumeJourney } from '../records/journeys.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { enrollBatch } from './bulk.ts';
import { decideEvent } from './decide-event.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TestBusiness;
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await stage.addBusiness();
});
afterEach(() => stage.close());

const steps: Step[] = [{ id: 'mail', kind: 'send_email', subject: 'Hello', body: 'Come again' }];
const daysAgo = (days: number) => new Date(stage.now.getTime() - days * 86_400_000);

/** Customers with a job of so many days ago; null: without one. */
async function past(days: (number | null)[]): Promise<string[]> {
  const ids: string[] = [];
  for (const ago of days) {
    const customerId = await shop.addCustomer();
    if (ago !== null) await shop.addEvent(customerId, { occurredAt: daysAgo(ago), origin: 'history' });
    ids.push(customerId);
  }
  return ids;
}
async function start(more: Partial<NewBulk> = {}, definition: Partial<Definition> = {}) {
  const journeyId = await shop.addJourney(steps, definition);
  const bulk = { condition: null, withinDays: 365, customerIds: null, perDay: 3, spreadHours: 0, by: null, ...more };
  const bulkId = await shop.inside(async (tenant) => {
    const journey = await openJourney(tenant, journeyId);
    return journey && createBulk(tenant, journey, bulk, stage.now);
  });
  if (!bulkId) throw new Error('no bulk');
  return { journeyId, bulkId };
}
const batch = (bulkId: string) => enrollBatch(stage.deps, { organizationId: shop.id, bulkId });
const rows = (bulkId: string) =>
  shop.inside((tenant) => tenant.db.bulkCustomer.findMany({ where: { bulkId }, orderBy: { position: 'asc' } }));
const statusOf = async (id: string) =>
  (await shop.inside((tenant) => tenant.db.bulkEnrollment.findFirstOrThrow({ where: { id } }))).status;
/** As its workflow: until it has to wait or is over. */
async function run(bulkId: string) {
  for (let count = 0; ; count++) {
    if (count > 20) throw new Error('It does not come to a wait');
    const told = await batch(bulkId);
    await startAll(told.enrollmentIds);
    if (told.nextAt === null || new Date(told.nextAt) > stage.now) return told;
  }
}
const startAll = (ids: string[]) =>
  shop.inside((tenant) => tenant.db.enrollment.updateMany({ where: { id: { in: ids } }, data: { status: 'active' } }));

describe('a bulk of past customers', () => {
  it('takes those to whom it happened within the days, the newest first, one record of each person', async () => {
    const [old, recent, twin, none] = await past([100, 10, 20, null]);
    await past([400]);
    await shop.inside((tenant) =>
      tenant.db.customer.updateMany({ where: { id: { in: [old ?? '', twin ?? ''] } }, data: { personId: old ?? '' } }),
    );
    const { bulkId } = await start();
    expect((await rows(bulkId)).map(({ customerId }) => customerId)).toEqual([recent, twin]);
    const everybody = await start({ withinDays: null });
    expect((await rows(everybody.bulkId)).map(({ customerId }) => customerId)).toContain(none);
    const listed = await start({ withinDays: null, customerIds: [none ?? ''] });
    expect((await rows(listed.bulkId)).map(({ customerId }) => customerId)).toEqual([none]);
  });

  it('lets in so many a day, and is over when nobody is left', async () => {
    await past([1, 2, 3, 4, 5]);
    const { bulkId } = await start();
    const told = await run(bulkId);
    expect(told.nextAt).toBe('2026-11-25T14:00:00.000Z');
    expect((await rows(bulkId)).filter(({ outcome }) => outcome)).toHaveLength(3);
    expect(await batch(bulkId)).toMatchObject({ decided: 0, nextAt: told.nextAt });
    stage.now = new Date(told.nextAt ?? '');
    expect((await run(bulkId)).nextAt).toBeNull();
    expect(await statusOf(bulkId)).toBe('completed');
    expect(await shop.inside((tenant) => tenant.db.enrollment.count({ where: { bulkId, origin: 'bulk' } }))).toBe(5);
  });

  it('leaves out whom the guards or its own condition do, with the values, without losing a place of the day', async () => {
    const condition: Condition = { field: 'customer.name', is: 'is_not', value: 'Bob' };
    const bob = await shop.addCustomer({ name: 'Bob' });
    await shop.addEvent(bob, { occurredAt: daysAgo(1) });
    const [gone, again] = await past([2, 3, 4, 5, 6]);
    const { bulkId, journeyId } = await start({ condition });
    const eventId = await shop.addEvent(again ?? '', { occurredAt: stage.now });
    await shop.inside((tenant) =>
      tenant.db.customer.update({ where: { id: gone ?? '' }, data: { deletedAt: stage.now } }),
    );
    await decideEvent(stage.deps, { organizationId: shop.id, eventId });
    await run(bulkId);
    const all = await rows(bulkId);
    expect(all.map(({ outcome }) => outcome)).toEqual([
      ...['filtered', 'customer_gone', 'already_for_this'],
      ...['enrolled', 'enrolled', 'enrolled'],
    ]);
    expect(all[0]?.detail).toEqual({ values: { 'customer.name': 'Bob' } });
    expect(await shop.inside((tenant) => tenant.db.enrollment.count({ where: { journeyId } }))).toBe(4);
  });

  it('goes on after a crash where it stopped: nobody is lost and nobody enters twice', async () => {
    await past([1, 2, 3]);
    const { bulkId } = await start();
    const first = await batch(bulkId);
    expect(first.enrollmentIds).toHaveLength(3);
    // The answer was lost, and nobody was started.
    const again = await batch(bulkId);
    expect(again.enrollmentIds.sort()).toEqual(first.enrollmentIds.sort());
    await Promise.all(Array.from({ length: 4 }, () => batch(bulkId)));
    expect(await shop.inside((tenant) => tenant.db.enrollment.count({ where: { bulkId } }))).toBe(3);
  });

  it('enters each once while the same happens by an event', async () => {
    const ids = await past(Array.from({ length: 12 }, () => 1));
    const { bulkId, journeyId } = await start({ perDay: 100 }, { reentry: { rule: 'once_per_customer' } });
    const decide = async (customerId: string) => {
      const eventId = await shop.addEvent(customerId);
      return decideEvent(stage.deps, { organizationId: shop.id, eventId });
    };
    await Promise.all([run(bulkId), ...ids.map(decide)]);
    const entered = await shop.inside((tenant) => tenant.db.enrollment.findMany({ where: { journeyId } }));
    expect(entered.map(({ customerId }) => customerId).sort()).toEqual([...ids].sort());
  });

  it('lets nobody in after it was stopped, while its journey is paused, and after it is archived', async () => {
    await past([1, 2]);
    const { bulkId, journeyId } = await start();
    await shop.inside((tenant) => pauseJourney(tenant, journeyId, stage.now));
    expect(await batch(bulkId)).toMatchObject({ decided: 0, nextAt: '2026-11-24T17:15:00.000Z' });
    await shop.inside((tenant) => resumeJourney(tenant, journeyId, stage.now));
    expect(await shop.inside((tenant) => stopBulk(tenant, bulkId, stage.now))).toBe(true);
    expect(await shop.inside((tenant) => stopBulk(tenant, bulkId, stage.now))).toBe(false);
    expect(await batch(bulkId)).toEqual({ enrollmentIds: [], nextAt: null, decided: 0 });
    const other = await start();
    await shop.inside((tenant) => archiveJourney(tenant, other.journeyId, stage.now));
    expect(await batch(other.bulkId)).toMatchObject({ nextAt: null });
    expect(await statusOf(other.bulkId)).toBe('stopped');
  });

  it('runs once for a journey at a time, and is not seen by another business', async () => {
    await past([1]);
    const { bulkId, journeyId } = await start();
    const again = await shop.inside(async (tenant) => {
      const journey = await openJourney(tenant, journeyId);
      const bulk = { condition: null, withinDays: 365, customerIds: null, perDay: 3, spreadHours: 0, by: null };
      return journey && createBulk(tenant, journey, bulk, stage.now);
    });
    expect(again).toBeNull();
    const other = await stage.addBusiness();
    expect(await enrollBatch(stage.deps, { organizationId: other.id, bulkId })).toMatchObject({
      decided: 0,
      nextAt: null,
    });
    expect((await rows(bulkId)).map(({ outcome }) => outcome)).toEqual([null]);
  });
});
