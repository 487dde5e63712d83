import * as z from 'zod';

/** POST /api/messages/:id/reviews */
export const messageReview = z.strictObject({
  outcome: z
    .enum(['arrived', 'not_sent', 'send_again'])
    .describe('What is known of a message in review; `send_again` makes a new message of the same words'),
});
export type MessageReview = z.infer<typeof messageReview>;
