import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Step } from '../journeys/definition.ts';
import type { CustomerRecord, Snapshot } from '../providers/provider.ts';
import { changeOrganization } from '../records/organizations.ts';
import { type JourneyStage, openJourneyStage } from '../testing/journey-stage.ts';
import { withDatabase } from '../testing/postgres.ts';
import { addTwoSystems, type TestSystem, type TwoSystems } from '../testing/two-systems.ts';
import { applySnapshots } from './apply-snapshots.ts';
import { decideEvent } from './decide-event.ts';

const urls = withDatabase();
let stage: JourneyStage;
let shop: TwoSystems;
beforeEach(async () => {
  stage = await openJourneyStage(urls.appUrl);
  shop = await addTwoSystems(stage);
});
afterEach(() => stage.close());

const steps: Step[] = [{ id: 'mail', kind: 'send_email', subject: 'Thanks', body: 'Thank you' }];
const minutes = (n: number) => new Date(stage.now.getTime() + n * 60_000);
const ada = (phone: string): CustomerRecord => ({
  externalId: 'ada',
  name: 'Ada Lovelace',
  firstName: 'Ada',
  lastName: 'Lovelace',
  companyName: null,
  isCompany: false,
  isLead: false,
  isArchived: false,
  isSample: false,
  emails: [{ address: 'ada@example.com', label: null, primary: true }],
  phones: [{ number: phone, label: null, primary: true, smsAllowed: true, mobile: null }],
  address: null,
  consent: {},
  createdAt: stage.now,
  updatedAt: stage.now,
});
const paidInvoice = (id: string, number: string, customer: CustomerRecord): Snapshot => ({
  entity: { kind: 'invoice', id },
  found: true,
  createdAt: minutes(1),
  updatedAt: minutes(2),
  customer,
  transitions: [
    {
      trigger: 'invoice_paid',
      entity: { kind: 'invoice', id },
      holds: true,
      at: minutes(2),
      source: 'paidAt',
      saidBy: [],
    },
  ],
  facts: { 'invoice.number': number },
  paper: { number, total: 180 },
});
const read = async (system: TestSystem, snapshots: Snapshot[]) => {
  const ref = { organizationId: shop.id, connectionId: shop.connections[system] };
  const readings = snapshots.map((snapshot) => ({ snapshot, hints: [], before: { revision: 0 } }));
  return (await applySnapshots(stage.deps, ref, shop.id, readings, 'webhook')).eventIds;
};
const decide = async (eventId = '') =>
  (await decideEvent(stage.deps, { organizationId: shop.id, eventId })).enrollmentIds.length;

describe('readings of two systems', () => {
  it('of one paid invoice give one enrollment, with nobody asked when the owner wants it so', async () => {
    await shop.inside((tenant) => changeOrganization(tenant, { linkCustomers: 'automatic' }, stage.now));
    for (const provider of ['acme', 'books'])
      await shop.addJourney(steps, { trigger: { provider, type: 'invoice_paid' } });
    stage.now = minutes(3);
    const [told] = await read('acme', [paidInvoice('7', '#0042', ada('(202) 555-0123'))]);
    const [again] = await read('books', [paidInvoice('99', ' 0042', ada('+1 202 555 0123'))]);
    expect([await decide(told), await decide(again)]).toEqual([1, 0]);
    expect(await shop.inside(({ db }) => db.decision.findMany({ where: { eventId: again ?? '' } }))).toMatchObject([
      { reason: 'same_paper', detail: { provider: 'acme', number: '0042', eventId: told } },
    ]);
    expect(await shop.inside(({ db }) => db.customer.count({ where: { personId: { not: null } } }))).toBe(2);
  });

  it('know the twin of an invoice that only its payment told of', async () => {
    await shop.inside((tenant) => changeOrganization(tenant, { linkCustomers: 'automatic' }, stage.now));
    for (const provider of ['acme', 'books'])
      await shop.addJourney(steps, { trigger: { provider, type: 'invoice_paid' } });
    stage.now = minutes(3);
    const [told] = await read('acme', [paidInvoice('7', '42', ada('(202) 555-0123'))]);
    const { paper = null, transitions, ...invoice } = paidInvoice('99', '42', ada('(202) 555-0123'));
    const payment = { ...invoice, entity: { kind: 'payment', id: '5' }, facts: {} };
    const [again] = await read('books', [
      { ...payment, transitions: transitions.map((transition) => ({ ...transition, paper })) },
    ]);
    expect([await decide(told), await decide(again)]).toEqual([1, 0]);
    expect(await shop.inside(({ db }) => db.decision.findMany({ where: { eventId: again ?? '' } }))).toMatchObject([
      { reason: 'same_paper' },
    ]);
  });

  it('only propose when the owner wants to be asked', async () => {
    await read('acme', [paidInvoice('7', '42', ada('(202) 555-0123'))]);
    await read('books', [paidInvoice('99', '42', ada('(202) 555-0123'))]);
    const [matches, twins] = await shop.inside(
      async ({ db }) => [await db.customerMatch.findMany(), await db.twin.findMany()] as const,
    );
    expect([matches, twins]).toMatchObject([
      [{ status: 'proposed' }],
      [{ status: 'proposed', basis: ['number', 'total'] }],
    ]);
  });

  it('of one paper each are found by whoever comes second, when they come at the same time', async () => {
    await shop.inside((tenant) => changeOrganization(tenant, { linkCustomers: 'automatic' }, stage.now));
    const page = (prefix: string) =>
      Array.from({ length: 40 }, (_, n) => paidInvoice(`${prefix}${n}`, `${n}`, ada('(202) 555-0123')));
    await Promise.all([read('acme', page('a')), read('books', page('b'))]);
    const twins = await shop.inside(({ db }) => db.twin.groupBy({ by: ['status'], _count: true }));
    expect(twins).toEqual([{ status: 'matched', _count: 40 }]);
  });
});
