import { firstNames, lastNames, works } from './company.ts';
import { dayOf } from './days.ts';
import { type Random, randomFrom } from './random.ts';
import type { ClientRow, InvoiceRow, JobRow, State } from './state.ts';

const day = 86_400_000;
const hour = 3_600_000;
const size = { clients: 2000, jobs: 5000, quotes: 1000, invoices: 4000 };
const crew = ['Sam Rivera', 'Lee Novak', 'Kim Osei', 'Ray Tanaka'];
const labels = ['Weekly', 'Gate code', 'VIP', 'Dog in the yard'];

/** A year of a busy company up to now, at once and without a notice; the same for the same seed and moment. */
export function seedBusyCompany(
  state: State,
  { seed, share = 1, zone }: { seed: number; share?: number; zone: string },
  now: number,
) {
  const random = randomFrom(seed);
  const of = (count: number) => Math.ceil(count * share);
  const withinTheYear = () => now - day - random.below(364 * day);
  const clients = Array.from({ length: of(size.clients) }, (_, n) =>
    addClient(state, random, n, withinTheYear() - 90 * day),
  );
  for (let n = 0; n < of(size.jobs); n += 1) addJob(state, random, random.pick(clients), withinTheYear(), now);
  for (let n = 0; n < of(size.quotes); n += 1) addQuote(state, random, random.pick(clients), withinTheYear());
  for (let n = 0; n < of(size.invoices); n += 1)
    addInvoice(state, random, random.pick(clients), withinTheYear(), now, zone);
}

function addClient(state: State, random: Random, n: number, createdAt: number): ClientRow {
  const id = state.nextId++;
  const row: ClientRow = {
    id,
    firstName: random.pick(firstNames),
    lastName: `${random.pick(lastNames)} ${n}`,
    companyName: null,
    isCompany: false,
    isLead: false,
    isArchived: random.next() < 0.03,
    sampleData: false,
    emails: [{ id: state.nextId++, address: `busy-${n}@example.com`, description: 'MAIN', primary: true }],
    phones: [
      {
        id: state.nextId++,
        number: `(207) 555-${String(n).padStart(4, '0')}`,
        description: 'MOBILE',
        primary: true,
        smsAllowed: random.next() < 0.9,
      },
    ],
    billingAddress: {
      street1: `${1 + (n % 200)} Main Street`,
      street2: null,
      city: 'Portland',
      province: 'Maine',
      postalCode: '04101',
      country: 'United States',
    },
    flags: {
      receivesReminders: true,
      receivesFollowUps: random.next() < 0.95,
      receivesQuoteFollowUps: true,
      receivesInvoiceFollowUps: true,
      receivesReviewRequests: true,
    },
    tags: random.next() < 0.3 ? [random.pick(labels)] : [],
    createdAt,
    updatedAt: createdAt,
  };
  state.clients.set(id, row);
  return row;
}

/** One to three visits, a week apart; nineteen of twenty jobs are done, and most of those closed. */
function addJob(state: State, random: Random, client: ClientRow, createdAt: number, now: number) {
  const title = random.pick(works);
  const isOpen = random.next() < 0.05;
  const starts = Array.from({ length: 1 + random.below(3) }, (_, at) =>
    isOpen
      ? now + (1 + random.below(20)) * day + at * 7 * day
      : Math.min(createdAt + at * 7 * day, now - 2 * day) + hour,
  );
  const id = state.nextId++;
  const row: JobRow = {
    id,
    clientId: client.id,
    jobNumber: state.jobs.size + 1,
    title,
    total: random.money(1500),
    createdAt,
    updatedAt: createdAt,
    completedAt: null,
    closedAt: null,
    visitIds: [],
  };
  for (const startAt of starts) {
    const endAt = startAt + 2 * hour;
    const visit = {
      id: state.nextId++,
      jobId: id,
      clientId: client.id,
      title,
      startAt,
      endAt,
      completedAt: isOpen ? null : endAt,
      createdAt,
      assignedTo: [random.pick(crew)],
    };
    state.visits.set(visit.id, visit);
    row.visitIds.push(visit.id);
    if (!isOpen) row.completedAt = endAt;
  }
  if (row.completedAt !== null && random.next() < 0.8) row.closedAt = row.completedAt + hour;
  row.updatedAt = row.closedAt ?? row.completedAt ?? createdAt;
  state.jobs.set(id, row);
}

function addQuote(state: State, random: Random, client: ClientRow, createdAt: number) {
  const isApproved = random.next() < 0.6;
  const changedAt = createdAt + (isApproved ? 12 * hour : 0);
  const id = state.nextId++;
  state.quotes.set(id, {
    id,
    clientId: client.id,
    quoteNumber: String(state.quotes.size + 1),
    title: random.pick(works),
    total: random.money(4000),
    quoteStatus: isApproved ? 'approved' : 'awaiting_response',
    createdAt,
    updatedAt: changedAt,
    transitionedAt: changedAt,
    approvedAt: isApproved ? changedAt : null,
  });
}

/** Nine of ten are paid some days later; a few are voided or written off, the rest wait for their money. */
function addInvoice(state: State, random: Random, client: ClientRow, createdAt: number, now: number, zone: string) {
  const id = state.nextId++;
  const row: InvoiceRow = {
    id,
    clientId: client.id,
    invoiceNumber: String(state.invoices.size + 1),
    subject: random.pick(works),
    total: random.money(1500),
    createdAt,
    updatedAt: createdAt,
    sentAt: createdAt,
    issuedDay: dayOf(createdAt, zone),
    dueDay: dayOf(createdAt + 14 * day, zone),
    paidAt: null,
    end: null,
    paymentIds: [],
  };
  state.invoices.set(id, row);
  const fate = random.next();
  const endedAt = createdAt + random.below(Math.min(20 * day, now - hour - createdAt));
  if (fate >= 0.95) return;
  const adjustmentType = fate < 0.9 ? 'PAYMENT' : fate < 0.93 ? 'VOIDED' : 'BAD_DEBT';
  const payment = {
    id: state.nextId++,
    invoiceId: id,
    clientId: client.id,
    amount: row.total,
    at: endedAt,
    adjustmentType,
  } as const;
  state.payments.set(payment.id, payment);
  row.paymentIds.push(payment.id);
  row.updatedAt = endedAt;
  if (adjustmentType === 'PAYMENT') row.paidAt = endedAt;
  else row.end = adjustmentType === 'VOIDED' ? 'void' : 'bad debt';
}
