import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Channel } from '../channels/channel.ts';
import { createEmail } from '../channels/email/index.ts';
import type { Step } from '../journeys/definition.ts';
import type { Database } from '../records/database.ts';
import { takeSeat } from '../records/paces.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { goOn } from './enrollment.ts';
import { seatToLook } from './seats.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TestBusiness;
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await stage.addBusiness();
});
afterEach(() => stage.close());

const email: Step = { id: 'mail', kind: 'send_email', subject: 'Done', body: 'Thank you' };
let people = 0;
const enroll = async () => {
  const id = await shop.enroll([email], { email: `p${++people}@example.com` });
  await goOn(stage.deps, { organizationId: shop.id, enrollmentId: id }, 'decide', 1);
  return id;
};
const go = (enrollmentId: string, attempt = 1) =>
  goOn(stage.deps, { organizationId: shop.id, enrollmentId }, 'sendEmail', attempt);
const row = (enrollmentId: string) =>
  shop.inside((tenant) => tenant.db.message.findFirstOrThrow({ where: { enrollmentId } }));

/** The vendor's account, with a limit of its own for every test. */
function limited(perSecond: number): string {
  const apiKey = 're_test';
  const channel = createEmail({ apiKey, baseUrl: stage.sandbox.email, webhookSecrets: [], perSecond });
  const key = `${channel.vendorAccount}:${stage.sandbox.email}`;
  stage.deps.channels = {
    ...stage.deps.channels,
    email: { ...channel, pace: () => ({ key, perSecond, everyCall: true }) },
  };
  return key;
}
const nextSeat = (key: string) =>
  takeSeat(stage.database, { key, perSecond: 1 }, { first: false, horizonMs: 100_000 }, stage.now);

describe('sending within the limit of a vendor', () => {
  it('comes again when there is no seat, and is not claimed before', async () => {
    const key = limited(0.5);
    for (let taken = 0; taken < 3; taken++) await nextSeat(key);
    const id = await enroll();
    await expect(go(id)).rejects.toMatchObject({ type: 'RateLimited', nextRetryDelay: expect.any(Number) });
    expect(await row(id)).toMatchObject({ status: 'rendered', attempts: 0 });
    stage.now = new Date(stage.now.getTime() + 3_000);
    expect(await go(id, 2)).toMatchObject({ code: 'reached_end' });
  });

  it('takes the word of the vendor for its limit', async () => {
    const key = limited(1_000);
    await go(await enroll());
    const before = await nextSeat(key);
    // The sandbox says five a second, of which we take a little less.
    expect((await nextSeat(key)).waitMs - before.waitMs).toBeCloseTo(1_000 / 5 / 0.97, 0);
  });

  /** A database that makes every claim late. */
  const slow = (): Database => {
    const { withOrganization } = stage.database;
    return {
      ...stage.database,
      withOrganization: async (...words) => {
        await pause(60);
        return withOrganization(...words);
      },
    };
  };

  it('takes another seat when its claim took longer than its own', async () => {
    const key = limited(5);
    const id = await enroll();
    stage.deps.database = slow();
    expect(await go(id)).toMatchObject({ code: 'reached_end' });
    expect((await nextSeat(key)).waitMs).toBeCloseTo((2 * 1_000) / 5 / 0.97, 0);
  });

  it.each([
    ['fails', () => Promise.reject(new Error('gone'))],
    ['does not answer', () => new Promise<never>(() => undefined)],
  ])('leaves without another seat when asking for it %s', async (_what, answer) => {
    limited(5);
    const id = await enroll();
    const database = slow();
    let asked = 0;
    stage.deps.database = {
      ...database,
      call: (sql, values) => (sql.includes('take_seat') && ++asked === 2 ? answer() : database.call(sql, values)),
    };
    expect(await go(id)).toMatchObject({ code: 'reached_end' });
    expect(asked).toBe(2);
    expect(await stage.emails()).toHaveLength(1);
  });

  it('lets nobody ask again before the time that a refusal named', async () => {
    limited(1_000);
    await stage.fault('email', { rateLimit: 1 });
    const [one, other] = [await enroll(), await enroll()];
    await expect(go(one)).rejects.toMatchObject({ type: 'RateLimited' });
    await expect(go(other)).rejects.toMatchObject({ type: 'RateLimited', message: 'no seat' });
    expect(await row(one)).toMatchObject({ status: 'rendered', attempts: 1 });
    stage.now = new Date(stage.now.getTime() + 1_100);
    expect([await go(one, 2), await go(other, 2)]).toMatchObject([{ code: 'reached_end' }, { code: 'reached_end' }]);
    expect(await stage.emails()).toHaveLength(2);
  });

  it('lets looks wait when sending needs the seats', async () => {
    const key = limited(1_000);
    const look = () => seatToLook(stage.deps, stage.deps.channels.email as Channel, 'a@example.com');
    expect(await look()).toBe(true);
    for (let taken = 0; taken < 30; taken++) await nextSeat(key);
    expect(await look()).toBe(false);
  });

  it('sends when the limit cannot be noted', async () => {
    const key = limited(1_000);
    const { call } = stage.database;
    stage.deps.database = {
      ...stage.database,
      call: (sql, values) => (sql.includes('tell_pace') ? Promise.reject(new Error('gone')) : call(sql, values)),
    };
    expect(await go(await enroll())).toMatchObject({ code: 'reached_end' });
    expect(await nextSeat(key)).toMatchObject({ granted: true });
  });
});

describe('the daily quota of an organization', () => {
  const quota = (value: object) =>
    shop.inside(({ db }) =>
      db.organization.update({ where: { organizationId: shop.id }, data: { dailyQuota: value } }),
    );

  it('holds what is more, which goes on the next day', async () => {
    await quota({ email: 2 });
    for (const _ of [1, 2]) await go(await enroll());
    const third = await enroll();
    expect(await go(third)).toMatchObject({ code: 'held', hold: 'quota' });
    expect(await row(third)).toMatchObject({ status: 'rendered' });
    stage.now = new Date(stage.now.getTime() + 24 * 60 * 60_000);
    expect(await go(third)).toMatchObject({ code: 'reached_end' });
    expect(await stage.emails()).toHaveLength(3);
  });

  it('of none holds the first', async () => {
    await quota({ email: 0 });
    expect(await go(await enroll())).toMatchObject({ hold: 'quota' });
  });

  it('is the installation’s where it has no number of its own, and not that of another channel', async () => {
    stage.deps.settings = { ...stage.deps.settings, dailyQuota: { email: 1, sms: 0 } };
    expect(await go(await enroll())).toMatchObject({ code: 'reached_end' });
    expect(await go(await enroll())).toMatchObject({ hold: 'quota' });
    await quota({ email: 2 });
    expect(await go(await enroll())).toMatchObject({ code: 'reached_end' });
  });
});
