import * as z from 'zod';
import { instant } from './shared.ts';

const amount = z.int().min(0);

/** How one channel stands, over the last seven days. */
export const channelStanding = z.object({
  channel: z.enum(['email', 'sms']),
  level: z.enum(['good', 'warned', 'held']).describe('held: its offers wait, reminders go on'),
  sent: amount,
  bounced: amount,
  complained: amount,
  filtered: amount.describe('By carriers'),
  heldSince: instant.nullable(),
  waiting: amount.describe('Customers who wait because of it'),
});
export type ChannelStanding = z.infer<typeof channelStanding>;

/** GET /api/sending */
export const sending = z.object({
  pausedSince: instant.nullable().describe('Null: messages leave'),
  waiting: amount.describe('Customers who wait because of the pause'),
  channels: z.array(channelStanding),
});
export type Sending = z.infer<typeof sending>;
