import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { emptyDefinition, type Step } from '../journeys/definition.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { findJourney, listJourneys } from './journey-list.ts';
import { archiveJourney, createJourney, pauseJourney, publishJourney, resumeJourney, saveDraft } from './journeys.ts';
import { ensureDefaultSenders, findSender } from './senders.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TestBusiness;
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await stage.addBusiness();
});
afterEach(() => stage.close());

const email: Step = { id: 'mail', kind: 'send_email', subject: 'Done', body: 'Thank you' };
const wait: Step = { id: 'rest', kind: 'wait', amount: 1, unit: 'days' };
const draft = { ...emptyDefinition(), trigger: { provider: 'acme', type: 'job_completed' }, steps: [email] };
const publish = (id: string, revision: number) =>
  shop.inside((tenant) => publishJourney(tenant, id, { revision, by: null }, stage.now));
const save = (id: string, revision: number, change = draft) =>
  shop.inside((tenant) => saveDraft(tenant, id, { revision, draft: change }, stage.now));

describe('a journey', () => {
  it('keeps the draft of whoever saved first', async () => {
    const id = await shop.inside((tenant) => createJourney(tenant, { name: 'Thanks' }, stage.now));
    const saved = await Promise.all([save(id, 1), save(id, 1)]);
    expect(saved).toContainEqual({ saved: true, revision: 2 });
    expect(saved).toContainEqual({ saved: false, reason: 'conflict' });
  });

  it('is published as a version that later drafts do not change', async () => {
    const id = await shop.inside((tenant) => createJourney(tenant, { name: 'Thanks', draft }, stage.now));
    expect(await publish(id, 1)).toMatchObject({ published: true, number: 1 });
    await save(id, 1, { ...draft, purpose: 'welcome' });
    const found = await shop.inside((tenant) => findJourney(tenant, id));
    expect(found).toMatchObject({ status: 'active', version: 1, hasUnpublishedChanges: true });
    expect([found?.published?.purpose, found?.draft.purpose]).toEqual(['thank_you', 'welcome']);
    expect(await publish(id, 1)).toEqual({ published: false, reason: 'conflict' });
    expect(await publish(id, 2)).toMatchObject({ published: true, number: 2 });
  });

  it('keeps beside a version what ends its people early', async () => {
    const exits = [
      { on: 'invoice_paid', goal: true, about: 'customer' as const },
      { on: 'job_closed', goal: false, about: 'entity' as const },
    ];
    const journeyId = await shop.addJourney([], { exits });
    const versions = () =>
      shop.inside((tenant) => tenant.db.journeyVersion.findMany({ where: { journeyId }, orderBy: { number: 'asc' } }));
    expect((await versions()).map(({ listensFor }) => listensFor)).toEqual([['invoice_paid', 'job_closed']]);
  });

  it('is not published without a trigger, nor once it is archived', async () => {
    const id = await shop.inside((tenant) => createJourney(tenant, { name: 'Thanks' }, stage.now));
    expect(await publish(id, 1)).toEqual({ published: false, reason: 'no_trigger' });
    await shop.inside((tenant) => archiveJourney(tenant, id, stage.now));
    expect(await publish(id, 1)).toEqual({ published: false, reason: 'archived' });
  });

  it('is paused and resumed once', async () => {
    const id = await shop.addJourney([email]);
    const pause = () => shop.inside((tenant) => pauseJourney(tenant, id, stage.now));
    const resume = () => shop.inside((tenant) => resumeJourney(tenant, id, stage.now));
    expect([await pause(), await pause(), await resume(), await resume()]).toEqual([true, false, true, false]);
    expect(await shop.inside((tenant) => tenant.db.cause.count())).toBe(0);
  });

  it('counts who is on the way and what went out', async () => {
    await stage.run(shop, await shop.enroll([email, wait]));
    await stage.run(shop, await shop.enroll([email], { email: null }));
    const { items, next } = await shop.inside((tenant) => listJourneys(tenant, { limit: 1 }));
    const rest = await shop.inside((tenant) => listJourneys(tenant, { limit: 9, after: next }));
    expect([...items, ...rest.items].map(({ counts }) => counts)).toEqual(
      expect.arrayContaining([
        { waiting: 1, held: 0, finished: 0, sent: 1, failed: 0 },
        { waiting: 0, held: 0, finished: 1, sent: 0, failed: 0 },
      ]),
    );
  });

  it('is not seen by another organization', async () => {
    const id = await shop.addJourney([email]);
    const other = await stage.addBusiness();
    expect(await other.inside((tenant) => findJourney(tenant, id))).toBeNull();
    expect(await other.inside((tenant) => pauseJourney(tenant, id, stage.now))).toBe(false);
  });
});

describe('a number', () => {
  it('belongs to the first organization that has it, and is refused to the second', async () => {
    const sender = await shop.inside((tenant) => findSender(tenant, 'sms'));
    const other = await stage.addBusiness({ number: null });
    const wished = {
      slug: 'other',
      businessName: 'Other',
      replyTo: null,
      email: null,
      sms: { number: sender?.address ?? '', vendorAccount: 'twilio:test' },
    };
    expect(await other.inside((tenant) => ensureDefaultSenders(tenant, wished, stage.now))).toEqual({
      email: null,
      sms: null,
    });
    expect(await other.inside((tenant) => findSender(tenant, 'sms'))).toBeNull();
    expect(await shop.inside((tenant) => ensureDefaultSenders(tenant, wished, stage.now))).toMatchObject({
      sms: { id: sender?.id },
    });
  });
});
