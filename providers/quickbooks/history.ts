import type { HistoryPage, HistoryStage, Session, Snapshot } from '../provider.ts';
import type { Client } from './client.ts';
import { estimateShape, estimateSnapshot, isOpen } from './estimates.ts';
import { invoiceShape, invoiceSnapshot } from './invoices.ts';
import { readOwners } from './owners.ts';
import { invoicesPaidBy, paidTimes, paymentShape, paymentSnapshot } from './payments.ts';
import { front, newestFirst, type Position, readCursor, writeCursor } from './rows.ts';

/** Half of what the vendor would give: with its customers and payments a page then takes some ten calls. */
const rows = 500;

type Input = { stage: HistoryStage; since: Date; at: Position };
type Page = { snapshots: Snapshot[]; next: Position | null };
type Reader = (client: Client, session: Session, input: Input) => Promise<Page>;

const readInvoices: Reader = async (client, session, { stage, since, at }) => {
  const isPast = stage === 'past';
  const where = isPast ? [] : ["Balance > '0'"];
  const range = { where, since: isPast ? since : null, at, rows };
  const page = await newestFirst(client, session, { entity: 'Invoice', shape: invoiceShape, ...range });
  const paid = await paidTimes(client, session, page.rows);
  const ownerOf = await readOwners(client, session, page.rows);
  const known = (invoice: (typeof page.rows)[number]) => ({
    customer: ownerOf(invoice),
    paidAt: paid.get(invoice.Id),
  });
  return { snapshots: page.rows.map((invoice) => invoiceSnapshot(invoice, known(invoice))), next: page.next };
};

const readEstimates: Reader = async (client, session, { stage, since, at }) => {
  const isPast = stage === 'past';
  const range = { since: isPast ? since : null, at, rows };
  // Whether the vendor filters by status is not sure: those that are settled are left out here.
  const page = await newestFirst(client, session, { entity: 'Estimate', shape: estimateShape, ...range });
  const wanted = isPast ? page.rows : page.rows.filter(isOpen);
  const ownerOf = await readOwners(client, session, wanted);
  return { snapshots: wanted.map((estimate) => estimateSnapshot(estimate, ownerOf(estimate))), next: page.next };
};

const readPayments: Reader = async (client, session, { since, at }) => {
  const page = await newestFirst(client, session, { entity: 'Payment', shape: paymentShape, since, at, rows });
  const invoices = await invoicesPaidBy(client, session, page.rows);
  const paid = await paidTimes(client, session, invoices.values(), page.rows);
  const ownerOf = await readOwners(client, session, page.rows);
  const snapshots = page.rows.map((payment) => paymentSnapshot(payment, invoices, paid, ownerOf(payment)));
  return { snapshots, next: page.next };
};

const readers = { invoice: readInvoices, quote: readEstimates, payment: readPayments };
type Kind = keyof typeof readers;
/** A payment is never open: it is there. */
const kinds: Record<HistoryStage, readonly Kind[]> = {
  open: ['invoice', 'quote'],
  past: ['invoice', 'quote', 'payment'],
};

/** The invoices, then the estimates, then the payments, each newest change first. */
export async function readHistoryPage(
  client: Client,
  session: Session,
  { stage, since, cursor }: { stage: HistoryStage; since: Date; cursor: string | null },
): Promise<HistoryPage> {
  const order = kinds[stage];
  const { word: kind, at } = readCursor(cursor ?? writeCursor('invoice', front), order);
  const { snapshots, next } = await readers[kind](client, session, { stage, since, at });
  const following = order[order.indexOf(kind) + 1];
  const last = following ? writeCursor(following, front) : null;
  return { kind, snapshots, nextCursor: next ? writeCursor(kind, next) : last, budget: null };
}
