import * as z from 'zod';
import type { Budget, Session, Snapshot } from '../provider.ts';
import type { Client } from './client.ts';
import {
  type InvoiceStatusTypeEnum,
  InvoicesPageDocument,
  type JobStatusTypeEnum,
  JobsPageDocument,
  type QuoteStatusTypeEnum,
  QuotesPageDocument,
  VisitsPageDocument,
} from './generated/graphql.ts';
import { invoiceShape, invoiceSnapshot } from './invoices.ts';
import { jobSnapshot, ownedJobShape } from './jobs.ts';
import { quoteShape, quoteSnapshot } from './quotes.ts';
import { pageInfo } from './shapes.ts';
import { visitShape, visitSnapshot } from './visits.ts';

type Ask = { since: string; after: string | null };
type Page = {
  snapshots: Snapshot[];
  after: string | null;
  budget: Budget | null;
  /** The page holds what the lists `partOfFirst` would give again. */
  covers: boolean;
};

export type List = {
  /** For the eyes of people. */
  kind: string;
  /** Its status may not exist in every API version. */
  isNewer?: boolean;
  /** Maybe it is held by the first list already; pages of that one tell. */
  partOfFirst?: boolean;
  read(client: Client, session: Session, ask: Ask): Promise<Page>;
};

const first = 20;
const listOf = <Node extends z.ZodType>(node: Node) => z.object({ nodes: z.array(node), pageInfo });
const jobsReply = z.object({ jobs: listOf(ownedJobShape) });
const visitsReply = z.object({ visits: listOf(visitShape) });
const quotesReply = z.object({ quotes: listOf(quoteShape) });
const invoicesReply = z.object({ invoices: listOf(invoiceShape) });

const nextOf = ({ hasNextPage, endCursor }: z.infer<typeof pageInfo>) => (hasNextPage ? endCursor : null);

/** `status`: null for all that was completed since. */
const jobs = (status: JobStatusTypeEnum | null): List['read'] =>
  async function read(client, session, { since, after }) {
    const filter = status ? { status } : { completedAt: { after: since } };
    const { data, budget } = await client.ask(session, JobsPageDocument, { first, after, filter }, jobsReply);
    const { nodes, pageInfo: info } = data.jobs;
    const snapshots: Snapshot[] = [];
    // One after the other: few need a second call, and none may overdraw the budget.
    for (const node of nodes) snapshots.push(await jobSnapshot(client, session, node));
    const covers = status === 'active' && nodes.some(({ jobStatus }) => jobStatus !== 'active');
    return { snapshots, after: nextOf(info), budget, covers };
  };

const visits: List['read'] = async (client, session, { since, after }) => {
  const filter = { completedAt: { after: since } };
  const { data, budget } = await client.ask(session, VisitsPageDocument, { first, after, filter }, visitsReply);
  const { nodes, pageInfo: info } = data.visits;
  return { snapshots: nodes.map(visitSnapshot), after: nextOf(info), budget, covers: false };
};

const quotes = (status: QuoteStatusTypeEnum | null): List['read'] =>
  async function read(client, session, { since, after }) {
    const filter = status ? { status } : { updatedAt: { after: since } };
    const { data, budget } = await client.ask(session, QuotesPageDocument, { first, after, filter }, quotesReply);
    const { nodes, pageInfo: info } = data.quotes;
    return { snapshots: nodes.map(quoteSnapshot), after: nextOf(info), budget, covers: false };
  };

const invoices = (status: InvoiceStatusTypeEnum | null): List['read'] =>
  async function read(client, session, { since, after }) {
    const filter = status ? { status } : { updatedAt: { after: since } };
    const { data, budget } = await client.ask(session, InvoicesPageDocument, { first, after, filter }, invoicesReply);
    const { nodes, pageInfo: info } = data.invoices;
    return { snapshots: nodes.map(invoiceSnapshot), after: nextOf(info), budget, covers: false };
  };

// Whether "active" holds the statuses that are worked out from the schedule is not documented.
const scheduled = ['late', 'today', 'upcoming', 'action_required', 'unscheduled'] as const;

/** What is still going on. */
export const openLists: readonly List[] = [
  { kind: 'jobs', read: jobs('active') },
  ...scheduled.map((status): List => ({ kind: 'jobs', partOfFirst: true, read: jobs(status) })),
  ...(['draft', 'awaiting_response', 'changes_requested'] as const).map(
    (status): List => ({ kind: 'quotes', read: quotes(status) }),
  ),
  ...(['draft', 'awaiting_payment', 'past_due'] as const).map(
    (status): List => ({ kind: 'invoices', read: invoices(status) }),
  ),
  { kind: 'invoices', isNewer: true, read: invoices('sent_not_due') },
];

/** What ended since; the vendor's own order is newest first but for visits, which come by their start. */
export const pastLists: readonly List[] = [
  { kind: 'jobs', read: jobs(null) },
  { kind: 'visits', read: visits },
  { kind: 'quotes', read: quotes(null) },
  { kind: 'invoices', read: invoices(null) },
];
