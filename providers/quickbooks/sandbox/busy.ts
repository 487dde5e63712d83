import { familyNames, givenNames, works } from './company.ts';
import type { Deeds } from './deeds.ts';
import { type Random, randomFrom } from './random.ts';
import type { CustomerRow } from './state.ts';

const day = 86_400_000;
const size = { customers: 2000, invoices: 4000, estimates: 500 };

/** A year of a busy company up to yesterday, at once; `quiet` deeds tell nobody. The same for the same seed and moment. */
export function seedBusyCompany(quiet: Deeds, { seed, share = 1 }: { seed: number; share?: number }, now: number) {
  const random = randomFrom(seed);
  const of = (count: number) => Math.ceil(count * share);
  const withinTheYear = () => now - day - random.below(364 * day);
  const customers = Array.from({ length: of(size.customers) }, (_, n) =>
    addCustomer(quiet, random, n, withinTheYear() - 90 * day),
  );
  for (let n = 0; n < of(size.invoices); n += 1)
    addInvoice(quiet, random, random.pick(customers), withinTheYear(), now);
  for (let n = 0; n < of(size.estimates); n += 1)
    addEstimate(quiet, random, random.pick(customers), withinTheYear(), now);
}

function addCustomer(quiet: Deeds, random: Random, n: number, createdAt: number): CustomerRow {
  const isCompany = random.next() < 0.1;
  const row = quiet.createCustomer({
    ...(isCompany
      ? { companyName: `${random.pick(familyNames)} & Co. ${n}` }
      : { givenName: random.pick(givenNames), familyName: `${random.pick(familyNames)} ${n}` }),
    email: random.next() < 0.9 ? `busy-${n}@example.com` : null,
    mobile: random.next() < 0.9 ? `(207) 555-${String(n).padStart(4, '0')}` : null,
    active: random.next() >= 0.03,
    createdAt,
  });
  return row;
}

/** Most are paid, some of them in two parts; of the rest some are voided, and some are still open. */
function addInvoice(quiet: Deeds, random: Random, customer: CustomerRow, createdAt: number, now: number) {
  const sentAt = random.next() < 0.9 ? createdAt : undefined;
  const total = random.money(2000);
  const paper = { customerId: customer.id, title: random.pick(works), total, createdAt };
  const invoice = quiet.createInvoice({ ...paper, sentAt });
  let lastAt = createdAt;
  const later = () => {
    lastAt += random.below(Math.max(1, Math.min(20 * day, now - day - lastAt)));
    return lastAt;
  };
  const pay = (amount?: number) => {
    const payment = quiet.pay({ customerId: customer.id, invoiceIds: [invoice.id], amount, createdAt: later() });
    payment.updatedAt = lastAt;
  };
  const end = random.next();
  if (end < 0.1) pay(Math.round(total * 40) / 100);
  if (end < 0.85) pay();
  else if (end < 0.88) {
    quiet.voidInvoice(invoice);
    later();
  }
  invoice.updatedAt = lastAt;
}

function addEstimate(quiet: Deeds, random: Random, customer: CustomerRow, createdAt: number, now: number) {
  const paper = { customerId: customer.id, title: random.pick(works), total: random.money(5000), createdAt };
  const estimate = quiet.createEstimate(paper);
  const judgedAt = createdAt + random.below(Math.max(1, Math.min(30 * day, now - day - createdAt)));
  const end = random.next();
  if (end < 0.5) quiet.judgeEstimate(estimate, 'Accepted', new Date(judgedAt).toISOString().slice(0, 10));
  else if (end < 0.7) quiet.judgeEstimate(estimate, 'Rejected');
  estimate.updatedAt = end < 0.7 ? judgedAt : createdAt;
}
