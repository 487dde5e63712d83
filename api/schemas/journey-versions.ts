import * as z from 'zod';
import { definitionSchema } from '../../journeys/definition.ts';
import { mostMessages } from './gallery.ts';
import { journeyProblem } from './journeys.ts';
import { id, instant } from './shared.ts';

export const change = z.object({
  what: z.enum(['added', 'removed', 'changed', 'moved', 'rule']),
  stepId: z.string().nullable().describe('Null: it is a rule of the whole journey'),
  words: z.string(),
});

const inside = z.enum(['stay', 'move']).describe('What those who are on the way do: keep their version, or follow it');

/** POST /api/journeys/:id/publications */
export const publication = z.strictObject({
  revision: z.int().min(1).optional().describe('Of the draft that was checked; left out: whatever is stored'),
  inside: inside.default('stay'),
  accepted: z.array(z.string().max(80)).max(100).default([]).describe('Codes of the warnings that are accepted'),
});
export type Publication = z.input<typeof publication>;

/** GET /api/journeys/:id/publications/next */
export const nextPublication = z.object({
  number: z.int().describe('Of the version that it makes'),
  revision: z.int().describe('Of the draft that this is about'),
  problems: z.array(journeyProblem).describe('Errors stand in the way; warnings are accepted by their code'),
  most: mostMessages,
  changes: z.array(change).describe('What it does differently from the published version'),
  summary: z.string().nullable().describe('The same in one sentence'),
  inside: z.object({
    moving: z.int().describe('Who stands at a step that is in the new version'),
    staying: z.int().describe('Who does not, and keeps the version they have in any case'),
  }),
  says: z.object({ stay: z.string(), move: z.string() }).describe('What each choice means, in one sentence'),
});
export type NextPublication = z.infer<typeof nextPublication>;

export const journeyVersion = z.object({
  number: z.int(),
  isCurrent: z.boolean(),
  publishedAt: instant,
  publishedBy: id.nullable(),
  inside: z.int().describe('People on their way by it'),
  summary: z.string().nullable().describe('What it changed, in one sentence; null for the first'),
});
export type JourneyVersion = z.infer<typeof journeyVersion>;

export const journeyVersionDetail = journeyVersion.extend({
  definition: definitionSchema,
  accepted: z.array(z.string()).describe('Codes of the warnings that were accepted'),
  comparedWith: z.int().nullable().describe('The version that the changes are counted from'),
  changes: z.array(change),
});
export type JourneyVersionDetail = z.infer<typeof journeyVersionDetail>;

/** GET /api/journeys/:id/pauses */
export const pauseState = z.object({
  pausedSince: instant.nullable().describe('Null: it is not paused'),
  held: z.int().describe('People who stand where a message is due'),
  due: z
    .array(
      z.object({
        stepId: z.string(),
        channel: z.enum(['email', 'sms']),
        words: z.string(),
        due: z.int().describe('Who gets it as soon as the journey goes on'),
        useless: z.int().describe('Who never gets it: it has waited longer than it helps'),
      }),
    )
    .describe('What is due, message by message'),
});
export type PauseState = z.infer<typeof pauseState>;

/** POST /api/journeys/:id/resumptions */
export const resumption = z.discriminatedUnion('due', [
  z.strictObject({ due: z.literal('send') }).describe('What is due goes out now, through all guards'),
  z.strictObject({ due: z.literal('skip') }).describe('What is due is left out; everybody goes on behind it'),
  z.strictObject({ due: z.literal('spread'), overHours: z.int().min(1).max(336) }).describe('Bit by bit'),
]);
export type Resumption = z.infer<typeof resumption>;

/** POST /api/journeys/:id/archives */
export const archival = z.strictObject({
  inside: z.enum(['exit', 'finish']).default('exit').describe('Those on the way end now, or come to their end'),
});
