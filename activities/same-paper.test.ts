import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Definition, Step } from '../journeys/definition.ts';
import { linkMatch } from '../records/customer-matches.ts';
import { linkTwins } from '../records/twins.ts';
import { type JourneyStage, openJourneyStage } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { adaContact, addTwoSystems, doneOrWaiting, type TestSystem, type TwoSystems } from '../testing/two-systems.ts';
import { decideEvent } from './decide-event.ts';
import { matchSystems } from './match-systems.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TwoSystems;
let ada: Record<TestSystem, string>;
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await addTwoSystems(stage);
  ada = { acme: await shop.addRecord('acme', 'a', adaContact), books: await shop.addRecord('books', 'b', adaContact) };
  await matchIn('acme', { customers: ['a'] });
  const { id } = await shop.inside(({ db }) => db.customerMatch.findFirstOrThrow());
  await shop.inside((tenant) => linkMatch(tenant, id, randomUUID(), stage.now));
});
afterEach(() => stage.close());

const steps: Step[] = [{ id: 'mail', kind: 'send_email', subject: 'Thanks', body: 'Thank you' }];
const matchIn = (
  system: TestSystem,
  { customers = [], invoices = [] }: { customers?: string[]; invoices?: string[] },
) =>
  matchSystems(
    stage.deps,
    { organizationId: shop.id, connectionId: shop.connections[system] },
    { customers, entities: invoices.map((id) => ({ kind: 'invoice', id })) },
  );
const journey = (system: TestSystem, more: Partial<Definition> = {}) =>
  shop.addJourney(steps, {
    trigger: { provider: system, type: 'invoice_paid' },
    reentry: { rule: 'every_time' },
    ...more,
  });
const event = (system: TestSystem, invoice: string, more: { n?: number; origin?: string } = {}) =>
  shop.addEvent(ada[system], {
    trigger: 'invoice_paid',
    entityKind: 'invoice',
    entityId: invoice,
    provider: system,
    connectionId: shop.connections[system],
    ...more,
  });
const decide = async (eventId: string) =>
  (await decideEvent(stage.deps, { organizationId: shop.id, eventId })).enrollmentIds.length;
const decisions = (eventId: string) => shop.inside(({ db }) => db.decision.findMany({ where: { eventId } }));
const enrollments = () => shop.inside(({ db }) => db.enrollment.count());
/** The same invoice in both systems, known as one. */
const paper = async (number: string) => {
  await shop.addPaper('acme', `i${number}`, ada.acme, { number });
  await shop.addPaper('books', `i${number}`, ada.books, { number });
  await matchIn('books', { invoices: [`i${number}`] });
};

describe('the same invoice in two systems', () => {
  it('starts one journey: the second event says of which invoice it is the same', async () => {
    await journey('acme');
    await journey('books');
    await paper('1042');
    const [first, second] = [await event('acme', 'i1042'), await event('books', 'i1042')];
    expect([await decide(first), await decide(second)]).toEqual([1, 0]);
    expect(await decisions(second)).toMatchObject([
      { reason: 'same_paper', outcome: 'skipped', detail: { provider: 'acme', number: '1042', eventId: first } },
    ]);
  });

  it('starts one journey when both events are decided at the same moment, fifty times', async () => {
    await journey('acme');
    await journey('books');
    const numbers = Array.from({ length: 50 }, (_, n) => `${n + 1}`);
    for (const number of numbers) {
      await shop.addPaper('acme', `i${number}`, ada.acme, { number });
      await shop.addPaper('books', `i${number}`, ada.books, { number });
    }
    await matchIn('books', { invoices: numbers.map((number) => `i${number}`) });
    for (const number of numbers) {
      const [a, b] = [await event('acme', `i${number}`), await event('books', `i${number}`)];
      const started = await Promise.all([decide(a), decide(b)]);
      expect([number, started.sort()]).toEqual([number, [0, 1]]);
      const reasons = [...(await decisions(a)), ...(await decisions(b))].map(({ reason }) => reason);
      expect(reasons.sort()).toEqual(['enrolled', 'same_paper']);
    }
    expect(await enrollments()).toBe(50);
  }, 90_000);

  it('starts one journey when the twins are found while their events are decided', async () => {
    await journey('acme');
    await journey('books');
    for (let n = 0; n < 25; n++) {
      const id = `i${n}`;
      await shop.addPaper('acme', id, ada.acme, { number: id });
      await shop.addPaper('books', id, ada.books, { number: id });
      const [a, b] = [await event('acme', id), await event('books', id)];
      const road = async (system: TestSystem, eventId: string) => {
        await matchIn(system, { invoices: [id] });
        return decide(eventId);
      };
      expect((await Promise.all([road('acme', a), road('books', b)])).sort()).toEqual([0, 1]);
    }
  });

  it('is decided after the link of its copies that is just being made', async () => {
    await journey('acme');
    await journey('books');
    const [one, other] = [
      await shop.addPaper('acme', 'i1', ada.acme, { total: 1 }),
      await shop.addPaper('books', 'i1', ada.books, {}),
    ];
    await matchIn('acme', { invoices: ['i1'] });
    expect(await decide(await event('acme', 'i1'))).toBe(1);
    const second = await event('books', 'i1');
    const deciding = await shop.inside(async (tenant) => {
      const { id } = await tenant.db.twin.findFirstOrThrow({ where: { entityA: { in: [one, other] } } });
      await linkTwins(tenant, id, randomUUID(), stage.now);
      const work = decide(second);
      expect(await doneOrWaiting(stage, work)).toBe('waiting');
      return { work };
    });
    expect(await deciding.work).toBe(0);
  });

  it('keeps what both events did when the twin is found later', async () => {
    await journey('acme');
    await journey('books');
    await shop.addPaper('acme', 'i1', ada.acme, {});
    await shop.addPaper('books', 'i1', ada.books, {});
    const [a, b] = [await event('acme', 'i1'), await event('books', 'i1')];
    expect([await decide(a), await decide(b)]).toEqual([1, 1]);
    await matchIn('acme', { invoices: ['i1'] });
    expect([await decide(a), await decide(b), await enrollments()]).toEqual([1, 1, 2]);
  });

  it('counts each time that it happens: paid again after a refund, it starts once more', async () => {
    await journey('acme');
    await journey('books');
    await paper('1');
    const started = [];
    for (const [system, n] of [
      ['books', 1],
      ['acme', 1],
      ['acme', 2],
      ['books', 2],
    ] as const)
      started.push(await decide(await event(system, 'i1', { n })));
    expect(started).toEqual([1, 0, 1, 0]);
  });

  it('does not stop the second system when the first one started nothing', async () => {
    await journey('books');
    await paper('1');
    const [a, b] = [await event('acme', 'i1'), await event('books', 'i1')];
    expect([await decide(a), await decide(b)]).toEqual([0, 1]);
  });

  it('says of the second event where the first is, also when nobody listens', async () => {
    await paper('1');
    const [a, b] = [await event('acme', 'i1'), await event('books', 'i1')];
    await decide(a);
    await decide(b);
    expect([...(await decisions(a)), ...(await decisions(b))].map(({ reason }) => reason)).toEqual([
      'no_journey',
      'same_paper',
    ]);
  });

  it('never starts from history, nor is it stopped by it', async () => {
    await journey('acme');
    await journey('books');
    await paper('1');
    const [a, b] = [await event('acme', 'i1', { origin: 'history' }), await event('books', 'i1')];
    expect([await decide(a), await decide(b)]).toEqual([0, 1]);
  });

  it('counts what happened since both are connected: history is in neither count', async () => {
    await journey('acme');
    await journey('books');
    await paper('1');
    await event('acme', 'i1', { n: 1, origin: 'history' });
    const [a, b] = [await event('acme', 'i1', { n: 2 }), await event('books', 'i1', { n: 1 })];
    expect([await decide(a), await decide(b)]).toEqual([1, 0]);
  });

  it('is two again when the match is undone', async () => {
    await journey('acme');
    await journey('books');
    await paper('1');
    await shop.inside(({ db }) => db.entity.updateMany({ data: { paperId: null } }));
    expect([await decide(await event('acme', 'i1')), await decide(await event('books', 'i1'))]).toEqual([1, 1]);
  });
});

describe('re-entry', () => {
  it('counts the person: once per customer is once for both of their records', async () => {
    await journey('acme', { reentry: { rule: 'once_per_customer' } });
    const other = await shop.addEvent(ada.books, { trigger: 'invoice_paid', entityId: 'other' });
    expect(await decide(await event('acme', 'i1'))).toBe(1);
    expect(await decide(other)).toBe(0);
    expect(await decisions(other)).toMatchObject([{ reason: 'already_once' }]);
  });

  it('lets one of two records of a person in when both events come at once', async () => {
    await journey('acme', { reentry: { rule: 'not_while_active' } });
    for (let n = 0; n < 10; n++) {
      await shop.inside(({ db }) => db.enrollment.updateMany({ data: { status: 'completed' } }));
      const both = await Promise.all(
        [ada.acme, ada.books].map((id) => shop.addEvent(id, { trigger: 'invoice_paid', entityId: randomUUID() })),
      );
      expect((await Promise.all(both.map(decide))).sort()).toEqual([0, 1]);
    }
  });

  it('counts the paper: once for this is once for both of its copies', async () => {
    await journey('acme', { reentry: { rule: 'once_per_entity' } });
    await paper('1');
    const told = (entityId: string, connectionId: string, n: number) =>
      shop.addEvent(ada.acme, { trigger: 'invoice_paid', entityKind: 'invoice', entityId, connectionId, n });
    expect(await decide(await told('i1', shop.connections.acme, 1))).toBe(1);
    // The journey listens to one system: an event of the other copy reaches it here by the provider's name alone.
    await told('i1', shop.connections.books, 1);
    const again = await told('i1', shop.connections.books, 2);
    expect(await decide(again)).toBe(0);
    expect(await decisions(again)).toMatchObject([{ reason: 'already_for_this' }]);
  });
});
