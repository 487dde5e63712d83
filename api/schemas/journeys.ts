import * as z from 'zod';
import { definitionSchema } from '../../journeys/definition.ts';
import { givenDefinition } from '../../journeys/read-definition.ts';
import { id, instant, listQuery } from './shared.ts';

export const journeyStatus = z.enum(['draft', 'active', 'paused', 'archived']);
export type JourneyStatus = z.infer<typeof journeyStatus>;

export const journeyCounts = z.object({
  waiting: z.int().describe('People on their way'),
  held: z.int().describe('People who cannot go on now'),
  finished: z.int(),
  sent: z.int().describe('Messages that went out'),
  failed: z.int().describe('Messages that did not, or are not known to have'),
});

const trigger = z.object({ provider: z.string(), type: z.string(), label: z.string() });

export const journey = z.object({
  id,
  name: z.string(),
  status: journeyStatus,
  trigger: trigger.nullable(),
  version: z.int().nullable().describe('Number of the published version'),
  hasUnpublishedChanges: z.boolean(),
  counts: journeyCounts,
  createdAt: instant,
  updatedAt: instant,
});
export type Journey = z.infer<typeof journey>;

export const journeyProblem = z.object({
  path: z.string(),
  code: z.string(),
  message: z.string(),
  severity: z.enum(['error', 'warning']),
});
export type JourneyProblem = z.infer<typeof journeyProblem>;

export const journeyDetail = journey.extend({
  draft: definitionSchema,
  draftRevision: z.int(),
  problems: z.array(journeyProblem).describe('What stands in the way of publishing the draft'),
  closed: z
    .array(z.object({ channel: z.enum(['email', 'sms']), hours: z.tuple([z.int(), z.int()]), next: instant }))
    .describe('Channels of the draft that are outside the sending hours: the local hours, and when they open'),
  published: definitionSchema.nullable(),
  publishedAt: instant.nullable(),
});
export type JourneyDetail = z.infer<typeof journeyDetail>;

export const journeyCreation = z.strictObject({
  name: z.string().trim().min(1).max(120),
  draft: givenDefinition.optional(),
});
export type JourneyCreation = z.infer<typeof journeyCreation>;

/** PUT /api/journeys/:id/draft; 409 when `revision` is not the stored one. */
export const draftChange = z.strictObject({
  revision: z.int().min(1),
  name: z.string().trim().min(1).max(120).optional(),
  draft: givenDefinition,
});
export type DraftChange = z.infer<typeof draftChange>;

export const journeyListQuery = listQuery.extend({ status: journeyStatus.optional() });

/** GET /api/journeys/:id/step-counts; `days` left out: all that ever was. */
export const stepCountsQuery = z.object({ days: z.coerce.number().int().min(1).max(365).optional() });

export const stepCounts = z.object({
  days: z.int().nullable(),
  steps: z
    .array(
      z.object({
        stepId: z.string(),
        waiting: z.int().describe('People who stand there now'),
        sent: z.int().describe('People to whom it went out, each once'),
        skipped: z.int(),
        failed: z.int().describe('People for whom it did not arrive, or is not known to have'),
      }),
    )
    .describe('Steps that saw nobody are left out'),
});
export type StepCounts = z.infer<typeof stepCounts>;
