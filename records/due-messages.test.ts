import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Step } from '../journeys/definition.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { type DueChoice, readDue } from './due-messages.ts';
import { pauseJourney, resumeJourney } from './journeys.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TestBusiness;
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  // A week without a holiday, at any hour.
  stage.now = new Date('2026-11-30T17:00:00Z');
  shop = await stage.addBusiness({ window: { email: { everyDay: [0, 24], sunday: [0, 24] } } });
});
afterEach(() => stage.close());

const hour = 60 * 60_000;
const later = (hours: number) => {
  stage.now = new Date(stage.now.getTime() + hours * hour);
};
const steps: Step[] = [
  { id: 'rest', kind: 'wait', amount: 1, unit: 'days' },
  { id: 'mail', kind: 'send_email', subject: 'Thanks', body: 'Thank you', usefulForHours: 72 },
  { id: 'wait', kind: 'wait', amount: 2, unit: 'days' },
  { id: 'later', kind: 'send_email', subject: 'Later', body: 'Still thankful' },
];

type People = { journeyId: string; ids: string[] };

/** So many people in one journey, one an hour, paused since the first stands at its wait; now it is two days later. */
async function paused(count: number): Promise<People> {
  const people: People = { journeyId: await shop.addJourney(steps, { reentry: { rule: 'every_time' } }), ids: [] };
  const { journeyId } = people;
  const { versionId } = await shop.inside((tenant) => tenant.db.journey.findFirstOrThrow({ where: { id: journeyId } }));
  for (let index = 0; index < count; index++) {
    const customerId = await shop.addCustomer({ email: `person${index}@example.com` });
    const eventId = await shop.addEvent(customerId);
    const row = await shop.inside((tenant) =>
      tenant.db.enrollment.create({
        data: {
          ...{ organizationId: shop.id, journeyId, versionId: versionId ?? '', customerId, eventId },
          ...{ status: 'new', enrolledAt: stage.now, lastStepAt: stage.now },
        },
      }),
    );
    people.ids.push(row.id);
    await stage.run(shop, row.id);
    later(1);
  }
  await shop.inside((tenant) => pauseJourney(tenant, journeyId, stage.now));
  later(48);
  for (const id of people.ids) await stage.run(shop, id);
  return people;
}

const due = ({ journeyId }: People) => shop.inside((tenant) => readDue(tenant, journeyId, stage.now));
const resume = ({ journeyId }: People, choice: DueChoice) =>
  shop.inside((tenant) => resumeJourney(tenant, journeyId, stage.now, choice));
const runAll = async ({ ids }: People) => {
  for (const id of ids) await stage.run(shop, id);
};
const subjects = async () => (await stage.emails()).map(({ subject }) => subject);

describe('what came due during a pause', () => {
  it('is told message by message, with what helps no more', async () => {
    const people = await paused(3);
    const told = { stepId: 'mail', channel: 'email', words: 'the email “Thanks”' };
    expect(await due(people)).toEqual([{ ...told, due: 3, useless: 0 }]);
    // 72 hours after it was due for the first, not yet for the others.
    later(45.5);
    expect(await due(people)).toEqual([{ ...told, due: 2, useless: 1 }]);
    later(240);
    expect(await due(people)).toEqual([{ ...told, due: 0, useless: 3 }]);
  });

  it('goes out at once when it is to, but not what helps no more', async () => {
    const people = await paused(3);
    later(45.5);
    expect(await resume(people, { due: 'send' })).toBe(true);
    await runAll(people);
    expect(await subjects()).toEqual(['Thanks', 'Thanks']);
  });

  it('is left out when it is to, and everybody goes on behind it', async () => {
    const people = await paused(3);
    await resume(people, { due: 'skip', by: null });
    await runAll(people);
    expect(await subjects()).toEqual([]);
    const lines = await shop.inside((tenant) =>
      tenant.db.enrollmentStep.findMany({ where: { enrollmentId: { in: people.ids }, code: 'message_skipped' } }),
    );
    expect(lines.map(({ reason }) => reason)).toEqual(Array(3).fill('skipped_by_owner'));
    later(72);
    await runAll(people);
    expect(await subjects()).toEqual(['Later', 'Later', 'Later']);
  });

  it('goes out bit by bit when it is to, what helps for the shortest time first', async () => {
    const people = await paused(4);
    await resume(people, { due: 'spread', overHours: 8 });
    await runAll(people);
    const rows = await shop.inside((tenant) =>
      tenant.db.enrollment.findMany({ where: { id: { in: people.ids } }, orderBy: { due: 'asc' } }),
    );
    const [first, ...others] = people.ids;
    const waits = rows.filter(({ stepId }) => stepId === 'mail');
    expect(waits.map(({ id }) => id)).toEqual(others);
    expect(waits.map((row) => ((row.due?.getTime() ?? 0) - stage.now.getTime()) / hour)).toEqual([2, 4, 6]);
    expect(rows.find(({ id }) => id === first)?.stepId).toBe('wait');
    for (let hours = 0; hours < 8; hours++) {
      later(1);
      await runAll(people);
    }
    expect(await subjects()).toEqual(Array(4).fill('Thanks'));
  });

  it('is not spread beyond the time for which it helps', async () => {
    const people = await paused(4);
    later(20);
    await resume(people, { due: 'spread', overHours: 336 });
    const records = await shop.inside((tenant) => tenant.db.enrollmentRecord.findMany({ where: { kind: 'moved' } }));
    for (const { until } of records) expect(until?.getTime()).toBeLessThan(stage.now.getTime() + 72 * hour);
    expect(records).toHaveLength(4);
  });

  it('takes the newest word when it was paused again before anybody looked', async () => {
    const people = await paused(2);
    await resume(people, { due: 'spread', overHours: 8 });
    await shop.inside((tenant) => pauseJourney(tenant, people.journeyId, stage.now));
    await resume(people, { due: 'skip' });
    await runAll(people);
    expect(await subjects()).toEqual([]);
    expect(await shop.inside((tenant) => tenant.db.enrollmentRecord.count({ where: { kind: 'moved' } }))).toBe(0);
  });
});
