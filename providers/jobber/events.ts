import * as z from 'zod';
import type { EntityRef, Session, Snapshot, Transition } from '../provider.ts';
import type { Client } from './client.ts';
import { clientShape, instant, toCustomer } from './customers.ts';
import { ClientDocument, JobDocument, JobVisitsDocument, QuoteDocument, VisitDocument } from './generated/graphql.ts';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
const maybeInstant = instant.nullish().transform((value) => value ?? null);
const money = z
  .number()
  .nullish()
  .transform((value) => value ?? null);
const spoken = z.union([z.string(), z.number()]).transform(String);

const jobFields = {
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
};
const job = z.object(jobFields);
type Job = z.infer<typeof job>;

const clientReply = z.object({ client: clientShape.nullable() });
const jobReply = z.object({ job: z.object({ ...jobFields, client: clientShape.nullable() }).nullable() });
const jobVisitsReply = z.object({
  job: z
    .object({ visits: z.object({ nodes: z.array(z.object({ isComplete: z.boolean(), completedAt: maybeInstant })) }) })
    .nullable(),
});
const visitReply = z.object({
  visit: z
    .object({
      id: z.string(),
      title: text,
      isComplete: z.boolean(),
      completedAt: maybeInstant,
      startAt: maybeInstant,
      endAt: maybeInstant,
      createdAt: maybeInstant,
      isLastScheduledVisit: z.boolean(),
      job,
      client: clientShape.nullable(),
    })
    .nullable(),
});
const quoteReply = z.object({
  quote: z
    .object({
      id: z.string(),
      quoteNumber: spoken,
      title: text,
      quoteStatus: z.string(),
      transitionedAt: maybeInstant,
      createdAt: instant,
      updatedAt: instant,
      amounts: z.object({ total: money }).nullish(),
      lastTransitioned: z.object({ approvedAt: maybeInstant }).nullish(),
      client: clientShape.nullable(),
    })
    .nullable(),
});

const iso = (date: Date | null) => date?.toISOString() ?? null;

const jobFacts = (read: Job) => ({
  'job.title': read.title,
  'job.number': read.jobNumber,
  'job.total': read.total,
  'job.start_at': iso(read.startAt),
  'job.end_at': iso(read.endAt),
  'job.completed_at': iso(read.completedAt),
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
function jobTransitions(read: Job, lastVisitAt: Date | null): Transition[] {
  const entity = { kind: 'job', id: read.id };
  const at = read.completedAt ?? lastVisitAt;
  const source = read.completedAt ? 'completedAt' : 'visits.completedAt';
  return [
    { trigger: 'job_completed', entity, holds: at !== null, at, source: at && source, saidBy: [] },
    {
      trigger: 'job_closed',
      entity,
      holds: read.jobStatus === 'archived',
      unclear: read.jobStatus !== 'archived' && !open.has(read.jobStatus),
      at: null,
      source: null,
      saidBy: ['JOB_CLOSED'],
    },
  ];
}

const missing = (entity: EntityRef): Snapshot => ({
  entity,
  found: false,
  createdAt: null,
  updatedAt: null,
  customer: null,
  transitions: [],
  facts: {},
});

type Reader = (client: Client, session: Session, entity: EntityRef) => Promise<Snapshot>;

const readClient: Reader = async (client, session, entity) => {
  const read = (await client.ask(session, ClientDocument, { id: entity.id }, clientReply)).data.client;
  if (!read) return missing(entity);
  const { createdAt, updatedAt } = read;
  return {
    entity,
    found: true,
    createdAt,
    updatedAt,
    customer: toCustomer(read),
    transitions: [{ trigger: 'client_created', entity, holds: true, at: createdAt, source: 'createdAt', saidBy: [] }],
    facts: { 'client.is_lead': read.isLead, 'client.is_company': read.isCompany },
  };
};

const readJob: Reader = async (client, session, entity) => {
  const read = (await client.ask(session, JobDocument, { id: entity.id }, jobReply)).data.job;
  if (!read) return missing(entity);
  const mayBeDone = read.completedAt === null && read.visitsInfo.incompleteTotal === 0;
  return {
    entity,
    found: true,
    createdAt: read.createdAt,
    updatedAt: read.updatedAt,
    customer: read.client && toCustomer(read.client),
    transitions: jobTransitions(read, mayBeDone ? await lastVisitOf(client, session, entity) : null),
    facts: jobFacts(read),
  };
};

/** Asked only for jobs without a completion date and without an open visit: it costs 200 points. */
async function lastVisitOf(client: Client, session: Session, entity: EntityRef): Promise<Date | null> {
  const { data } = await client.ask(session, JobVisitsDocument, { id: entity.id }, jobVisitsReply);
  const times = data.job?.visits.nodes.flatMap(({ completedAt }) => (completedAt ? [completedAt.getTime()] : [])) ?? [];
  return times.length > 0 ? new Date(Math.max(...times)) : null;
}

const readVisit: Reader = async (client, session, entity) => {
  const read = (await client.ask(session, VisitDocument, { id: entity.id }, visitReply)).data.visit;
  if (!read) return missing(entity);
  const { isComplete, completedAt } = read;
  const isDone = isComplete && read.isLastScheduledVisit && read.job.visitsInfo.incompleteTotal === 0;
  return {
    entity,
    found: true,
    createdAt: read.createdAt,
    updatedAt: null,
    customer: read.client && toCustomer(read.client),
    transitions: [
      {
        trigger: 'visit_completed',
        entity,
        holds: isComplete,
        at: isComplete ? completedAt : null,
        source: isComplete && completedAt ? 'completedAt' : null,
        saidBy: ['VISIT_COMPLETE'],
      },
      // The notice of a completed visit may be the only one of its completed job.
      ...jobTransitions(read.job, isDone ? completedAt : null),
    ],
    facts: {
      'visit.title': read.title ?? read.job.title,
      'visit.start_at': iso(read.startAt),
      'visit.end_at': iso(read.endAt),
      'visit.completed_at': iso(completedAt),
      'visit.is_last': read.isLastScheduledVisit,
      ...jobFacts(read.job),
    },
  };
};

const readQuote: Reader = async (client, session, entity) => {
  const read = (await client.ask(session, QuoteDocument, { id: entity.id }, quoteReply)).data.quote;
  if (!read) return missing(entity);
  const holds = ['approved', 'converted'].includes(read.quoteStatus);
  const approvedAt = read.lastTransitioned?.approvedAt ?? null;
  // transitionedAt is the time of the latest change: of the approval only while the quote is still approved.
  const at = approvedAt ?? (read.quoteStatus === 'approved' ? read.transitionedAt : null);
  const source = approvedAt ? 'lastTransitioned.approvedAt' : 'transitionedAt';
  return {
    entity,
    found: true,
    createdAt: read.createdAt,
    updatedAt: read.updatedAt,
    customer: read.client && toCustomer(read.client),
    transitions: [
      {
        trigger: 'quote_approved',
        entity,
        holds,
        at: holds ? at : null,
        source: holds && at ? source : null,
        saidBy: ['QUOTE_APPROVED'],
      },
    ],
    facts: {
      'quote.number': read.quoteNumber,
      'quote.title': read.title,
      'quote.total': read.amounts?.total ?? null,
      'quote.approved_at': iso(holds ? at : null),
    },
  };
};

const readers: Record<string, Reader> = { client: readClient, job: readJob, visit: readVisit, quote: readQuote };

export async function readSnapshot(client: Client, session: Session, entity: EntityRef): Promise<Snapshot> {
  const read = readers[entity.kind];
  return read ? read(client, session, entity) : missing(entity);
}
