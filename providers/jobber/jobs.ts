import * as z from 'zod';
import type { Session, Snapshot, Transition } from '../provider.ts';
import type { Client } from './client.ts';
import { ownerFacts, ownerShape, toCustomer } from './customers.ts';
import type { FactsOf, jobFields } from './fields.ts';
import { JobVisitsDocument } from './generated/graphql.ts';
import { instant, iso, listed, maybeInstant, money, people, spoken, text } from './shapes.ts';

export const jobShape = z.object({
  id: z.string(),
  jobNumber: spoken,
  title: text,
  jobStatus: z.string(),
  total: money,
  createdAt: instant,
  updatedAt: instant,
  startAt: maybeInstant,
  endAt: maybeInstant,
  completedAt: maybeInstant,
  visitsInfo: z.object({ incompleteTotal: z.number() }),
  visits: z.object({
    nodes: z.array(z.object({ startAt: maybeInstant, completedAt: maybeInstant, assignedUsers: people })),
    pageInfo: z.object({ hasNextPage: z.boolean() }),
  }),
});
export type Job = z.infer<typeof jobShape>;

export const ownedJobShape = jobShape.extend({ client: ownerShape.nullable() });
export type OwnedJob = z.infer<typeof ownedJobShape>;

const visitsReply = z.object({
  job: z.object({ visits: z.object({ nodes: z.array(z.object({ completedAt: maybeInstant })) }) }).nullable(),
});

const times = (dates: readonly (Date | null)[]) => dates.flatMap((date) => (date ? [date.getTime()] : []));
const latest = (dates: readonly (Date | null)[]) => {
  const known = times(dates);
  return known.length > 0 ? new Date(Math.max(...known)) : null;
};

/** Visits come by their start, so the first page holds the first; where it tells none, the job's own start stands in. */
function firstVisitAt({ visits, startAt }: Job): Date | null {
  const starts = times(visits.nodes.map((visit) => visit.startAt));
  if (starts.length > 0) return new Date(Math.min(...starts));
  return visits.pageInfo.hasNextPage ? startAt : null;
}

export const jobFacts = (read: Job): FactsOf<typeof jobFields> => ({
  'job.title': read.title,
  'job.number': read.jobNumber,
  'job.total': read.total,
  'job.technician': listed(read.visits.nodes.flatMap(({ assignedUsers }) => assignedUsers)),
  'job.start_at': iso(read.startAt),
  'job.end_at': iso(read.endAt),
  'job.completed_at': iso(read.completedAt),
  'job.first_visit_at': iso(firstVisitAt(read)),
});

/** A job of these is not closed. `requires_invoicing` may be either: closed, or only done. */
const open = new Set([
  'action_required',
  'active',
  'expiring_within_30_days',
  'late',
  'on_hold',
  'today',
  'unscheduled',
  'upcoming',
]);

/** `lastVisitAt`: when the vendor left completedAt empty, the end of the last visit of a job that has none left. */
export function jobTransitions(read: Job, lastVisitAt: Date | null): Transition[] {
  const entity = { kind: 'job', id: read.id };
  const at = read.completedAt ?? lastVisitAt;
  const source = read.completedAt ? 'completedAt' : 'visits.completedAt';
  const isClosed = read.jobStatus === 'archived';
  return [
    { trigger: 'job_completed', entity, holds: at !== null, at, source: at && source, saidBy: [] },
    {
      trigger: 'job_closed',
      entity,
      holds: isClosed,
      unclear: !isClosed && !open.has(read.jobStatus),
      at: null,
      source: null,
      saidBy: ['JOB_CLOSED'],
    },
    startedTransition(read, at),
  ];
}

/** A job that was finished or closed before its first visit never starts. */
function startedTransition(read: Job, completedAt: Date | null): Transition {
  const at = firstVisitAt(read);
  const isOver = read.jobStatus === 'archived' || (at !== null && completedAt !== null && completedAt < at);
  return {
    trigger: 'job_started',
    entity: { kind: 'job', id: read.id },
    holds: at !== null && !isOver,
    at,
    source: at && 'visits.startAt',
    saidBy: [],
    due: true,
  };
}

/** The end of the last visit, for a job without a completion date and without an open visit. */
async function lastVisitOf(client: Client, session: Session, read: Job): Promise<Date | null> {
  if (read.completedAt !== null || read.visitsInfo.incompleteTotal > 0) return null;
  if (!read.visits.pageInfo.hasNextPage) return latest(read.visits.nodes.map(({ completedAt }) => completedAt));
  const { data } = await client.ask(session, JobVisitsDocument, { id: read.id }, visitsReply);
  return latest(data.job?.visits.nodes.map(({ completedAt }) => completedAt) ?? []);
}

export async function jobSnapshot(client: Client, session: Session, read: OwnedJob): Promise<Snapshot> {
  return {
    entity: { kind: 'job', id: read.id },
    found: true,
    createdAt: read.createdAt,
    updatedAt: read.updatedAt,
    customer: read.client && toCustomer(read.client),
    transitions: jobTransitions(read, await lastVisitOf(client, session, read)),
    facts: { ...jobFacts(read), ...ownerFacts(read.client) },
  };
}
