import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Definition, Step } from '../journeys/definition.ts';
import { archiveJourney, pauseJourney } from '../records/journeys.ts';
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

const steps: Step[] = [{ id: 'mail', kind: 'send_email', subject: 'Done', body: 'Thank you' }];
const decide = async (eventId: string) =>
  (await decideEvent(stage.deps, { organizationId: shop.id, eventId })).enrollmentIds;
const reasons = (eventId: string) =>
  shop.inside(async (tenant) =>
    (await tenant.db.decision.findMany({ where: { eventId } })).map(({ reason }) => reason),
  );
const decisions = (eventId: string) => shop.inside((tenant) => tenant.db.decision.findMany({ where: { eventId } }));
const hoursAgo = (hours: number) => new Date(stage.now.getTime() - hours * 3_600_000);

describe('deciding an event', () => {
  it('enrolls once, however many decide at the same time', async () => {
    await shop.addJourney(steps);
    const eventId = await shop.addEvent(await shop.addCustomer());
    const all = await Promise.all(Array.from({ length: 50 }, () => decide(eventId)));
    expect(new Set(all.map((ids) => ids.join())).size).toBe(1);
    expect(await shop.inside((tenant) => tenant.db.enrollment.count())).toBe(1);
    expect(await reasons(eventId)).toEqual(['enrolled']);
  });

  it('lets one of two events of the same job in when it is once per job', async () => {
    await shop.addJourney(steps, { reentry: { rule: 'once_per_entity' } });
    const customerId = await shop.addCustomer();
    const events = await Promise.all([1, 2].map(() => shop.addEvent(customerId, { entityId: 'job-1' })));
    const decided = await Promise.all(events.map(decide));
    expect(decided.map((ids) => ids.length).sort()).toEqual([0, 1]);
    expect((await Promise.all(events.map(reasons))).flat().sort()).toEqual(['already_for_this', 'enrolled']);
    expect(await decide(await shop.addEvent(customerId, { entityId: 'job-2' }))).toHaveLength(1);
  });

  it('asks every journey that listens, each by its own rule', async () => {
    await shop.addJourney(steps, { reentry: { rule: 'once_per_customer' } });
    await shop.addJourney(steps, { reentry: { rule: 'every_time' } });
    const customerId = await shop.addCustomer();
    expect(await decide(await shop.addEvent(customerId))).toHaveLength(2);
    const second = await shop.addEvent(customerId);
    expect(await decide(second)).toHaveLength(1);
    expect((await reasons(second)).sort()).toEqual(['already_once', 'enrolled']);
  });

  it.each<[string, Partial<Definition>, number, string]>([
    ['refuses what is older than a day', {}, 25, 'too_late'],
    ['takes what is younger', {}, 23, 'enrolled'],
    ['gives reminders three days', { purpose: 'invoice_reminder' }, 71, 'enrolled'],
    ["follows the journey's own limit", { latenessHours: 2 }, 3, 'too_late'],
  ])('%s', async (_title, more, hours, reason) => {
    await shop.addJourney(steps, more);
    const eventId = await shop.addEvent(await shop.addCustomer(), { occurredAt: hoursAgo(hours) });
    await decide(eventId);
    expect(await reasons(eventId)).toEqual([reason]);
  });

  it('leaves out whom the filter does, by what is known now, and keeps the values that made it', async () => {
    const filter: Definition['filter'] = {
      all: [
        { field: 'job.title', is: 'contains', value: 'hedge' },
        { field: 'customer.city', is: 'is', value: 'Reno' },
        { field: 'customer.is_first_job', is: 'is', value: true },
      ],
    };
    await shop.addJourney(steps, { filter, reentry: { rule: 'every_time' } });
    const customerId = await shop.addCustomer();
    const first = await shop.addEvent(customerId);
    expect(await decide(first)).toEqual([]);
    await shop.inside((tenant) =>
      tenant.db.customer.update({ where: { id: customerId }, data: { address: { city: 'Reno' } } }),
    );
    const entered = await shop.addEvent(customerId);
    expect(await decide(entered)).toHaveLength(1);
    const values = { 'job.title': 'Lawn & hedge', 'customer.is_first_job': true };
    expect(await decisions(first)).toMatchObject([
      { outcome: 'skipped', reason: 'filtered', detail: { values: { ...values, 'customer.city': null } } },
    ]);
    expect(await decisions(entered)).toMatchObject([
      { outcome: 'enrolled', detail: { values: { ...values, 'customer.city': 'Reno' } } },
    ]);
  });

  it('lets one person into one journey of a group at a time, whichever comes first', async () => {
    const group = { exclusive: 'after the job', reentry: { rule: 'every_time' as const } };
    await shop.addJourney(steps, group);
    await shop.addJourney(steps, { ...group, trigger: { provider: 'acme', type: 'invoice_paid' } });
    const people = await Promise.all(Array.from({ length: 6 }, () => shop.addCustomer()));
    const enter = async (customerId: string) => {
      const events = [await shop.addEvent(customerId), await shop.addEvent(customerId, { trigger: 'invoice_paid' })];
      const decided = await Promise.all(events.map(decide));
      const all = (await Promise.all(events.map(decisions))).flat();
      const refused = all.find(({ reason }) => reason === 'in_another_journey');
      return [decided.flat(), refused?.detail] as const;
    };
    for (const [entered, detail] of await Promise.all(people.map(enter))) {
      expect(entered).toHaveLength(1);
      expect(detail).toMatchObject({ group: group.exclusive, enrollmentId: entered[0] });
    }
    await shop.inside((tenant) => tenant.db.enrollment.updateMany({ data: { status: 'completed' } }));
    expect(await decide(await shop.addEvent(people[0] ?? '', { trigger: 'invoice_paid' }))).toHaveLength(1);
  });

  it('asks the owner about what is too late, once for a paper, when the journey says so', async () => {
    await shop.addJourney(steps, { late: 'ask' });
    const eventId = await shop.addEvent(await shop.addCustomer(), { occurredAt: hoursAgo(30) });
    expect([await decide(eventId), await decide(eventId)]).toEqual([[], []]);
    expect(await decisions(eventId)).toMatchObject([
      { outcome: 'asked', reason: 'too_late', detail: { hours: 24 }, answeredAt: null },
    ]);
  });

  it('says why before any journey is asked', async () => {
    const nobody = await shop.addEvent(await shop.addCustomer());
    await decide(nobody);
    await shop.addJourney(steps);
    const [history, without] = [
      await shop.addEvent(await shop.addCustomer(), { origin: 'history' }),
      await shop.addEvent(null),
    ];
    expect([await decide(history), await decide(without)]).toEqual([[], []]);
    expect([await reasons(nobody), await reasons(history), await reasons(without)]).toEqual([
      ['no_journey'],
      ['before_connection'],
      ['no_customer'],
    ]);
  });

  it('enrolls in a paused journey, and not in an archived one', async () => {
    const journeyId = await shop.addJourney(steps);
    await shop.inside((tenant) => pauseJourney(tenant, journeyId, stage.now));
    expect(await decide(await shop.addEvent(await shop.addCustomer()))).toHaveLength(1);
    await shop.inside((tenant) => archiveJourney(tenant, journeyId, stage.now));
    expect(await decide(await shop.addEvent(await shop.addCustomer()))).toEqual([]);
  });

  it('does not see the event of another organization', async () => {
    await shop.addJourney(steps);
    const eventId = await shop.addEvent(await shop.addCustomer());
    const other = await stage.addBusiness();
    expect(await decideEvent(stage.deps, { organizationId: other.id, eventId })).toEqual({
      enrollmentIds: [],
      nudge: [],
    });
  });
});
