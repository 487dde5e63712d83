import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Step } from '../journeys/definition.ts';
import { usefulUntil } from '../journeys/useful.ts';
import type { DueChoice } from '../records/due-messages.ts';
import { findJourney } from '../records/journey-list.ts';
import { pauseJourney, resumeJourney } from '../records/journeys.ts';
import { cases } from '../testing/depth.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TestBusiness;
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await stage.addBusiness();
});
afterEach(() => stage.close());

const inside = Math.ceil(cases('people inside a journey that is paused for a month', { sample: 12, whole: 1_000 }) / 3);
const hour = 60 * 60_000;
const day = 24 * hour;

const steps: Step[] = [
  { id: 'hello', kind: 'send_email', subject: 'Hello', body: 'It is done.' },
  { id: 'rest', kind: 'wait', amount: 5, unit: 'days' },
  { id: 'text', kind: 'send_sms', body: 'How was it?', usefulForHours: 20 * 24 },
  { id: 'pause', kind: 'wait', amount: 20, unit: 'days' },
  { id: 'later', kind: 'send_email', subject: 'Later', body: 'Still well?', usefulForHours: 20 * 24 },
  { id: 'long', kind: 'wait', amount: 10, unit: 'days' },
  { id: 'last', kind: 'send_email', subject: 'Last', body: 'Goodbye', usefulForHours: 20 * 24 },
];

/** Everybody with the instant at which their workflow would wake; null: it is over. */
type People = { journeyId: string; wakes: Map<string, Date | null> };

/** They enter one after the other over six days. */
async function enter(): Promise<People> {
  const journeyId = await shop.addJourney(steps, { purpose: 'visit_reminder', reentry: { rule: 'every_time' } });
  const people: People = { journeyId, wakes: new Map() };
  for (let index = 0; index < inside; index++) {
    const [email, phone] = [`person${index}@example.com`, `+1202556${1_000 + index}`];
    const customerId = await shop.addCustomer({ email, phone });
    const eventId = await shop.addEvent(customerId);
    const { id } = await shop.inside(async (tenant) => {
      const { versionId } = await tenant.db.journey.findFirstOrThrow({ where: { id: journeyId } });
      const own = { organizationId: shop.id, journeyId, versionId: versionId ?? '', customerId, eventId };
      return tenant.db.enrollment.create({
        data: { ...own, status: 'new', enrolledAt: stage.now, lastStepAt: stage.now },
      });
    });
    people.wakes.set(id, stage.now);
    await wake(people, id);
    await pass(people, (6 * day) / inside);
  }
  return people;
}

async function wake({ wakes }: People, id: string): Promise<void> {
  const { next, due, hold } = await stage.run(shop, id);
  // Held ones look again every few hours; here they look once in the middle, and when they are woken.
  const never = new Date(8e15);
  wakes.set(id, next === null ? null : hold ? never : new Date(due ?? stage.now));
}

/** Time goes by, from one waking to the next. */
async function pass(people: People, ms: number): Promise<void> {
  const end = stage.now.getTime() + ms;
  for (;;) {
    const [first] = [...people.wakes]
      .flatMap(([id, at]) => (at && at.getTime() <= end ? [{ id, at }] : []))
      .sort((one, other) => one.at.getTime() - other.at.getTime());
    if (!first) break;
    if (first.at > stage.now) stage.now = first.at;
    await wake(people, first.id);
  }
  stage.now = new Date(end);
}

async function wakeAll(people: People): Promise<void> {
  for (const [id, at] of people.wakes) if (at) await wake(people, id);
}

describe('a journey that was paused for a month', () => {
  it.each<DueChoice>([{ due: 'send' }, { due: 'skip' }, { due: 'spread', overHours: 72 }])(
    'loses nobody, sends nothing twice and nothing that helps no more: $due',
    async (choice) => {
      const people = await enter();
      const { journeyId } = people;
      await shop.inside((tenant) => pauseJourney(tenant, journeyId, stage.now));
      await pass(people, 15 * day);
      await wakeAll(people);
      await pass(people, 15 * day);
      const [before, resumedAt] = [(await stage.emails()).length + (await stage.texts()).length, stage.now];
      await shop.inside((tenant) => resumeJourney(tenant, journeyId, stage.now, choice));
      await wakeAll(people);
      await pass(people, 45 * day);

      const rows = await shop.inside((tenant) =>
        tenant.db.enrollment.findMany({ where: { journeyId }, include: { steps: { orderBy: { id: 'asc' } } } }),
      );
      expect(rows.map(({ status }) => status)).toEqual(Array(inside).fill('completed'));
      const messages = await shop.inside((tenant) => tenant.db.message.findMany({ where: { kind: 'journey' } }));
      const sent = messages.filter(({ sentAt }) => sentAt !== null);
      const keys = [
        ...(await stage.emails()).map(({ to, subject }) => `${to} ${subject}`),
        ...(await stage.texts()).map(({ to, body }) => `${to} ${body}`),
      ];
      expect([keys.length, new Set(keys).size]).toEqual([sent.length, sent.length]);

      const definition = (await shop.inside((tenant) => findJourney(tenant, journeyId)))?.draft;
      if (!definition) throw new Error('It is gone');
      for (const message of sent) {
        const own = rows.find(({ id }) => id === message.enrollmentId);
        const waitBefore = steps[steps.findIndex(({ id }) => id === message.stepId) - 1]?.id;
        const waited = own?.steps.find(({ stepId, code }) => stepId === waitBefore && code === 'waiting');
        const dueAt = waited?.until ?? own?.enrolledAt ?? new Date(0);
        const step = steps.find(({ id }) => id === message.stepId);
        if (!step) throw new Error('Unknown step');
        expect(message.sentAt?.getTime()).toBeLessThanOrEqual(usefulUntil(definition, step, dueAt).getTime());
      }
      const lines = rows.flatMap((row) => row.steps);
      const count = (reason: string) => lines.filter((line) => line.reason === reason).length;
      // Some had waited too long in any case; of the others each was treated as it was chosen.
      expect(count('useless')).toBeGreaterThan(0);
      expect(count('skipped_by_owner') > 0).toBe(choice.due === 'skip');
      expect(count('rescheduled_by_owner') > 0).toBe(choice.due === 'spread');
      const sentAfter = sent.filter(({ sentAt }) => sentAt && sentAt >= resumedAt).length;
      expect(keys.length - before).toBe(sentAfter);
      expect(sentAfter).toBeGreaterThan(inside / 2);
    },
    inside * 20_000,
  );
});
