import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Exit, Step } from '../journeys/definition.ts';
import { linkMatch, matchCustomers } from '../records/customer-matches.ts';
import { linkTwins, matchPapers } from '../records/twins.ts';
import { type JourneyStage, openJourneyStage } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { adaContact, addTwoSystems, type TestPaper, type TestSystem, type TwoSystems } from '../testing/two-systems.ts';
import { decideEvent } from './decide-event.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TwoSystems;
/** Our ids of the customer's record in each system. */
let ada: Record<TestSystem, string>;
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await addTwoSystems(stage);
  ada = { acme: await shop.addRecord('acme', 'a', adaContact), books: await shop.addRecord('books', 'b', adaContact) };
  await shop.inside((tenant) => matchCustomers(tenant, [ada.acme, ada.books], stage.now));
});
afterEach(() => stage.close());

const by = randomUUID();
const steps: Step[] = [
  { id: 'rest', kind: 'wait', amount: 3, unit: 'days' },
  { id: 'mail', kind: 'send_email', subject: 'Reminder', body: 'Please pay' },
];
const isSame: Exit = { on: 'invoice_paid', goal: true, about: 'entity' };
const isTheirs: Exit = { on: 'invoice_paid', goal: true, about: 'customer' };

const happens = async (system: TestSystem, trigger: string, entityId: string) => {
  const connectionId = shop.connections[system];
  const what = { provider: system, connectionId, trigger, entityKind: 'invoice', entityId };
  const eventId = await shop.addEvent(ada[system], what);
  return decideEvent(stage.deps, { organizationId: shop.id, eventId });
};
/** A reminder of invoice 1042 of one system, which waits. */
const reminded = async (exit: Exit, trigger = 'invoice_overdue') => {
  await shop.addJourney(steps, { trigger: { provider: 'acme', type: trigger }, exits: [exit] });
  const [id = ''] = (await happens('acme', trigger, 'i1')).enrollmentIds;
  await stage.run(shop, id);
  return id;
};
const linkPeople = () =>
  shop.inside(async (tenant) => {
    const { id } = await tenant.db.customerMatch.findFirstOrThrow();
    return linkMatch(tenant, id, by, stage.now);
  });
/** The invoice is read in both systems. */
const readBoth = async (books: TestPaper = {}) => {
  await shop.addPaper('acme', 'i1', ada.acme, {});
  await shop.addPaper('books', 'b9', ada.books, books);
  const look = (system: TestSystem, externalId: string) =>
    shop.inside((tenant) =>
      matchPapers(tenant, shop.connections[system], [{ kind: 'invoice', externalId }], stage.now),
    );
  await look('acme', 'i1');
  await look('books', 'b9');
};
const ended = async (id: string) => {
  stage.now = new Date('2026-11-28T17:00:00Z');
  await stage.run(shop, id);
  const row = await shop.inside(({ db }) => db.enrollment.findFirstOrThrow({ where: { id } }));
  return [row.finishReason, (await stage.emails()).length];
};
const stopped = ['goal_reached:invoice_paid:books', 0];
const reminder = ['reached_end', 1];

describe('a reminder that one system has started', () => {
  it.each(['invoice_sent', 'invoice_overdue'])(
    'because of %s stops when the payment is booked only in the other',
    async (trigger) => {
      await linkPeople();
      await readBoth();
      const id = await reminded(isSame, trigger);
      expect((await happens('books', 'invoice_paid', 'b9')).nudge).toEqual([id]);
      expect(await ended(id)).toEqual(stopped);
    },
  );

  it('stops when the same customer pays in the other, whichever invoice it is', async () => {
    await linkPeople();
    const id = await reminded(isTheirs);
    expect((await happens('books', 'invoice_paid', 'b9')).nudge).toEqual([id]);
    expect(await ended(id)).toEqual(stopped);
  });

  it('goes out when another invoice is paid in the other', async () => {
    await linkPeople();
    await readBoth({ number: '1043', total: 20 });
    const id = await reminded(isSame);
    expect((await happens('books', 'invoice_paid', 'b9')).nudge).toEqual([]);
    expect(await ended(id)).toEqual(reminder);
  });

  it('goes out when nobody has said that it is one customer and one invoice', async () => {
    await readBoth();
    const id = await reminded(isTheirs);
    await happens('books', 'invoice_paid', 'b9');
    expect(await ended(id)).toEqual(reminder);
  });

  it('stops when the owner links the customers after the payment', async () => {
    const id = await reminded(isTheirs);
    await happens('books', 'invoice_paid', 'b9');
    await linkPeople();
    expect(await ended(id)).toEqual(stopped);
  });

  it('stops when the owner says after the payment that it is one invoice', async () => {
    await readBoth();
    const id = await reminded(isSame);
    await happens('books', 'invoice_paid', 'b9');
    await shop.inside(async (tenant) => {
      const twins = await tenant.db.twin.findFirstOrThrow();
      expect(await linkTwins(tenant, twins.id, by, stage.now)).toBe(true);
    });
    expect(await ended(id)).toEqual(stopped);
  });

  it('stops when the invoices are recognised as one after the payment', async () => {
    await linkPeople();
    const id = await reminded(isSame);
    await happens('books', 'invoice_paid', 'b9');
    await readBoth();
    expect(await ended(id)).toEqual(stopped);
  });
});
