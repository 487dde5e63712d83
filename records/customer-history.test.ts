import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type JourneyStage, openJourneyStage, type TestBusiness } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { customerHistory, customerPast } from './customer-history.ts';

let stage: JourneyStage;
afterAll(async () => {
  await stage?.close();
});
const urls = withDatabase();
beforeAll(async () => {
  stage = await openJourneyStage(urls.appUrl);
});

const day = (date: string) => new Date(`${date}T12:00:00Z`);
const about = ({ connectionId }: TestBusiness, entityKind: string, entityId: string) => ({
  connectionId,
  entityKind,
  entityId,
});

describe("a customer's past", () => {
  it('counts what was bought before a moment, history included, each job once', async () => {
    const business = await stage.addBusiness();
    const ada = await business.addCustomer();
    const other = await business.addCustomer();
    const job = (entityId: string, date: string, origin = 'history') =>
      business.addEvent(ada, { entityId, occurredAt: day(date), origin, n: date === '2026-03-01' ? 2 : 1 });
    await job('a', '2026-02-01');
    await job('a', '2026-03-01');
    await job('b', '2026-05-01', 'live');
    await business.addEvent(ada, {
      trigger: 'invoice_paid',
      entityKind: 'invoice',
      entityId: 'i',
      occurredAt: day('2026-04-01'),
    });
    await business.addEvent(other, { occurredAt: day('2026-01-01') });
    const read = (date: string, entity: ReturnType<typeof about> | null = null) =>
      business.inside((tenant) => customerHistory(tenant, ada, day(date), entity));
    const lastPurchaseAt = day('2026-05-01');
    expect(await read('2026-02-01')).toEqual({ completedJobs: 0, paidInvoices: 0, lastPurchaseAt });
    expect(await read('2026-04-15')).toEqual({ completedJobs: 1, paidInvoices: 1, lastPurchaseAt });
    expect(await read('2026-06-01')).toEqual({ completedJobs: 2, paidInvoices: 1, lastPurchaseAt });
    expect(await read('2026-03-01', about(business, 'job', 'a'))).toMatchObject({ completedJobs: 0 });
  });

  it('says of a job that it is the first, until another one was completed before it', async () => {
    const business = await stage.addBusiness();
    const ada = await business.addCustomer();
    const past = (entityId: string, date: string, kind = 'job') =>
      business.inside((tenant) => customerPast(tenant, ada, day(date), about(business, kind, entityId)));
    expect(await past('a', '2026-02-01')).toEqual({ isFirstJob: true, lastPurchaseAt: null });
    await business.addEvent(ada, { entityId: 'a', occurredAt: day('2026-02-01'), origin: 'history' });
    await business.addEvent(ada, {
      trigger: 'invoice_paid',
      entityKind: 'invoice',
      entityId: 'i',
      occurredAt: day('2026-02-03'),
    });
    expect(await past('a', '2026-02-01')).toEqual({ isFirstJob: true, lastPurchaseAt: day('2026-02-03') });
    expect(await past('i', '2026-02-03', 'invoice')).toMatchObject({ isFirstJob: true });
    expect(await past('b', '2026-03-01')).toMatchObject({ isFirstJob: false });
    expect(await past('q', '2026-03-01', 'quote')).toMatchObject({ isFirstJob: false });
    expect(await past('q', '2026-01-01', 'quote')).toMatchObject({ isFirstJob: true });
  });

  it('is that of the person, whichever system a record came from', async () => {
    const business = await stage.addBusiness();
    const [here, there] = [await business.addCustomer(), await business.addCustomer()];
    await business.addEvent(there, { occurredAt: day('2026-02-01') });
    const first = () => business.inside((tenant) => customerPast(tenant, here, day('2026-03-01'), null));
    expect(await first()).toEqual({ isFirstJob: true, lastPurchaseAt: null });
    const personId = here < there ? here : there;
    await business.inside((tenant) =>
      tenant.db.customer.updateMany({ where: { id: { in: [here, there] } }, data: { personId } }),
    );
    expect(await first()).toEqual({ isFirstJob: false, lastPurchaseAt: day('2026-02-01') });
  });
});
