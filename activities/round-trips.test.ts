import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { Step } from '../journeys/definition.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { goOn } from './enrollment.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TestBusiness;
let transactions: number;
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await stage.addBusiness();
  const { database } = stage;
  transactions = 0;
  stage.deps.database = {
    ...database,
    withOrganization: (organizationId, work) => {
      transactions++;
      return database.withOrganization(organizationId, work);
    },
  };
});
afterEach(() => stage.close());

const steps: Record<'sendEmail' | 'sendSms', Step> = {
  sendEmail: { id: 'mail', kind: 'send_email', subject: 'Done', body: 'Thank you' },
  sendSms: { id: 'text', kind: 'send_sms', body: 'Thank you' },
};
const go = async (enrollmentId: string, own: 'decide' | keyof typeof steps) => {
  transactions = 0;
  await goOn(stage.deps, { organizationId: shop.id, enrollmentId }, own, 1);
  return transactions;
};

it.each(['sendEmail', 'sendSms'] as const)(
  '%s takes four transactions from reading to the stored step',
  async (own) => {
    // The account of a sender is asked for once a minute.
    await go(await shop.enroll([steps[own]]), own);
    const id = await shop.enroll([steps[own]], { email: 'other@example.com', phone: '+12025550177' });
    expect([await go(id, 'decide'), await go(id, own)]).toEqual([2, 4]);
  },
);

it('a look at what is over takes two', async () => {
  const id = await shop.enroll([steps.sendSms]);
  await go(id, 'sendSms');
  expect(await go(id, 'sendSms')).toBe(2);
});
