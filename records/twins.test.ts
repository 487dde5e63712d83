import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type JourneyStage, openJourneyStage } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { adaContact, addTwoSystems, doneOrWaiting, type TestPaper, type TwoSystems } from '../testing/two-systems.ts';
import { declineMatch, linkMatch, matchCustomers } from './customer-matches.ts';
import { factsOfPaper, readPaper } from './papers.ts';
import { lockLinks } from './people.ts';
import { declineTwins, linkTwins, matchPapers } from './twins.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TwoSystems;
/** Our ids of the customer's record in each system, and of the match. */
let ada: { acme: string; books: string; match: string };
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await addTwoSystems(stage);
  const [acme, books] = [await shop.addRecord('acme', 'a', adaContact), await shop.addRecord('books', 'b', adaContact)];
  await shop.inside((tenant) => matchCustomers(tenant, [acme, books], stage.now));
  const { id } = await shop.inside(({ db }) => db.customerMatch.findFirstOrThrow());
  ada = { acme, books, match: id };
});
afterEach(() => stage.close());

const by = randomUUID();
const link = () => shop.inside((tenant) => linkMatch(tenant, ada.match, by, stage.now));
const unlink = () => shop.inside((tenant) => declineMatch(tenant, ada.match, by, stage.now));
const twins = () => shop.inside(({ db }) => db.twin.findMany({ orderBy: { createdAt: 'asc' } }));
const look = (system: 'acme' | 'books', ...ids: string[]) =>
  shop.inside((tenant) =>
    matchPapers(
      tenant,
      shop.connections[system],
      ids.map((externalId) => ({ kind: 'invoice', externalId })),
      stage.now,
    ),
  );
/** One in each system, both looked at. */
const both = async (acme: TestPaper = {}, books: TestPaper = {}) => {
  const [a, b] = [
    await shop.addPaper('acme', 'i1', ada.acme, acme),
    await shop.addPaper('books', 'i9', ada.books, books),
  ];
  await look('acme', 'i1');
  await look('books', 'i9');
  return { a, b };
};
const papers = async ({ a, b }: { a: string; b: string }) => [await shop.paperOf(a), await shop.paperOf(b)];

describe('an invoice in both systems', () => {
  it('is one paper when number, total and customer agree', async () => {
    await link();
    const ids = await both();
    const id = [ids.a, ids.b].sort()[0];
    expect(await papers(ids)).toEqual([id, id]);
    expect(await twins()).toMatchObject([
      { status: 'matched', automatic: true, basis: ['number', 'total', 'person'], entityA: id },
    ]);
  });

  it.each<[string, boolean, TestPaper, string[]]>([
    ['the customers are not linked', false, {}, ['number', 'total']],
    ['the totals differ', true, { total: 190 }, ['number', 'person']],
    ['the numbers differ', true, { number: '001042' }, ['total', 'person']],
  ])('is proposed when %s', async (_how, linked, paper, basis) => {
    if (linked) await link();
    const ids = await both({}, paper);
    expect(await twins()).toMatchObject([{ status: 'proposed', automatic: false, basis }]);
    expect(await papers(ids)).toEqual([null, null]);
  });

  it.each<[string, TestPaper]>([
    ['one thing alone agrees', { total: 1 }],
    ['it is an estimate there', { kind: 'quote' }],
  ])('is two when %s', async (_how, paper) => {
    await both({}, paper);
    expect(await twins()).toEqual([]);
  });

  it('becomes one paper when the customers are linked, and two again when that is undone', async () => {
    const ids = await both();
    await link();
    expect(await twins()).toMatchObject([{ status: 'matched', automatic: true }]);
    expect((await papers(ids))[0]).toBe((await papers(ids))[1]);
    await unlink();
    expect(await twins()).toMatchObject([{ status: 'proposed', automatic: false, basis: ['number', 'total'] }]);
    expect(await papers(ids)).toEqual([null, null]);
  });

  it('stays one on the owner’s word, whatever becomes of the customers', async () => {
    const ids = await both();
    const [proposed] = await twins();
    await shop.inside((tenant) => linkTwins(tenant, proposed?.id ?? '', by, stage.now));
    await link();
    await unlink();
    expect(await twins()).toMatchObject([{ status: 'matched', automatic: false, decidedBy: by }]);
    expect((await papers(ids))[0]).not.toBeNull();
  });

  it('stays two after a no, however much agrees', async () => {
    const ids = await both();
    const [proposed] = await twins();
    await shop.inside((tenant) => declineTwins(tenant, proposed?.id ?? '', by, stage.now));
    await link();
    await look('acme', 'i1');
    expect(await twins()).toMatchObject([{ status: 'declined' }]);
    expect(await papers(ids)).toEqual([null, null]);
  });

  it('is undone at will', async () => {
    await link();
    const ids = await both();
    const [matched] = await twins();
    await shop.inside((tenant) => declineTwins(tenant, matched?.id ?? '', by, stage.now));
    expect(await papers(ids)).toEqual([null, null]);
    await look('books', 'i9');
    expect(await twins()).toMatchObject([{ status: 'declined', decidedBy: by }]);
  });

  it('is not proposed any more when it was corrected', async () => {
    const { a } = await both();
    await shop.inside(({ db }) => db.entity.update({ where: { id: a }, data: { paperNumber: '7' } }));
    await look('acme', 'i1');
    expect(await twins()).toEqual([]);
  });

  it('has one twin in a system: a second one that fits is not joined to it', async () => {
    await link();
    const ids = await both();
    const second = await shop.addPaper('books', 'i10', ada.books, {});
    await look('books', 'i10');
    expect([await shop.paperOf(second), (await papers(ids))[0]]).toEqual([null, (await papers(ids))[1]]);
  });

  it('is not looked for in another organization', async () => {
    const others = await addTwoSystems(stage);
    await others.addPaper('books', 'i9', null, {});
    await shop.addPaper('acme', 'i1', ada.acme, {});
    await look('acme', 'i1');
    expect(await twins()).toEqual([]);
    expect(await shop.inside((tenant) => linkTwins(tenant, randomUUID(), by, stage.now))).toBe(false);
  });

  it('is made one only after the event of it that is just being decided', async () => {
    await link();
    const [a] = [await shop.addPaper('acme', 'i1', ada.acme, {}), await shop.addPaper('books', 'i9', ada.books, {})];
    const looking = await shop.inside(async (tenant) => {
      await lockLinks(tenant, 'shared');
      const work = look('books', 'i9');
      expect(await doneOrWaiting(stage, work)).toBe('waiting');
      return { work };
    });
    await looking.work;
    expect(await shop.paperOf(a)).not.toBeNull();
  });

  it('is found once by whichever system looks second, also when both look at the same time', async () => {
    await link();
    await shop.addPaper('acme', 'i1', ada.acme, {});
    await shop.addPaper('books', 'i9', ada.books, {});
    await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? look('acme', 'i1') : look('books', 'i9'))));
    expect(await twins()).toMatchObject([{ status: 'matched' }]);
  });
});

describe('what is known of a paper', () => {
  const paid = (at: string | null) => ({ invoice_paid: { holds: true, at } });
  const entity = (system: 'acme' | 'books', externalId: string) => ({
    connectionId: shop.connections[system],
    kind: 'invoice',
    externalId,
  });
  const facts = (system: 'acme' | 'books', externalId: string) =>
    shop.inside((tenant) => factsOfPaper(tenant, entity(system, externalId)));

  it('is that it is paid when either system says so, with the lower of what is left', async () => {
    await link();
    await both(
      { facts: { 'invoice.balance': 180 }, holds: { invoice_paid: { holds: false, at: null } } },
      { facts: { 'invoice.balance': '0.00' }, holds: paid('2026-11-20T10:00:00.000Z') },
    );
    for (const found of [await facts('acme', 'i1'), await facts('books', 'i9')]) {
      expect(found).toMatchObject({
        paid: true,
        paidBy: { provider: 'books', at: '2026-11-20T10:00:00.000Z' },
        balance: 0,
      });
      expect(
        found?.sources.map(({ provider, paid: says, balance, total }) => [provider, says, balance, total]).sort(),
      ).toEqual([
        ['acme', false, 180, 180],
        ['books', true, 0, 180],
      ]);
      expect(found?.sources[0]?.readAt).toEqual(stage.now);
    }
  });

  it('names the system that said it first when both do', async () => {
    await link();
    await both({ holds: paid('2026-11-21T10:00:00.000Z') }, { holds: paid('2026-11-20T10:00:00.000Z') });
    expect((await facts('acme', 'i1'))?.paidBy?.provider).toBe('books');
  });

  it('is only what its own system says while it has no twin there', async () => {
    await both({}, { number: '7', total: 1, holds: paid(null) });
    expect(await facts('acme', 'i1')).toMatchObject({ paid: false, paidBy: null, balance: null, holds: {} });
    expect(await shop.inside((tenant) => readPaper(tenant, entity('acme', 'i1')))).toMatchObject({
      copies: [{ provider: 'acme' }],
    });
    expect(await facts('acme', 'never seen')).toBeNull();
  });

  it('is not what a copy said that is not there any more', async () => {
    await link();
    const { b } = await both({}, { holds: paid(null) });
    await shop.inside(({ db }) => db.entity.update({ where: { id: b }, data: { goneAt: stage.now } }));
    expect(await facts('acme', 'i1')).toMatchObject({ paid: false, sources: [{ provider: 'acme' }] });
  });
});
