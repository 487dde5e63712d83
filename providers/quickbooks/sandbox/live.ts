import { works } from './company.ts';
import type { Deeds } from './deeds.ts';
import { type Random, randomFrom } from './random.ts';
import type { State } from './state.ts';

/** What the core has to find, whatever happened to the notices. */
export type LiveEvent = { trigger: string; entity: { kind: string; id: string } };

type Scene = { state: State; deeds: Deeds; random: Random; tell: (trigger: string, kind: string, id: string) => void };

const from = <Row>(random: Random, rows: Row[]): Row | null => (rows.length > 0 ? random.pick(rows) : null);

const anyCustomer = ({ state, random }: Scene) =>
  from(
    random,
    Object.values(state.customers).filter(({ active, parentId }) => active && parentId === null),
  );

/** Each deed does one thing that triggers speak of, and tells which; nothing where there is nobody to do it for. */
const acts: ((scene: Scene) => void)[] = [
  ({ deeds, random, tell }) => {
    const { id } = deeds.createCustomer({ givenName: 'Live', familyName: `Customer ${random.below(1_000_000)}` });
    tell('client_created', 'client', id);
  },
  (scene) => {
    const { deeds, random, tell } = scene;
    const customer = anyCustomer(scene);
    if (!customer) return;
    const paper = { customerId: customer.id, title: random.pick(works), total: random.money(700) };
    const invoice = deeds.createInvoice(paper);
    deeds.sendInvoice(invoice);
    tell('invoice_sent', 'invoice', invoice.id);
  },
  ({ state, deeds, random, tell }) => {
    const open = Object.values(state.invoices).filter(({ balance, voided }) => balance > 0 && !voided);
    const invoice = from(random, open);
    if (!invoice) return;
    const { customerId, balance } = invoice;
    const pay = (amount?: number) => deeds.pay({ customerId, invoiceIds: [invoice.id], amount });
    // Now and then in two parts, of which only the second pays it.
    if (balance > 1 && random.next() < 0.3) pay(Math.round(balance * 30) / 100);
    pay();
    tell('invoice_paid', 'invoice', invoice.id);
  },
  (scene) => {
    const { state, deeds, random, tell } = scene;
    const pending = from(
      random,
      Object.values(state.estimates).filter(({ status }) => status === 'Pending'),
    );
    const customer = anyCustomer(scene);
    const made = () => customer && deeds.createEstimate({ customerId: customer.id, total: random.money(900) });
    const estimate = pending ?? made();
    if (!estimate) return;
    deeds.judgeEstimate(estimate, 'Accepted');
    tell('quote_approved', 'quote', estimate.id);
  },
  // An edit of which nobody needs to hear.
  (scene) => {
    const customer = anyCustomer(scene);
    if (customer) scene.deeds.touch('customer', customer);
  },
];

/** The later life of a company: so many deeds now, each with its notices; the same for the same seed and state. */
export function live({ state, deeds }: Pick<Scene, 'state' | 'deeds'>, input: { count: number; seed: number }) {
  const random = randomFrom(input.seed);
  const events: LiveEvent[] = [];
  const tell: Scene['tell'] = (trigger, kind, id) => void events.push({ trigger, entity: { kind, id } });
  for (let n = 0; n < input.count; n += 1) random.pick(acts)({ state, deeds, random, tell });
  return events;
}
