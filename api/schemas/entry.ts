import * as z from 'zod';
import { boundsFault } from '../../journeys/bounds.ts';
import { conditionSchema } from '../../journeys/conditions.ts';
import { decision, enrollmentStatus, timelineStep } from './activity.ts';
import { customerRef, id, instant, journeyRef, listQuery, reason } from './shared.ts';

/** POST /api/journeys/:id/enrollments */
export const enrollmentCreation = z.strictObject({ customerId: id });

/** Measured before it is parsed, like a definition. */
const givenCondition = z.preprocess((json, { issues }) => {
  const fault = boundsFault(json);
  if (fault) issues.push({ code: 'custom', input: json, ...fault });
  return json;
}, conditionSchema.nullable());

export const bulkChoice = z.strictObject({
  condition: givenCondition.default(null).describe('Whom to take of them; null: everybody'),
  withinDays: z
    .int()
    .min(1)
    .max(3650)
    .nullable()
    .default(365)
    .describe('Days in which what starts the journey has happened to them; null: whether or not it ever did'),
  file: z
    .string()
    .max(1_000_000)
    .nullable()
    .default(null)
    .describe('Lines (CSV) with an email address, a phone number or an id each: only these people'),
});
export type BulkChoice = z.infer<typeof bulkChoice>;

export const bulkCreation = bulkChoice.extend({
  perDay: z.int().min(1).max(100_000).describe('How many enter a day'),
  spreadHours: z.int().min(0).max(12).default(8).describe('Hours over which a day’s people enter; 0: at once'),
});
export type BulkCreation = z.infer<typeof bulkCreation>;

const leftOut = z.array(z.object({ reason, count: z.int() }));
const unreadLine = z.object({ line: z.int(), reason });

/** POST /api/journeys/:id/bulk-rehearsals: nobody enters. */
export const bulkRehearsal = z.object({
  total: z.int().describe('People that would be taken'),
  examined: z.int().describe('How many of them were looked at for this answer, the first ones'),
  enter: z.int().describe('How many of these would enter'),
  leftOut,
  examples: z.array(z.object({ customer: customerRef, reason })).describe('The first ones, with what becomes of each'),
  days: z.int().nullable().describe('How many days it takes, when as many of the rest enter; null without a `perDay`'),
  unread: z.array(unreadLine).describe('Lines of the file that name nobody, or more than one person; the first 50'),
  unreadCount: z.int(),
});
export type BulkRehearsal = z.infer<typeof bulkRehearsal>;

export const bulk = z.object({
  id,
  journey: journeyRef,
  status: z.enum(['running', 'stopped', 'completed']),
  source: z.union([
    z.object({ filter: z.object({ condition: conditionSchema.nullable(), withinDays: z.int().nullable() }) }),
    z.object({ file: z.object({ rows: z.int() }) }),
  ]),
  perDay: z.int(),
  spreadHours: z.int(),
  total: z.int(),
  entered: z.int(),
  open: z.int().describe('Who is still to be decided'),
  leftOut,
  nextAt: instant.nullable().describe('When it goes on; null: it is over'),
  createdAt: instant,
  finishedAt: instant.nullable(),
});
export type Bulk = z.infer<typeof bulk>;

export const bulkCustomer = z.object({
  customer: customerRef,
  outcome: reason.nullable().describe('Null: not decided yet'),
  values: decision.shape.values,
  enrollmentId: id.nullable(),
  decidedAt: instant.nullable(),
});
export const bulkCustomerQuery = listQuery.extend({ outcome: z.string().max(60).optional() });

/** GET /api/decisions?outcome=asked */
export const askedDecision = decision.extend({
  event: z.object({ id, label: z.string(), providerName: z.string(), occurredAt: instant }),
  customer: customerRef.nullable(),
});
export type AskedDecision = z.infer<typeof askedDecision>;
export const decisionListQuery = listQuery.extend({ outcome: decision.shape.outcome });
/** POST /api/decisions/:id/answers */
export const decisionAnswer = z.strictObject({ answer: z.enum(['enroll', 'skip']) });

const way = z.object({
  status: enrollmentStatus,
  version: z.int(),
  hold: reason.nullable(),
  finish: reason.nullable(),
  steps: z.array(timelineStep),
});

/** GET /api/customers/:id/why */
export const why = z.object({
  customer: customerRef,
  entries: z
    .array(
      z.object({
        id: z.string(),
        at: instant,
        kind: z.enum(['event', 'hand', 'bulk']),
        title: z.string(),
        where: z.string().nullable().describe('The name of the system that told of it'),
        decisions: z.array(decision.extend({ way: way.nullable().describe('What became of it, step by step') })),
      }),
    )
    .describe('What happened to this person, newest first, with every decision and everything that was done'),
  silent: z.array(z.object({ journey: journeyRef, words: z.string() })).describe('Journeys that were never asked'),
  more: z.boolean().describe('There is older than what is shown'),
});
export type Why = z.infer<typeof why>;
export const whyQuery = z.object({ journeyId: id.optional() });
