import * as z from 'zod';
import { customerRef, id, instant, journeyRef } from './shared.ts';

const answer = z.enum(['yes', 'no']);

/** What the people of the business are asked: by a step of a journey, or whether a written message may leave. */
export const ownerQuestion = z.object({
  id,
  enrollmentId: id,
  customer: customerRef,
  journey: journeyRef,
  question: z.string().nullable().describe('Null where it is about a message: its own words are the question'),
  message: z
    .object({
      id,
      channel: z.enum(['email', 'sms']),
      to: z.string().nullable(),
      subject: z.string().nullable(),
      text: z.string(),
    })
    .nullable()
    .describe('The message that waits for a yes, as it will leave'),
  askedAt: instant,
  dueAt: instant.describe('Until then it can be answered'),
  silence: answer.describe('What counts when nobody answers by then'),
  open: z.boolean().describe('It can still be answered'),
  answer: answer.nullable(),
  answeredAt: instant.nullable(),
  answeredVia: z.enum(['app', 'link', 'sms']).nullable(),
});
export type OwnerQuestion = z.infer<typeof ownerQuestion>;

export const ownerQuestions = z.object({ items: z.array(ownerQuestion) });

export const ownerQuestionQuery = z.object({
  open: z.enum(['true', 'false']).default('true').describe('`false`: those that were answered, or are over'),
});

export const openQuestions = z.object({ open: z.int().describe('How many wait for an answer') });
export type OpenQuestions = z.infer<typeof openQuestions>;

/** POST /api/questions/:id/answers */
export const ownerAnswer = z.strictObject({ answer });
export type OwnerAnswer = z.infer<typeof ownerAnswer>;
