import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Step } from '../journeys/definition.ts';
import type { Snapshot } from '../providers/provider.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { applySnapshots } from './apply-snapshots.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TestBusiness;
let nudged: string[];
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await stage.addBusiness();
  nudged = [];
  const nudgeEnrollment = async (id: string) => nudged.push(id) > 0;
  stage.deps.temporal = { ...stage.deps.temporal, nudgeEnrollment };
});
afterEach(() => stage.close());

const before: Step = {
  id: 'before',
  kind: 'wait_until',
  time: null,
  weekdays: [],
  date: { field: 'job.start_at', amount: -1, unit: 'days' },
  passed: 'go_on',
};
const text: Step = { id: 'text', kind: 'send_sms', body: 'See you tomorrow' };
const dueOf = (id: string) =>
  shop.inside(async ({ db }) => (await db.enrollment.findFirstOrThrow({ where: { id } })).due?.toISOString());

/** The job is read, and says that it starts then. */
async function read(startsAt: string, more: Partial<Snapshot> = {}): Promise<void> {
  stage.now = new Date(stage.now.getTime() + 60_000);
  const snapshot: Snapshot = {
    entity: { kind: 'job', id: 'j1' },
    found: true,
    createdAt: stage.now,
    updatedAt: stage.now,
    customer: null,
    transitions: [],
    facts: { 'job.start_at': startsAt, 'job.title': 'Gutters' },
    ...more,
  };
  const ref = { organizationId: shop.id, connectionId: shop.connectionId };
  const known = await shop.inside(({ db }) => db.entity.findFirst({ where: { externalId: snapshot.entity.id } }));
  const reading = { snapshot, hints: [], before: { revision: known?.revision ?? 0 } };
  await applySnapshots(stage.deps, ref, shop.id, [reading], 'webhook');
}

/** Somebody who waits for the day before the job. */
async function waiting(steps: Step[] = [before, text]): Promise<string> {
  await read('2026-12-10T15:00:00.000Z');
  const id = await shop.enroll(steps, {}, { purpose: 'visit_reminder' });
  await shop.inside(async ({ db }) => {
    const { eventId } = await db.enrollment.findFirstOrThrow({ where: { id } });
    await db.event.update({ where: { id: eventId ?? '' }, data: { entityId: 'j1' } });
  });
  await stage.run(shop, id);
  return id;
}

describe('a date that moves while somebody waits for it', () => {
  it('is told to who waits, and moves the wait with it', async () => {
    const id = await waiting();
    expect(await dueOf(id)).toBe('2026-12-09T15:00:00.000Z');
    await read('2026-12-20T15:00:00.000Z');
    expect(nudged).toEqual([id]);
    await stage.run(shop, id);
    expect(await dueOf(id)).toBe('2026-12-19T15:00:00.000Z');
    const moved = await shop.inside(({ db }) => db.enrollmentStep.findFirst({ where: { code: 'date_moved' } }));
    expect(moved?.until?.toISOString()).toBe('2026-12-19T15:00:00.000Z');
  });

  it('moves the wait forward, too', async () => {
    const id = await waiting();
    await read('2026-12-01T15:00:00.000Z');
    await stage.run(shop, id);
    expect(await dueOf(id)).toBe('2026-11-30T15:00:00.000Z');
  });

  it('is told to nobody when another fact or another job changes', async () => {
    await waiting();
    await read('2026-12-10T15:00:00.000Z', {
      facts: { 'job.start_at': '2026-12-10T15:00:00.000Z', 'job.title': 'Roof' },
    });
    await read('2026-12-25T15:00:00.000Z', { entity: { kind: 'job', id: 'j2' } });
    expect(nudged).toEqual([]);
  });

  it('is told to nobody who waits for something else', async () => {
    await waiting([{ id: 'rest', kind: 'wait', amount: 3, unit: 'days' }, before, text]);
    await read('2026-12-20T15:00:00.000Z');
    expect(nudged).toEqual([]);
  });

  it('is not lost when it moves while the wait is being written', async () => {
    await read('2026-12-10T15:00:00.000Z');
    const id = await shop.enroll([before, text], {}, { purpose: 'visit_reminder' });
    await shop.inside(async ({ db }) => {
      const { eventId } = await db.enrollment.findFirstOrThrow({ where: { id } });
      await db.event.update({ where: { id: eventId ?? '' }, data: { entityId: 'j1' } });
    });
    const { withOrganization } = stage.deps.database;
    let moves = 0;
    stage.deps.database = {
      ...stage.deps.database,
      // The second transaction writes the wait that the first has read.
      async withOrganization(organizationId, work) {
        if (++moves === 2) {
          const { database } = stage.deps;
          stage.deps.database = { ...database, withOrganization };
          await read('2026-12-20T15:00:00.000Z');
        }
        return withOrganization(organizationId, work);
      },
    };
    await stage.run(shop, id);
    expect(await dueOf(id)).toBe('2026-12-19T15:00:00.000Z');
  });
});
