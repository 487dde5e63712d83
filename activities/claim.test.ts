import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { guard } from '../journeys/guards.ts';
import { usualHolidays } from '../journeys/holidays.ts';
import { lockContactPoint, marketingBefore } from '../records/contact-points.ts';
import type { Tenant } from '../records/database.ts';
import { type LedgerRow, reserveMessage } from '../records/messages.ts';
import { cases } from '../testing/depth.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { claimMessage, type Errand } from './claim.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TestBusiness;
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await stage.addBusiness({ zone: 'UTC' });
});
afterEach(() => stage.close());

const pairs = cases('pairs of claims for one address at the same instant', { sample: 60, whole: 300 });
const errand: Errand = {
  manner: 'journey',
  purpose: 'review_request',
  causes: [],
  organization: { zone: 'UTC', country: 'US', province: null, postalCode: null, holidays: {}, dailyQuota: {} },
  window: {},
  journey: null,
  usefulUntil: null,
  isCurrent: async () => true,
};

/** Two rendered messages for each of `pairs` people, whose address is spelled in two ways. */
async function twoEach(name: string): Promise<[string, string][]> {
  const base = { organizationId: shop.id, channel: 'email', purpose: 'review_request', status: 'rendered' };
  const enrollmentId = await shop.enroll([{ id: 'mail', kind: 'send_email', subject: 'A', body: 'B' }]);
  return shop.inside(async ({ db }) => {
    const people = Array.from({ length: pairs }, () => randomUUID());
    const person = { organizationId: shop.id, source: 'acme', name: 'Ada', connectionId: shop.connectionId };
    await db.customer.createMany({ data: people.map((id) => ({ ...person, id, externalId: id })) });
    const rows = people.flatMap((customerId, index) =>
      [`${name}${index}@example.com`, ` ${name.toUpperCase()}${index}@Example.COM`].map((toAddress) => ({
        ...base,
        id: randomUUID(),
        enrollmentId,
        stepId: randomUUID(),
        customerId,
        toAddress,
        createdAt: stage.now,
      })),
    );
    await db.message.createMany({ data: rows });
    return people.map((_, index): [string, string] => [rows[2 * index]?.id ?? '', rows[2 * index + 1]?.id ?? '']);
  });
}

const road = { vendorAccount: 'test', allowed: null };
const claim = (id: string) => shop.inside((tenant) => claimMessage(tenant, errand, id, road, stage.now));

/** As `claimMessage` asks the caps, without the lock of the address: a plain SELECT, then the UPDATE. */
async function naiveClaim(tenant: Tenant, id: string, contactId: string, bothHaveRead: () => Promise<void>) {
  const sentBefore = await marketingBefore(tenant, contactId, id, stage.now);
  await bothHaveRead();
  const facts = { manner: 'journey', channel: 'email', purpose: 'review_request', suppressed: false } as const;
  const person = { refusedCategory: false, muted: false, consent: {}, smsAllowed: true };
  const hours = { zones: ['UTC'], regions: [], window: {}, holidays: usualHolidays, journeyWindow: null, caps: null };
  const verdict = guard({ ...facts, ...person, ...hours, sentBefore, usefulUntil: null }, stage.now);
  if (verdict.verdict !== 'send') return false;
  const row = (await tenant.db.message.findFirstOrThrow({ where: { id } })) as LedgerRow;
  await reserveMessage(tenant, row, { vendorAccount: 'test', contactId }, stage.now);
  return true;
}

/** Lets nobody on until so many have come. */
function meeting(amount: number) {
  let come = 0;
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    if (++come === amount) open();
    return opened;
  };
}

/** The pool has 20 sessions: ten pairs are on the way at the same instant. */
async function tenAtOnce<T>(all: [string, string][], work: (pair: [string, string], index: number) => Promise<T>) {
  const done: T[] = [];
  for (let from = 0; from < all.length; from += 10) {
    done.push(...(await Promise.all(all.slice(from, from + 10).map((pair, index) => work(pair, from + index)))));
  }
  return done;
}

describe('pairs of claims for one address at the same instant', () => {
  it('send one message each, however the address is spelled; the other is moved', async () => {
    const all = await twoEach('ada');
    const claims = await tenAtOnce(all, (ids) => Promise.all(ids.map(claim)));
    const kinds = claims.map((pair) => pair.map(({ kind }) => kind).sort());
    expect(kinds).toEqual(Array.from({ length: pairs }, () => ['claimed', 'moved']));
    expect(claims.flat().find(({ kind }) => kind === 'moved')).toMatchObject({ reason: 'capped' });
  });

  it('would be doubled without the lock of the address', async () => {
    const all = await twoEach('bob');
    const left = await tenAtOnce(all, async (ids, index) => {
      const contact = { channel: 'email', address: `bob${index}@example.com` } as const;
      const { id } = await shop.inside((tenant) => lockContactPoint(tenant, contact, stage.now));
      const bothHaveRead = meeting(2);
      return Promise.all(ids.map((own) => shop.inside((tenant) => naiveClaim(tenant, own, id, bothHaveRead))));
    });
    expect(left.filter((pair) => pair.every(Boolean))).toHaveLength(pairs);
  });
});
