import * as z from 'zod';
import { enrollment, event, message } from './activity.ts';
import { id, instant, listQuery } from './shared.ts';

export const customerTimelineQuery = listQuery.extend({
  group: z.enum(['events', 'journeys', 'messages', 'consent']).optional(),
});

const part = z.object({ id: z.string(), at: instant });

/** GET /api/customers/:id/timeline */
export const happening = z.discriminatedUnion('kind', [
  part.extend({ kind: z.literal('event'), event }),
  part.extend({ kind: z.literal('entered'), enrollment }),
  part.extend({ kind: z.literal('left'), enrollment }),
  part.extend({ kind: z.literal('message'), message }),
  part.extend({
    kind: z.literal('received'),
    received: z.object({ id, channel: z.enum(['email', 'sms']), from: z.string(), text: z.string(), media: z.int() }),
  }),
  part.extend({
    kind: z.literal('consent'),
    change: z.object({
      words: z.string(),
      address: z.string(),
      ends: z.boolean().describe('They get less than before'),
    }),
  }),
  part.extend({ kind: z.literal('import'), list: z.object({ words: z.string(), statement: z.string() }) }),
]);
export type Happening = z.infer<typeof happening>;
