import * as z from 'zod';
import { givenDefinition } from '../../journeys/read-definition.ts';
import { customerRef, id, reason } from './shared.ts';

const asked = {
  stepId: z.string().max(40),
  draft: givenDefinition.optional().describe('As it is being written; left out: as it is saved'),
  customerId: id.nullable().default(null).describe('Whose values fill the text; null: sample values'),
};

/** POST /api/journeys/:id/previews */
export const previewRequest = z.strictObject(asked);
export type PreviewRequest = z.input<typeof previewRequest>;

/** POST /api/journeys/:id/test-sends; an email goes to whoever asks, a text to the number. */
export const testSendRequest = z.strictObject({
  ...asked,
  number: z.string().trim().min(3).max(40).nullable().default(null),
});
export type TestSendRequest = z.input<typeof testSendRequest>;

export const preview = z.object({
  channel: z.enum(['email', 'sms']),
  customer: customerRef.nullable(),
  subject: z.string().nullable(),
  text: z.string().nullable(),
  html: z.string().nullable(),
  segments: z.int().nullable().describe('As how many texts it is billed; null for an email'),
  problem: reason.nullable().describe('Why it cannot be written with these values'),
});
export type Preview = z.infer<typeof preview>;

export const testSend = z.object({ messageId: id, to: z.string() });
export type TestSend = z.infer<typeof testSend>;
