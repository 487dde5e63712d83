import * as z from 'zod';
import { customerRef, dayQuery, id, instant, journeyRef, listQuery, reason } from './shared.ts';

export const enrollmentStatus = z.enum(['new', 'active', 'held', 'completed', 'exited', 'stopped', 'failed']);
export type EnrollmentStatus = z.infer<typeof enrollmentStatus>;

export const enrollment = z.object({
  id,
  journey: journeyRef,
  customer: customerRef,
  status: enrollmentStatus,
  step: z.string().nullable().describe('The step it stands at'),
  due: instant.nullable().describe('When it goes on'),
  hold: reason.nullable(),
  finish: reason.nullable().describe('Why it ended'),
  enrolledAt: instant,
  finishedAt: instant.nullable(),
});
export type Enrollment = z.infer<typeof enrollment>;

export const messageStatus = z.enum([
  'rendered',
  'reserved',
  'accepted',
  'sent',
  'delivered',
  'clicked',
  'replied',
  'bounced',
  'complained',
  'failed',
  'skipped',
  'unknown',
  'review',
]);
export type MessageStatus = z.infer<typeof messageStatus>;

export const messageKind = z.enum(['journey', 'fallback', 'test', 'answer', 'help', 'confirmation', 'notice']);

export const message = z.object({
  id,
  kind: messageKind.describe('A step of a journey sent it; else a test, an answer by hand, or the service itself'),
  channel: z.enum(['email', 'sms']),
  status: messageStatus,
  reason: reason.nullable(),
  journey: journeyRef.nullable().describe('Null when no journey sent it'),
  customer: customerRef.nullable(),
  enrollmentId: id.nullable(),
  to: z.string().nullable(),
  from: z.string().nullable(),
  subject: z.string().nullable(),
  text: z.string().nullable(),
  vendorId: z.string().nullable().describe('The number under which the vendor knows it'),
  segments: z.int().nullable().describe('As how many texts it is billed; null for an email'),
  notBefore: instant.nullable().describe('It was moved to this moment'),
  sentAt: instant.nullable(),
  createdAt: instant,
});
export type Message = z.infer<typeof message>;

/** GET /api/messages/:id */
export const messageDetail = message.extend({
  html: z.string().nullable().describe('The email as it was made'),
  attempts: z.int().describe('How often it was handed to the sending service'),
  askedAt: instant.nullable().describe('When the sending service was last asked about it'),
  approvedAt: instant
    .nullable()
    .describe('When somebody of the business let it leave, where its journey asks for that'),
  truths: z
    .array(
      z.object({
        fact: z.string(),
        words: z.string(),
        holds: z.boolean().nullable().describe('Null: nobody could be asked'),
        asOf: instant,
        source: z.string().nullable().describe('The provider that said so'),
      }),
    )
    .describe('What was asked right before it was to leave, and what was said'),
  history: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      source: z.enum(['journey', 'vendor', 'callback', 'owner']),
      code: z.string().nullable(),
      at: instant,
    }),
  ),
});
export type MessageDetail = z.infer<typeof messageDetail>;

export const timelineStep = z.object({
  id: z.string(),
  stepId: z.string().nullable(),
  code: z.string(),
  words: z.string(),
  reason: reason.nullable(),
  until: instant.nullable(),
  messageId: id.nullable(),
  at: instant,
});

/** GET /api/enrollments/:id */
export const timeline = z.object({
  enrollment,
  event: z.object({ id, trigger: z.string(), label: z.string(), occurredAt: instant }).nullable(),
  version: z.int(),
  steps: z.array(timelineStep),
  messages: z.array(message),
  next: z
    .object({ words: z.string(), due: instant.nullable(), canSkip: z.boolean(), canStop: z.boolean() })
    .nullable()
    .describe('What comes next; null when it is over'),
});
export type Timeline = z.infer<typeof timeline>;

export const decision = z.object({
  id,
  outcome: z.enum(['enrolled', 'skipped', 'asked']).describe('`asked`: it is for the owner to answer'),
  reason,
  values: z
    .array(z.object({ label: z.string(), value: z.string().nullable(), at: instant.nullable() }))
    .describe('What the decision was made of; `value` null: it was not known'),
  because: id.nullable().describe('The enrollment that stands in the way'),
  journey: journeyRef.nullable().describe('Null: decided before any journey was asked'),
  enrollmentId: id.nullable(),
  decidedAt: instant,
  answeredAt: instant.nullable().describe('When the owner answered, where they were asked'),
});
export type Decision = z.infer<typeof decision>;

export const event = z.object({
  id,
  provider: z.string(),
  providerName: z.string(),
  trigger: z.string(),
  label: z.string(),
  entity: z.object({ kind: z.string(), id: z.string() }),
  customer: customerRef.nullable(),
  origin: z.enum(['live', 'history']),
  occurredAt: instant,
  decidedAt: instant.nullable(),
  decisions: z.array(decision),
});
export type Event = z.infer<typeof event>;

export const delivery = z.object({
  id,
  source: z.string(),
  topic: z.string().nullable(),
  entity: z.object({ kind: z.string(), id: z.string() }).nullable(),
  status: z.enum(['received', 'taken', 'processed', 'unreadable', 'unknown_account', 'not_needed']),
  words: z.string(),
  duplicates: z.int(),
  occurredAt: instant.nullable(),
  receivedAt: instant,
  processedAt: instant.nullable(),
  sourceName: z.string(),
  came: z
    .array(z.object({ id, label: z.string() }))
    .describe('What was found to have happened; empty: nothing that was not known'),
});
export type Delivery = z.infer<typeof delivery>;

export const enrollmentListQuery = listQuery.extend({
  journeyId: id.optional(),
  customerId: id.optional(),
  status: enrollmentStatus.optional(),
  group: z.enum(['waiting', 'held', 'finished']).optional().describe('The people behind a number of the journey'),
  hold: z.string().max(80).optional().describe('Held for this reason'),
  step: z.string().max(40).optional().describe('With `came`: the people behind a number of this step'),
  came: z.enum(['waiting', 'sent', 'skipped', 'failed']).optional(),
  days: z.coerce.number().int().min(1).max(365).optional().describe('Of messages made in the last days only'),
});
export const messageListQuery = listQuery.extend({
  journeyId: id.optional(),
  customerId: id.optional(),
  enrollmentId: id.optional(),
  status: messageStatus.optional(),
  channel: z.enum(['email', 'sms']).optional(),
  group: z.enum(['sent', 'failed']).optional().describe('The messages behind a number of the journey'),
  reached: z
    .enum(['sent', 'delivered', 'clicked', 'replied'])
    .optional()
    .describe('Messages of journeys that came so far; the days are then those of sending, else of making'),
  ...dayQuery,
});
export const eventListQuery = listQuery.extend({
  customerId: id.optional(),
  outcome: z
    .enum(['enrolled', 'skipped', 'asked', 'none'])
    .optional()
    .describe('Events with such a decision; `none`: no journey listened'),
});

export const deliveryListQuery = listQuery.extend({
  source: z.string().max(40).optional(),
  status: delivery.shape.status.optional(),
  topic: z.string().max(100).optional(),
});

export const deliveryTopics = z.object({
  items: z.array(z.object({ source: z.string(), sourceName: z.string(), topic: z.string(), count: z.int() })),
});
export type DeliveryTopics = z.infer<typeof deliveryTopics>;
