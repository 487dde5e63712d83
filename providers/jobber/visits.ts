import * as z from 'zod';
import type { Snapshot } from '../provider.ts';
import { ownerFacts, ownerShape, toCustomer } from './customers.ts';
import type { FactsOf, visitFields } from './fields.ts';
import { jobFacts, jobShape, jobTransitions } from './jobs.ts';
import { iso, listed, maybeInstant, people, text } from './shapes.ts';

export const visitShape = z.object({
  id: z.string(),
  title: text,
  isComplete: z.boolean(),
  completedAt: maybeInstant,
  startAt: maybeInstant,
  endAt: maybeInstant,
  createdAt: maybeInstant,
  isLastScheduledVisit: z.boolean(),
  assignedUsers: people,
  job: jobShape,
  client: ownerShape.nullable(),
});
export type Visit = z.infer<typeof visitShape>;

const visitFacts = (read: Visit): FactsOf<typeof visitFields> => ({
  'visit.title': read.title ?? read.job.title,
  'visit.start_at': iso(read.startAt),
  'visit.end_at': iso(read.endAt),
  'visit.completed_at': iso(read.completedAt),
  'visit.technician': listed(read.assignedUsers),
  'visit.is_last': read.isLastScheduledVisit,
});

export function visitSnapshot(read: Visit): Snapshot {
  const { isComplete, completedAt } = read;
  const entity = { kind: 'visit', id: read.id };
  const isDone = isComplete && read.isLastScheduledVisit && read.job.visitsInfo.incompleteTotal === 0;
  return {
    entity,
    found: true,
    createdAt: read.createdAt,
    updatedAt: null,
    customer: read.client && toCustomer(read.client),
    transitions: [
      {
        trigger: 'visit_scheduled',
        entity,
        // Done or not: of what was done before we came, the past is known as well.
        holds: read.startAt !== null,
        at: read.startAt && read.createdAt,
        source: read.startAt && read.createdAt && 'createdAt',
        saidBy: [],
      },
      {
        trigger: 'visit_completed',
        entity,
        holds: isComplete,
        at: isComplete ? completedAt : null,
        source: isComplete && completedAt ? 'completedAt' : null,
        saidBy: ['VISIT_COMPLETE'],
      },
      // The notice of a visit may be the only one of its job: that it is completed, or begins at another time.
      ...jobTransitions(read.job, isDone ? completedAt : null),
    ],
    facts: { ...visitFacts(read), ...jobFacts(read.job), ...ownerFacts(read.client) },
  };
}
