import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type JourneyStage, openJourneyStage } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import {
  adaContact,
  addTwoSystems,
  type TestContact,
  type TestSystem,
  type TwoSystems,
} from '../testing/two-systems.ts';
import { lockContactPoint, suppress } from './contact-points.ts';
import { declineMatch, hasTwoSources, linkMatch, linkSureProposals, matchCustomers } from './customer-matches.ts';
import { markCustomerGone } from './customers.ts';
import { otherRecords, readPerson } from './people.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TwoSystems;
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await addTwoSystems(stage);
});
afterEach(() => stage.close());

const by = randomUUID();
const match = (...ids: string[]) => shop.inside((tenant) => matchCustomers(tenant, ids, stage.now));
const add = async (system: TestSystem, externalId: string, contact: TestContact = adaContact) => {
  const id = await shop.addRecord(system, externalId, contact);
  await match(id);
  return id;
};
const matches = () => shop.inside(({ db }) => db.customerMatch.findMany({ orderBy: { createdAt: 'asc' } }));
const theMatch = async () => {
  const [only, ...others] = await matches();
  if (!only || others.length > 0) throw new Error(`${others.length + 1} matches`);
  return only;
};
const link = (id: string) => shop.inside((tenant) => linkMatch(tenant, id, by, stage.now));
const decline = (id: string) => shop.inside((tenant) => declineMatch(tenant, id, by, stage.now));
const setAutomatic = () =>
  shop.inside(({ id, db }) =>
    db.organization.update({ where: { organizationId: id }, data: { linkCustomers: 'automatic' } }),
  );

describe('records', () => {
  it('get their keys in the statement that stores them', async () => {
    const id = await shop.addRecord('books', '1', {
      emails: ['Ada@Example.com, office@example.com'],
      phones: ['202.555.0123'],
    });
    expect(await shop.inside(({ db }) => db.customer.findFirst({ where: { id } }))).toMatchObject({
      emailKeys: ['ada@example.com', 'office@example.com'],
      phoneKeys: ['+12025550123'],
    });
  });

  it('of two systems with the same address and number are proposed with a confidence, and nothing more', async () => {
    const [a, b] = [await add('acme', '1'), await add('books', '1')];
    expect(await theMatch()).toMatchObject({
      customerA: a < b ? a : b,
      customerB: a < b ? b : a,
      status: 'proposed',
      basis: ['email', 'phone', 'name'],
      confidence: expect.closeTo(0.99),
    });
    expect([await shop.personOf(a), await shop.personOf(b)]).toEqual([null, null]);
  });

  it('of one system are not, and neither is anybody else', async () => {
    await add('acme', '1');
    await add('acme', '2');
    expect(await shop.inside(hasTwoSources)).toBe(false);
    await add('books', '3', { name: 'Ada Lovelace', emails: ['other@example.com'] });
    expect(await shop.inside(hasTwoSources)).toBe(true);
    expect(await matches()).toEqual([]);
  });

  it('of another organization are not met, though they have the same address', async () => {
    const others = await addTwoSystems(stage);
    await others.addRecord('books', '1', adaContact);
    const own = await add('acme', '1');
    await shop.addRecord('books', '2', { emails: ['nobody@example.com'] });
    await match(own);
    expect(await matches()).toEqual([]);
  });

  it('are not proposed any more when the address was corrected, or the customer is gone', async () => {
    await add('acme', '1');
    await add('books', '1');
    await add('books', '1', { emails: ['corrected@example.com'] });
    expect(await matches()).toEqual([]);
    await add('books', '1');
    await shop.inside((tenant) => markCustomerGone(tenant, 'books', '1', stage.now));
    await add('acme', '1');
    expect(await matches()).toEqual([]);
  });

  it('of a whole page are matched at once', async () => {
    const ids = [];
    for (let n = 0; n < 30; n++) {
      const contact = { name: `Customer ${n}`, emails: [`c${n}@example.com`] };
      await shop.addRecord('acme', `a${n}`, contact);
      ids.push(await shop.addRecord('books', `b${n}`, contact));
    }
    await setAutomatic();
    await match(...ids);
    expect((await matches()).map(({ status }) => status)).toEqual(Array(30).fill('linked'));
    expect(new Set(await Promise.all(ids.map(shop.personOf))).size).toBe(30);
  });
});

describe('linking', () => {
  it('makes one person of two, by the smaller id, and undoing it makes two again', async () => {
    const [a, b] = [await add('acme', '1'), await add('books', '1')];
    const { id } = await theMatch();
    expect(await link(id)).toBe(true);
    const person = a < b ? a : b;
    expect([await shop.personOf(a), await shop.personOf(b)]).toEqual([person, person]);
    expect(await theMatch()).toMatchObject({ status: 'linked', automatic: false, decidedBy: by });
    expect(await shop.inside((tenant) => readPerson(tenant, b))).toEqual({ id: person, customerIds: [a, b].sort() });
    expect(await shop.inside((tenant) => otherRecords(tenant, a))).toMatchObject([{ id: b, source: 'books' }]);
    await decline(id);
    expect([await shop.personOf(a), await shop.personOf(b)]).toEqual([null, null]);
    expect(await shop.inside((tenant) => readPerson(tenant, b))).toEqual({ id: b, customerIds: [b] });
  });

  it('is never proposed again after a no, and still possible on the owner’s word', async () => {
    const [a, b] = [await add('acme', '1'), await add('books', '1')];
    const { id } = await theMatch();
    await decline(id);
    await setAutomatic();
    await match(a, b);
    expect(await theMatch()).toMatchObject({ id, status: 'declined' });
    await link(id);
    expect(await shop.personOf(a)).toBe(await shop.personOf(b));
  });

  it('carries over: who is linked to one of them is linked to all, and falls apart where it is undone', async () => {
    const [a, b, c] = [await add('acme', '1'), await add('books', '1'), await add('acme', '2')];
    for (const { id } of await matches()) await link(id);
    const smallest = [a, b, c].sort()[0];
    expect(await Promise.all([a, b, c].map(shop.personOf))).toEqual([smallest, smallest, smallest]);
    const between = (await matches()).find(({ customerA, customerB }) => [customerA, customerB].includes(c));
    await decline(between?.id ?? '');
    expect(await Promise.all([a, b, c].map(shop.personOf))).toEqual([...Array(2).fill([a, b].sort()[0]), null]);
  });

  it('is not possible for a pair of another organization', async () => {
    await add('acme', '1');
    await add('books', '1');
    const { id } = await theMatch();
    const others = await addTwoSystems(stage);
    expect(await others.inside((tenant) => linkMatch(tenant, id, by, stage.now))).toBe(false);
    expect(await theMatch()).toMatchObject({ status: 'proposed' });
  });

  it('of a chain by many at the same time ends in one person', async () => {
    const ids = [];
    for (let n = 0; n < 8; n++) {
      const emails = [`link${n}@example.com`, `link${n + 1}@example.com`];
      ids.push(await add(n % 2 ? 'books' : 'acme', `${n}`, { name: `N${n}`, emails }));
    }
    const pairs = (await matches()).map(({ id }) => id);
    expect(pairs).toHaveLength(7);
    await Promise.all([...pairs, ...pairs].map(link));
    expect(new Set(await Promise.all(ids.map(shop.personOf)))).toEqual(new Set([[...ids].sort()[0]]));
    const undone = pairs.filter((_, index) => index % 2 === 0);
    await Promise.all(undone.map(decline));
    const people = await shop.inside(({ db }) => db.customer.groupBy({ by: ['personId'], _count: true }));
    expect(people.filter(({ personId }) => personId).map(({ _count }) => _count)).toEqual([2, 2, 2]);
  });
});

describe('linking by itself', () => {
  it.each<[string, TestContact, string]>([
    ['address and number agree', { ...adaContact, name: 'A. L.' }, 'linked'],
    ['address and name agree', { name: 'Lovelace, Ada', emails: adaContact.emails }, 'linked'],
    ['only the number and the name agree', { name: 'Ada Lovelace', phones: adaContact.phones }, 'proposed'],
    ['only the address agrees', { name: 'Charles', emails: adaContact.emails }, 'proposed'],
  ])('when %s', async (_what, contact, status) => {
    await setAutomatic();
    const [a, b] = [await add('acme', '1'), await add('books', '1', contact)];
    expect(await theMatch()).toMatchObject({ status, automatic: status === 'linked', decidedBy: null });
    expect((await shop.personOf(a)) === (await shop.personOf(b)) && (await shop.personOf(a)) !== null).toBe(
      status === 'linked',
    );
  });

  it('is left to the owner when two of one system fit', async () => {
    await setAutomatic();
    await add('acme', '1');
    await add('acme', '2');
    await add('books', '1');
    expect((await matches()).map(({ status }) => status)).toEqual(['proposed', 'proposed']);
  });

  it('does not join a second record of a system to a person', async () => {
    await setAutomatic();
    const [, b] = [await add('acme', '1'), await add('books', '1')];
    const second = await add('acme', '2', { ...adaContact, emails: ['ada@example.com', 'second@example.com'] });
    expect([
      await shop.personOf(second),
      (await shop.inside((tenant) => readPerson(tenant, b))).customerIds.length,
    ]).toEqual([null, 2]);
  });

  it('takes what is proposed already when the owner chooses it', async () => {
    const [a, b] = [await add('acme', '1'), await add('books', '1')];
    await shop.inside((tenant) => linkSureProposals(tenant, stage.now));
    expect(await shop.personOf(a)).toBe(await shop.personOf(b));
  });

  it('goes on beside pages of the sync that write the same rows', async () => {
    await setAutomatic();
    const rounds = Array.from({ length: 12 }, (_, n) => n);
    await Promise.all(
      rounds.flatMap((n) => {
        const contact = { name: `Customer ${n % 4}`, emails: [`c${n % 4}@example.com`] };
        return (['acme', 'books'] as const).map((system) => add(system, `${n % 4}`, contact));
      }),
    );
    expect((await matches()).map(({ status }) => status)).toEqual(Array(4).fill('linked'));
  });
});

describe('an address', () => {
  it('that must not be written to counts for both records of a person: it is locked and suppressed by itself', async () => {
    const [a, b] = [await add('acme', '1'), await add('books', '1', { ...adaContact, emails: ['ADA@example.com'] })];
    await link((await theMatch()).id);
    const rows = await shop.inside(({ db }) => db.customer.findMany({ where: { id: { in: [a, b] } } }));
    const point = (address: string | null) => ({ channel: 'email' as const, address: address ?? '' });
    const [first, second] = rows;
    const reason = { reason: 'complained', source: 'test' };
    await shop.inside((tenant) => suppress(tenant, { ...point(first?.email ?? null), ...reason }, stage.now));
    const other = await shop.inside((tenant) => lockContactPoint(tenant, point(second?.email ?? null), stage.now));
    expect(other).toMatchObject({ suppressedReason: 'complained' });
    expect(await shop.inside(({ db }) => db.contactPoint.count({ where: { channel: 'email' } }))).toBe(1);
  });
});
