import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Exit, Step } from '../journeys/definition.ts';
import { pauseJourney } from '../records/journeys.ts';
import { recordForLinked } from '../records/listening-enrollments.ts';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { decideEvent } from './decide-event.ts';
import { goOn } from './enrollment.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TestBusiness;
let books: { provider: string; connectionId: string };
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await stage.addBusiness();
  books = { provider: 'books', connectionId: await shop.addConnection('books') };
});
afterEach(() => stage.close());

const steps: Step[] = [
  { id: 'rest', kind: 'wait', amount: 3, unit: 'days' },
  { id: 'mail', kind: 'send_email', subject: 'Reminder', body: 'Please pay' },
];
const atOnce: Step[] = steps.slice(1);
const ownPaid: Exit = { on: 'invoice_paid', goal: true, about: 'entity' };
const anyPaid: Exit = { on: 'invoice_paid', goal: true, about: 'customer' };
const invoice = (entityId: string) => ({ entityKind: 'invoice', entityId });
const sent = (entityId: string) => ({ ...invoice(entityId), trigger: 'invoice_sent' });
const paid = (entityId: string) => ({ ...invoice(entityId), trigger: 'invoice_paid' });

const reminder = (exits: Exit[], plan = steps) =>
  shop.addJourney(plan, {
    trigger: { provider: 'acme', type: 'invoice_sent' },
    reentry: { rule: 'every_time' },
    exits,
  });
const decide = (eventId: string) => decideEvent(stage.deps, { organizationId: shop.id, eventId });
const enter = async (customerId: string, entityId: string) => {
  const [id] = (await decide(await shop.addEvent(customerId, sent(entityId)))).enrollmentIds;
  if (!id) throw new Error('nobody entered');
  return id;
};
const rowOf = (id: string) => shop.inside((tenant) => tenant.db.enrollment.findFirstOrThrow({ where: { id } }));
const ended = async (id: string) => {
  await stage.run(shop, id);
  return (await rowOf(id)).finishReason;
};
const later = () => {
  stage.now = new Date(stage.now.getTime() + 1_000);
};
const records = () => shop.inside((tenant) => tenant.db.enrollmentRecord.findMany());

/** The same paper under two names. */
const paper = (one: string, other: string, holds = {}) =>
  shop.inside(async (tenant) => {
    const row = { organizationId: shop.id, kind: 'invoice', observedAt: stage.now };
    const first = await tenant.db.entity.create({
      data: { ...row, connectionId: shop.connectionId, externalId: one },
    });
    const data = { ...row, connectionId: books.connectionId, externalId: other, holds, paperId: first.id };
    await tenant.db.entity.create({ data });
    await tenant.db.entity.update({ where: { id: first.id }, data: { paperId: first.id } });
  });
/** Two records of one person. */
const link = (one: string, other: string) =>
  shop.inside((tenant) =>
    tenant.db.customer.updateMany({ where: { id: { in: [one, other] } }, data: { personId: one } }),
  );

describe('a reminder of an invoice', () => {
  it('stops when the payment of the same paper is booked only in the other system', async () => {
    await reminder([ownPaid]);
    const id = await enter(await shop.addCustomer(), 'inv-1');
    await paper('inv-1', 'b-77');
    await stage.run(shop, id);
    const payment = await shop.addEvent(await shop.addCustomer(), { ...books, ...paid('b-77') });
    expect(await decide(payment)).toEqual({ enrollmentIds: [], nudge: [id] });
    expect(await ended(id)).toBe('goal_reached:invoice_paid:books');
    expect(await rowOf(id)).toMatchObject({ status: 'exited', due: null });
    expect((await decide(payment)).nudge).toEqual([]);
    expect(await stage.emails()).toEqual([]);
  });

  it('stops when the same person pays in the other system, whichever invoice it is', async () => {
    await reminder([{ ...anyPaid, goal: false }]);
    const [here, there] = [await shop.addCustomer(), await shop.addCustomer()];
    await link(here, there);
    const id = await enter(here, 'inv-1');
    expect((await decide(await shop.addEvent(there, { ...books, ...paid('b-1') }))).nudge).toEqual([id]);
    expect(await ended(id)).toBe('exited_by_event:invoice_paid:books');
  });

  it('goes on when another invoice is paid, another person pays, or something else happens', async () => {
    await reminder([ownPaid]);
    const [ada, bob] = [await shop.addCustomer(), await shop.addCustomer()];
    const id = await enter(ada, 'inv-1');
    for (const [customerId, what] of [
      [ada, paid('inv-2')],
      [bob, { ...paid('inv-3'), ...books }],
      [null, { ...paid('inv-1'), ...books }],
      [ada, { ...invoice('inv-1'), trigger: 'invoice_overdue' }],
    ] as const) {
      expect((await decide(await shop.addEvent(customerId, what))).nudge).toEqual([]);
    }
    expect(await records()).toEqual([]);
    expect(await ended(id)).toBeNull();
  });

  it('is not stopped by what happened before connecting', async () => {
    await reminder([ownPaid]);
    const id = await enter(await shop.addCustomer(), 'inv-1');
    expect((await decide(await shop.addEvent(null, { ...paid('inv-1'), origin: 'history' }))).nudge).toEqual([]);
    expect(await ended(id)).toBeNull();
  });

  it('is stopped by a payment without a customer, when it is its own invoice', async () => {
    await reminder([ownPaid]);
    const id = await enter(await shop.addCustomer(), 'inv-1');
    await decide(await shop.addEvent(null, paid('inv-1')));
    expect(await ended(id)).toBe('goal_reached:invoice_paid:acme');
  });

  it('stops while it is held', async () => {
    const journeyId = await reminder([ownPaid], atOnce);
    const id = await enter(await shop.addCustomer(), 'inv-1');
    await shop.inside((tenant) => pauseJourney(tenant, journeyId, stage.now));
    expect(await stage.run(shop, id)).toMatchObject({ hold: 'journey_paused' });
    await decide(await shop.addEvent(null, paid('inv-1')));
    expect(await goOn(stage.deps, { organizationId: shop.id, enrollmentId: id }, 'sendEmail', 1)).toMatchObject({
      next: null,
    });
  });

  it('hears of a payment once, however often it is decided, and until it took it up', async () => {
    await reminder([ownPaid, anyPaid]);
    const id = await enter(await shop.addCustomer(), 'inv-1');
    const payment = await shop.addEvent(null, paid('inv-1'));
    const all = await Promise.all(Array.from({ length: 8 }, () => decide(payment)));
    expect(new Set(all.map(({ nudge }) => nudge.join()))).toEqual(new Set([id]));
    expect(await records()).toMatchObject([{ kind: 'event', eventId: payment, about: 'entity', takenAt: null }]);
  });

  it('is not stopped by a payment at another business', async () => {
    await reminder([ownPaid]);
    const id = await enter(await shop.addCustomer(), 'inv-1');
    const other = await stage.addBusiness();
    const payment = await other.addEvent(null, paid('inv-1'));
    expect((await decideEvent(stage.deps, { organizationId: other.id, eventId: payment })).nudge).toEqual([]);
    expect(await ended(id)).toBeNull();
  });
});

describe('what started a journey', () => {
  it('does not end it, told by the twin or for the second time; another of the customer does', async () => {
    await reminder([{ on: 'invoice_sent', goal: false, about: 'customer' }]);
    const ada = await shop.addCustomer();
    const id = await enter(ada, 'inv-1');
    await paper('inv-1', 'b-1');
    await decide(await shop.addEvent(ada, { ...books, ...sent('b-1') }));
    const again = await enter(ada, 'inv-1');
    expect([await ended(id), await ended(again)]).toEqual([null, null]);
    later();
    const next = await enter(ada, 'inv-2');
    expect([await ended(id), await ended(again), await ended(next)]).toEqual([
      'exited_by_event:invoice_sent:acme',
      'exited_by_event:invoice_sent:acme',
      null,
    ]);
  });
});

describe('a payment that is known before the reminder starts', () => {
  const earlier = (hours: number) => new Date(stage.now.getTime() - hours * 3_600_000);

  it('ends it when it came after what starts it', async () => {
    await reminder([anyPaid]);
    const ada = await shop.addCustomer();
    await decide(await shop.addEvent(ada, { ...paid('inv-9'), occurredAt: earlier(1) }));
    later();
    const [late] = (await decide(await shop.addEvent(ada, { ...sent('inv-1'), occurredAt: earlier(2) }))).enrollmentIds;
    const fresh = await enter(ada, 'inv-2');
    expect([await ended(late ?? ''), await ended(fresh)]).toEqual(['goal_reached:invoice_paid:acme', null]);
  });

  it('ends it while its own paper still counts as paid anywhere', async () => {
    await reminder([ownPaid]);
    const ada = await shop.addCustomer();
    const holding = (holds: boolean) => ({ invoice_paid: { holds, at: null } });
    await paper('inv-1', 'b-1', holding(true));
    await paper('inv-2', 'b-2', holding(false));
    for (const entityId of ['b-1', 'b-2'])
      await decide(await shop.addEvent(ada, { ...books, ...paid(entityId), occurredAt: earlier(5) }));
    later();
    const [stillPaid, openAgain] = [await enter(ada, 'inv-1'), await enter(ada, 'inv-2')];
    expect([await ended(stillPaid), await ended(openAgain)]).toEqual(['goal_reached:invoice_paid:books', null]);
  });

  it('or at the same moment is never missed', async () => {
    await reminder([ownPaid], atOnce);
    const ada = await shop.addCustomer();
    for (let n = 0; n < 25; n++) {
      const [start, payment] = [await shop.addEvent(ada, sent(`i-${n}`)), await shop.addEvent(ada, paid(`i-${n}`))];
      const [first, second] = n % 2 ? [start, payment] : [payment, start];
      const [one, other] = await Promise.all([decide(first), decide(second)]);
      const [id] = [...one.enrollmentIds, ...other.enrollmentIds];
      expect(await ended(id ?? '')).toBe('goal_reached:invoice_paid:acme');
    }
    expect(await stage.emails()).toEqual([]);
  });
});

describe('a payment that is known before its paper or person is', () => {
  it('ends the reminder when the two are linked, and only this one', async () => {
    await reminder([ownPaid]);
    const [here, there] = [await shop.addCustomer(), await shop.addCustomer()];
    const [twin, other] = [await enter(here, 'inv-1'), await enter(here, 'inv-2')];
    await decide(await shop.addEvent(there, { ...books, ...paid('b-1') }));
    await shop.inside((tenant) => recordForLinked(tenant, { customerIds: [here] }, stage.now));
    expect(await records()).toEqual([]);
    await paper('inv-1', 'b-1');
    const copy = await shop.inside((tenant) => tenant.db.entity.findFirstOrThrow({ where: { externalId: 'b-1' } }));
    const link = () => shop.inside((tenant) => recordForLinked(tenant, { entityIds: [copy.id] }, stage.now));
    await Promise.all([link(), link()]);
    expect(await records()).toMatchObject([{ enrollmentId: twin, about: 'entity' }]);
    expect([await ended(twin), await ended(other)]).toEqual(['goal_reached:invoice_paid:books', null]);
  });

  it('ends every reminder of a person whose records are linked, and none that began after it', async () => {
    await reminder([anyPaid]);
    const [here, there] = [await shop.addCustomer(), await shop.addCustomer()];
    const early = [await enter(here, 'inv-1'), await enter(here, 'inv-2')];
    later();
    await decide(await shop.addEvent(there, { ...books, ...paid('b-1') }));
    later();
    const late = await enter(here, 'inv-3');
    await link(here, there);
    await shop.inside((tenant) => recordForLinked(tenant, { customerIds: [there] }, stage.now));
    const goal = 'goal_reached:invoice_paid:books';
    expect([await ended(early[0] ?? ''), await ended(early[1] ?? ''), await ended(late)]).toEqual([goal, goal, null]);
  });
});

describe('a payment while the message is being sent', () => {
  /** Something happens after the message is written and before the next transaction, which claims it. */
  const betweenRenderAndClaim = (work: () => Promise<unknown>): typeof stage.deps => {
    let happened = false;
    const written = () => shop.inside((tenant) => tenant.db.message.count({ where: { status: 'rendered' } }));
    const withOrganization: typeof stage.database.withOrganization = async (id, inside) => {
      if (!happened && (await written()) > 0) {
        happened = true;
        await work();
      }
      return stage.database.withOrganization(id, inside);
    };
    return { ...stage.deps, database: { ...stage.database, withOrganization } };
  };
  const send = (deps: typeof stage.deps, id: string) =>
    goOn(deps, { organizationId: shop.id, enrollmentId: id }, 'sendEmail', 1);

  it('arrives between writing and claiming: nothing is sent, and it ends', async () => {
    await reminder([ownPaid], atOnce);
    const id = await enter(await shop.addCustomer(), 'inv-1');
    const payment = await shop.addEvent(null, paid('inv-1'));
    const told = await send(
      betweenRenderAndClaim(() => decide(payment)),
      id,
    );
    expect(told).toMatchObject({ next: null, code: 'goal_reached:invoice_paid:acme' });
    expect(await stage.emails()).toEqual([]);
    const messages = await shop.inside((tenant) => tenant.db.message.findMany());
    expect(messages).toMatchObject([{ status: 'skipped', reason: 'exited', attempts: 0 }]);
  });

  it('of another invoice arrives: it is sent', async () => {
    await reminder([ownPaid], atOnce);
    const id = await enter(await shop.addCustomer(), 'inv-1');
    const payment = await shop.addEvent(null, paid('inv-2'));
    await send(
      betweenRenderAndClaim(() => decide(payment)),
      id,
    );
    expect(await stage.emails()).toHaveLength(1);
  });
});
