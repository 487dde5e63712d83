import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Step } from '../journeys/definition.ts';
import { changeOrganization, type OrganizationChange } from '../records/organizations.ts';
import { hoursChanged } from '../records/sending-hours.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import type { Dependencies } from './dependencies.ts';
import { goOn } from './enrollment.ts';
import { createResumeActivities } from './resume.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TestBusiness;
let nudged: string[];
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await stage.addBusiness();
  nudged = [];
});
afterEach(() => stage.close());

const email: Step = { id: 'mail', kind: 'send_email', subject: 'Done', body: 'It is done.' };
const rest: Step = { id: 'rest', kind: 'wait', amount: 1, unit: 'days' };
const hours = (from: number, to: number): OrganizationChange => ({
  sendingWindow: { email: { everyDay: [from, to], sunday: [from, to] } },
});
const at = (text: string) => {
  stage.now = new Date(text);
};

/** What the owner saves, and whom the worker wakes for it. */
async function change(what: OrganizationChange): Promise<string[]> {
  const saved = await shop.inside((tenant) => changeOrganization(tenant, what, stage.now));
  if (!saved.hoursChanged) return [];
  const temporal: Dependencies['temporal'] = {
    ...stage.deps.temporal,
    nudgeEnrollment: async (id) => nudged.push(id) > 0,
  };
  const { wakeHeld } = createResumeActivities({ ...stage.deps, temporal });
  const input = { organizationId: shop.id, reason: hoursChanged, scope: shop.id };
  expect(await wakeHeld({ ...input, after: null, limit: 20 })).toMatchObject({ after: null });
  return nudged;
}

/** Ten in the evening: the usual hours are over. */
async function moved(steps: Step[] = [email]): Promise<string> {
  at('2026-11-25T03:00:00Z');
  const id = await shop.enroll(steps);
  expect(await stage.run(shop, id)).toMatchObject({ next: 'sendEmail', due: '2026-11-25T12:00:00.000Z' });
  return id;
}
const goes = (enrollmentId: string) => goOn(stage.deps, { organizationId: shop.id, enrollmentId }, 'sendEmail', 1);

describe('what waits for the sending hours', () => {
  it('leaves at once when they are widened, and once only', async () => {
    const id = await moved();
    expect(await change(hours(6, 23))).toEqual([id]);
    expect(await goes(id)).toMatchObject({ next: null });
    at('2026-11-25T12:00:00Z');
    expect(await goes(id)).toMatchObject({ next: null });
    expect(await stage.emails()).toHaveLength(1);
  });

  it('waits longer when they are narrowed', async () => {
    const id = await moved();
    expect(await change(hours(10, 16))).toEqual([id]);
    expect(await goes(id)).toMatchObject({ next: 'sendEmail', due: '2026-11-25T15:00:00.000Z' });
    at('2026-11-25T12:00:00Z');
    expect(await goes(id)).toMatchObject({ code: 'waiting' });
    expect(await stage.emails()).toEqual([]);
    at('2026-11-25T15:00:00Z');
    expect(await goes(id)).toMatchObject({ next: null });
    expect(await stage.emails()).toHaveLength(1);
  });

  it('looks again when the zone is another', async () => {
    const id = await moved();
    expect(await change({ zone: 'Pacific/Honolulu' })).toEqual([id]);
    expect(await goes(id)).toMatchObject({ next: null });
    expect(await stage.emails()).toHaveLength(1);
  });

  it('stays where it is when something else is changed', async () => {
    const id = await moved();
    expect(await change({ name: 'Greener Lawns' })).toEqual([]);
    expect(await change(hours(7, 21))).toEqual([]);
    expect(await goes(id)).toMatchObject({ due: '2026-11-25T12:00:00.000Z' });
  });

  it('is asked anew also when the change comes in the middle of its send', async () => {
    at('2026-11-25T03:00:00Z');
    const id = await shop.enroll([email]);
    await goOn(stage.deps, { organizationId: shop.id, enrollmentId: id }, 'decide', 1);
    await change(hours(6, 23));
    const { seq } = await shop.inside((tenant) => tenant.db.enrollment.findFirstOrThrow({ where: { id } }));
    expect(seq).toBe(2);
  });
});

it('does not shorten a wait', async () => {
  const id = await shop.enroll([rest, email]);
  const { due } = await stage.run(shop, id);
  expect(await change(hours(6, 23))).toEqual([]);
  expect(await goes(id)).toMatchObject({ due });
});
