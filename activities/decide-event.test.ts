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
