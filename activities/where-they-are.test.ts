import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Definition, Step } from '../journeys/definition.ts';
import { usualHolidays } from '../journeys/holidays.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TestBusiness;
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await stage.addBusiness({ holidays: usualHolidays });
});
afterEach(() => stage.close());

const text: Step = { id: 'text', kind: 'send_sms', body: 'See you tomorrow.' };
const email: Step = { id: 'mail', kind: 'send_email', subject: 'Done', body: 'It is done.' };
const reminder: Partial<Definition> = { purpose: 'visit_reminder' };
const at = (time: string) => {
  stage.now = new Date(time);
};

/** Somebody with an address and a number, and one message for them. */
async function enrolled(step: Step, address: Record<string, string>, phone = '+12025550123', more = reminder) {
  const id = await shop.enroll([step], { phone }, more);
  await shop.inside(({ db }) => db.customer.updateMany({ where: { organizationId: shop.id }, data: { address } }));
  return id;
}
const moved = async (id: string) => {
  const { next, due } = await stage.run(shop, id);
  const line = await shop.inside(({ db }) =>
    db.enrollmentStep.findFirst({ where: { enrollmentId: id, code: 'message_moved' } }),
  );
  return { next, due, reason: line?.reason ?? null };
};

describe('a message to somebody elsewhere', () => {
  it('leaves by the clock where they live', async () => {
    at('2026-11-24T13:30:00Z');
    const id = await enrolled(text, { province: 'California', postalCode: '94105' });
    expect(await moved(id)).toEqual({ next: 'sendSms', due: '2026-11-24T16:00:00.000Z', reason: 'outside_window' });
    at('2026-11-24T16:00:00Z');
    expect(await moved(id)).toMatchObject({ next: null });
    expect(await stage.texts()).toHaveLength(1);
  });

  it('waits as a text, not as an email, until the area code of the number has day, too', async () => {
    at('2026-11-24T13:30:00Z');
    const here = { province: 'NY', postalCode: '10001' };
    expect(await moved(await enrolled(text, here, '+14152340123'))).toMatchObject({ due: '2026-11-24T16:00:00.000Z' });
    expect(await moved(await enrolled(email, here, '+14152340123'))).toMatchObject({ next: null });
  });

  it('is held back by the law there', async () => {
    at('2026-11-24T14:30:00Z');
    const id = await enrolled(text, { province: 'KY', postalCode: '40202' });
    expect(await moved(id)).toEqual({
      ...{ next: 'sendSms', due: '2026-11-24T15:00:00.000Z' },
      reason: 'outside_legal_hours:US-KY',
    });
  });

  it('keeps the holidays there', async () => {
    at('2026-11-26T17:00:00Z');
    const offer: Partial<Definition> = { purpose: 'thank_you' };
    expect(await moved(await enrolled(email, { province: 'NY' }, undefined, offer))).toMatchObject({
      ...{ next: 'sendEmail', due: '2026-11-27T12:00:00.000Z' },
      reason: 'public_holiday:thanksgiving',
    });
    const ontario = await enrolled(email, { province: 'ON', postalCode: 'M5V 1A1' }, undefined, offer);
    expect(await moved(ontario)).toMatchObject({ next: null });
    expect(await stage.emails()).toHaveLength(1);
  });
});

describe('a journey with hours of its own', () => {
  it('keeps to them and to its weekdays', async () => {
    at('2026-11-24T17:00:00Z');
    const window = { hours: [14, 16] as [number, number], weekdays: [3], holidays: true };
    const id = await enrolled(email, {}, undefined, { purpose: 'invoice_reminder', window });
    expect(await moved(id)).toEqual({
      ...{ next: 'sendEmail', due: '2026-11-25T19:00:00.000Z' },
      reason: 'outside_journey_window',
    });
  });

  it('sends fewer offers than others may', async () => {
    const caps = { perDay: 1, perWeek: 1 };
    const first = await enrolled(email, {}, undefined, { purpose: 'thank_you', caps });
    expect(await moved(first)).toMatchObject({ next: null });
    at('2026-11-25T17:00:00Z');
    const second = await enrolled(email, {}, undefined, { purpose: 'thank_you', caps });
    expect(await moved(second)).toMatchObject({ due: '2026-12-01T17:00:00.000Z', reason: 'capped' });
  });
});
