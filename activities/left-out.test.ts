import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Step } from '../journeys/definition.ts';
import { pauseJourney, resumeJourney } from '../records/journeys.ts';
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

const mail: Step = { id: 'mail', kind: 'send_email', subject: 'Done', body: 'Thank you' };
const text: Step = { id: 'text', kind: 'send_sms', body: 'How was it?' };

const record = (enrollmentId: string, kind: 'skip_message' | 'moved', until: Date | null) =>
  shop.inside((tenant) =>
    tenant.db.enrollmentRecord.create({
      data: { organizationId: shop.id, enrollmentId, kind, stepId: 'mail', until, recordedAt: stage.now },
    }),
  );

/** Held with its message written, then released without being looked at. */
async function heldAtItsMessage(): Promise<string> {
  // Outside the window the message is written and moved; then it is held.
  stage.now = new Date('2026-11-25T04:00:00Z');
  const id = await shop.enroll([mail, text]);
  await stage.run(shop, id);
  stage.now = new Date('2026-11-25T17:00:00Z');
  const { journeyId } = await shop.inside((tenant) => tenant.db.enrollment.findFirstOrThrow({ where: { id } }));
  await shop.inside((tenant) => pauseJourney(tenant, journeyId, stage.now));
  expect(await stage.run(shop, id)).toMatchObject({ hold: 'journey_paused' });
  await shop.inside((tenant) => resumeJourney(tenant, journeyId, stage.now));
  return id;
}

describe('a message that is due after a pause', () => {
  it('is never sent when the owner leaves it out, and the next one is', async () => {
    const id = await heldAtItsMessage();
    await record(id, 'skip_message', null);
    expect(await stage.run(shop, id)).toMatchObject({ code: 'reached_end' });
    expect([(await stage.emails()).length, (await stage.texts()).length]).toEqual([0, 1]);
    const rows = await shop.inside((tenant) =>
      tenant.db.message.findMany({ where: { enrollmentId: id }, orderBy: { createdAt: 'asc' } }),
    );
    expect(rows.map(({ status, reason }) => [status, reason])).toEqual([
      ['skipped', 'skipped_by_owner'],
      ['accepted', null],
    ]);
  });

  it('leaves at the time that the owner moved it to', async () => {
    const id = await heldAtItsMessage();
    const until = new Date('2026-11-26T17:30:00Z');
    await record(id, 'moved', until);
    expect(await stage.run(shop, id)).toMatchObject({ next: 'sendEmail', due: until.toISOString(), hold: null });
    expect(await stage.emails()).toEqual([]);
    stage.now = until;
    expect(await stage.run(shop, id)).toMatchObject({ code: 'reached_end' });
    expect(await stage.emails()).toHaveLength(1);
  });
});
