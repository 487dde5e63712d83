import * as z from 'zod';
import { id } from './shared.ts';

export const notificationTarget = z.object({
  id,
  channel: z.enum(['email', 'sms']),
  address: z.string(),
  label: z.string().nullable().describe('Whose it is'),
});
export type NotificationTarget = z.infer<typeof notificationTarget>;

export const notificationTargets = z.object({ items: z.array(notificationTarget) });
export type NotificationTargets = z.infer<typeof notificationTargets>;

export const newNotificationTarget = z.discriminatedUnion('channel', [
  z.strictObject({
    channel: z.literal('email'),
    address: z.string().trim().toLowerCase().pipe(z.email().max(254)),
    label: z.string().trim().max(80).nullable().default(null),
  }),
  z.strictObject({
    channel: z.literal('sms'),
    address: z.string().trim().min(1).max(60),
    label: z.string().trim().max(80).nullable().default(null),
  }),
]);
export type NewNotificationTarget = z.input<typeof newNotificationTarget>;
