import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { decideEvent } from '../activities/decide-event.ts';
import type { Step } from '../journeys/definition.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { listEnrollments } from './enrollment-list.ts';
import { countSteps, steppings } from './step-counts.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TestBusiness;
let journeyId: string;
const steps: Step[] = [
  { id: 'mail', kind: 'send_email', subject: 'Done', body: 'Thank you' },
  { id: 'rest', kind: 'wait', amount: 1, unit: 'days' },
  { id: 'last', kind: 'send_email', subject: 'Again', body: 'Thank you' },
];

beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await stage.addBusiness();
  // Of reminders one address may get several a day.
  journeyId = await shop.addJourney(steps, { purpose: 'visit_reminder' });
});
afterEach(() => stage.close());

async function enters(person?: Parameters<TestBusiness['addCustomer']>[0]): Promise<void> {
  const eventId = await shop.addEvent(await shop.addCustomer(person), { trigger: 'job_completed' });
  const { enrollmentIds } = await decideEvent(stage.deps, { organizationId: shop.id, eventId });
  for (const id of enrollmentIds) await stage.run(shop, id);
}

const counted = (since: Date | null = null) => shop.inside((tenant) => countSteps(tenant, journeyId, since));

describe('the numbers of a step', () => {
  it('count each person once, by what it came to for them', async () => {
    await enters();
    await enters();
    await enters({ email: null });
    expect(await counted()).toEqual([
      { stepId: 'mail', waiting: 0, sent: 2, skipped: 1, failed: 0 },
      { stepId: 'rest', waiting: 3, sent: 0, skipped: 0, failed: 0 },
    ]);
  });

  it('open lists that hold just as many people', async () => {
    await enters();
    await enters({ email: null });
    const rows = await counted();
    for (const row of rows)
      for (const came of steppings) {
        const seen = { step: row.stepId, came, since: null };
        const people = await shop.inside((tenant) =>
          listEnrollments(tenant, { journeyId, seen, before: null, limit: 50 }),
        );
        expect([row.stepId, came, people.length]).toEqual([row.stepId, came, row[came]]);
      }
  });

  it('leave out what was written before the days that are asked for', async () => {
    await enters();
    const later = new Date(stage.now.getTime() + 60_000);
    const mail = { stepId: 'mail', waiting: 0, sent: 1, skipped: 0, failed: 0 };
    expect(await counted(new Date(stage.now.getTime() - 60_000))).toContainEqual(mail);
    expect(await counted(later)).toEqual([{ stepId: 'rest', waiting: 1, sent: 0, skipped: 0, failed: 0 }]);
  });

  it('are of the own organization', async () => {
    await enters();
    const other = await stage.addBusiness();
    expect(await other.inside((tenant) => countSteps(tenant, journeyId, null))).toEqual([]);
  });
});
