import * as z from 'zod';
import { type Change, type ChangePage, Rejected, type Session } from '../provider.ts';
import type { Client } from './client.ts';
import { readCursor, vendorCursor, writeCursor } from './cursors.ts';
import { ChangesDocument } from './generated/graphql.ts';
import { instant, maybeInstant, pageInfo, wholeSeconds } from './shapes.ts';

/** By seven lists that is at most about 900 points; what really comes is charged. */
const pageSize = 60;
/** The list of jobs always has something to show: a first look is enough to see that nothing is new. */
const firstLook = 5;

const changed = z.object({ id: z.string(), updatedAt: instant });
const list = <Node extends z.ZodType>(node: Node) => z.object({ nodes: z.array(node), pageInfo }).optional();
const reply = z.object({
  clients: list(changed),
  invoices: list(changed),
  quotes: list(changed),
  completedJobs: list(changed),
  jobs: list(changed.extend({ completedAt: maybeInstant })),
  visits: list(z.object({ id: z.string() })),
  newVisits: list(z.object({ id: z.string(), completedAt: maybeInstant })),
});
type Answer = z.infer<typeof reply>;

const names = ['clients', 'invoices', 'quotes', 'completedJobs', 'jobs', 'visits', 'newVisits'] as const;
type Name = (typeof names)[number];

/** The lists that are not read to their end, and how far each is. */
const positionShape = z.partialRecord(z.enum(names), vendorCursor);
type Position = z.infer<typeof positionShape>;

const start: Position = Object.fromEntries(names.map((name) => [name, null]));

/** Every kind in one call, then only the lists that have more. A kind that we may not read has nothing to tell. */
export async function readChanges(
  client: Client,
  session: Session,
  { since, cursor }: { since: Date; cursor: string | null },
): Promise<ChangePage> {
  const from = wholeSeconds(since);
  const open = cursor === null ? { ...start } : readCursor(cursor, positionShape);
  while (names.some((name) => name in open)) {
    try {
      const { data, budget } = await client.ask(session, ChangesDocument, variablesFor(open, from), reply);
      const left = whatIsLeft(data, from);
      const nextCursor = Object.keys(left).length > 0 ? writeCursor(left) : null;
      return { changes: changesIn(data, from), nextCursor, budget };
    } catch (error) {
      const hidden = names.find((name) => name in open && isHidden(error, name));
      if (!hidden) throw error;
      delete open[hidden];
    }
  }
  return { changes: [], nextCursor: null, budget: null };
}

const isHidden = (error: unknown, name: Name) =>
  error instanceof Rejected && error.code === 'missing_permission' && error.path?.split('.')[0] === name;

function variablesFor(open: Position, since: Date) {
  const asked = (name: Name) => name in open;
  return {
    first: pageSize,
    firstJobs: open.jobs ? pageSize : firstLook,
    since: since.toISOString(),
    clients: asked('clients'),
    clientsAfter: open.clients ?? null,
    invoices: asked('invoices'),
    invoicesAfter: open.invoices ?? null,
    quotes: asked('quotes'),
    quotesAfter: open.quotes ?? null,
    completedJobs: asked('completedJobs'),
    completedJobsAfter: open.completedJobs ?? null,
    jobs: asked('jobs'),
    jobsAfter: open.jobs ?? null,
    visits: asked('visits'),
    visitsAfter: open.visits ?? null,
    newVisits: asked('newVisits'),
    newVisitsAfter: open.newVisits ?? null,
  };
}

function changesIn(data: Answer, since: Date): Change[] {
  const plain = (kind: string, nodes: { id: string; updatedAt: Date }[] = [], says: string | null = null) =>
    nodes.map(({ id, updatedAt }): Change => ({ entity: { kind, id }, updatedAt, says, gone: false }));
  // Jobs have no filter by their last change: the newest come first, and those completed since are in their own list.
  const otherJobs = data.jobs?.nodes.filter(
    ({ updatedAt, completedAt }) => updatedAt >= since && !(completedAt && completedAt >= since),
  );
  const visit =
    (says: string) =>
    ({ id }: { id: string }): Change => ({
      entity: { kind: 'visit', id },
      updatedAt: null,
      says,
      gone: false,
    });
  // Of a series no notice tells but of its first visit.
  const newVisits = data.newVisits?.nodes.filter(({ completedAt }) => !(completedAt && completedAt >= since));
  return [
    ...plain('client', data.clients?.nodes),
    ...plain('invoice', data.invoices?.nodes),
    ...plain('quote', data.quotes?.nodes),
    ...plain('job', data.completedJobs?.nodes, 'job_completed'),
    ...plain('job', otherJobs),
    ...(data.visits?.nodes ?? []).map(visit('visit_completed')),
    ...(newVisits ?? []).map(visit('visit_scheduled')),
  ];
}

/** The list of jobs ends where they are older than what is asked for. */
function whatIsLeft(data: Answer, since: Date): Position {
  const left: Position = {};
  for (const name of names) {
    const page = data[name]?.pageInfo;
    const oldest = name === 'jobs' ? data.jobs?.nodes.at(-1) : undefined;
    if (page?.hasNextPage && page.endCursor && !(oldest && oldest.updatedAt < since)) left[name] = page.endCursor;
  }
  return left;
}
