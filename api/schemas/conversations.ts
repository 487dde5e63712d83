import * as z from 'zod';
import { messageKind, messageStatus } from './activity.ts';
import { customerRef, id, instant, listQuery, reason } from './shared.ts';

export const conversation = z.object({
  id,
  channel: z.enum(['email', 'sms']),
  address: z.string().describe('The number or address of whoever wrote'),
  customer: customerRef.nullable().describe('Null when nobody is known by it'),
  unread: z.boolean(),
  question: id
    .nullable()
    .describe('The message whose meaning is not clear; journeys do not write there until somebody says it'),
  last: z
    .object({
      direction: z.enum(['in', 'out']),
      text: z.string().nullable(),
      media: z.int().describe('Pictures and the like that came with it'),
    })
    .nullable(),
  lastAt: instant,
});
export type Conversation = z.infer<typeof conversation>;

export const conversationDetail = conversation.extend({
  refused: reason.nullable().describe('Why nothing may be sent there; null: it can be answered'),
  readAs: id.nullable().describe('The message that was read as a wish for no more; it can be taken back'),
});
export type ConversationDetail = z.infer<typeof conversationDetail>;

export const conversationCount = z.object({ unread: z.int() });
export type ConversationCount = z.infer<typeof conversationCount>;

export const threadItem = z.object({
  id,
  direction: z.enum(['in', 'out']),
  at: instant,
  subject: z.string().nullable(),
  text: z.string().nullable(),
  media: z.int(),
  consent: z.enum(['stop', 'start', 'help']).nullable().describe('A keyword that changes what may be sent'),
  meaning: z.enum(['wants_out', 'wrong_person', 'unclear']).nullable().describe('How it was read'),
  decidedAt: instant.nullable(),
  kind: messageKind.nullable().describe('Of what went out'),
  status: messageStatus.nullable(),
  reason: reason.nullable(),
  journey: z.string().nullable(),
});
export type ThreadItem = z.infer<typeof threadItem>;

export const conversationListQuery = listQuery.extend({
  unread: z.enum(['true']).optional().describe('Only those that want to be read'),
  customerId: id.optional(),
});

export const newAnswer = z.strictObject({
  id: id.describe('Chosen by who asks: the same answer asked for twice is sent once'),
  text: z.string().trim().min(1).max(1600),
});
export type NewAnswer = z.infer<typeof newAnswer>;
