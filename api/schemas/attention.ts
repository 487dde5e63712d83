import * as z from 'zod';
import { id } from './shared.ts';

const count = z.int().nonnegative();

/** GET /api/attention */
export const attention = z.object({
  review: count.describe('Messages of which nobody knows whether they arrived: GET /api/messages?status=review'),
  unknown: count.describe('Messages that the sending service is still asked about: GET /api/messages?status=unknown'),
  failed: count.describe('Messages that did not arrive, until somebody has seen it: GET /api/attention/failures'),
  held: count.describe('People whose step cannot be done: GET /api/enrollments?hold=attention'),
  asked: count.describe('Events that came too late: GET /api/decisions?outcome=asked'),
  questions: count.describe('Questions of journeys: GET /api/questions'),
  matches: count.describe('Pairs that may be one customer: GET /api/customers/matches?status=proposed'),
  twins: count.describe('Pairs that may be one paper: GET /api/twins?status=proposed'),
  waiting: count.describe('What of it only somebody of the business can settle, without questions and pairs'),
});
export type Attention = z.infer<typeof attention>;

/** POST /api/attention/failures/views */
export const failureViews = z.strictObject({
  messageIds: z.array(id).min(1).max(200).nullable().describe('Null: all that are listed'),
});
