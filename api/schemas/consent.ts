import * as z from 'zod';
import { categoryKeys } from '../../journeys/categories.ts';
import { messageKind, messageStatus } from './activity.ts';
import { customerRef, id, instant, reason } from './shared.ts';

const channel = z.enum(['email', 'sms']);
const category = z.object({ code: z.enum(categoryKeys), words: z.string() });
const moment = z.object({ at: instant, local: z.string().describe('The same in the zone of the business, to read') });

export const mute = z.object({ mutedAt: instant.nullable().describe('Since when no journey writes to them') });
export type Mute = z.infer<typeof mute>;

export const consentQuestion = z.object({
  id,
  channel,
  from: z.string(),
  text: z.string(),
  meaning: z
    .enum(['wants_out', 'wrong_person', 'unclear'])
    .describe('As rules read it; unclear: texts to this number wait until somebody has decided'),
  receivedAt: instant,
  decidedAt: instant.nullable().describe('Null: nobody has said yet what was meant'),
  customer: customerRef.nullable(),
  canTakeBack: z.boolean().describe('Nothing is sent there now because of what was read, and that can be undone'),
});
export type ConsentQuestion = z.infer<typeof consentQuestion>;

export const consentQuestions = z.object({ items: z.array(consentQuestion) });

export const questionQuery = z.object({
  customerId: id.optional(),
  open: z.enum(['true', 'false']).default('true').describe('`false`: also what was decided or clear'),
});

export const questionDecision = z.object({
  outcome: z.enum(['no_more', 'go_on']).describe('They want no more messages there, or all goes on'),
});

const addressConsent = z.object({
  channel,
  address: z.string(),
  suppressed: reason.nullable().describe('Why nothing at all is sent there'),
  refused: z.array(category).describe('What they switched off there'),
});

const change = moment.extend({
  id,
  channel,
  address: z.string(),
  action: z.enum(['suppress', 'lift']),
  category: category.nullable().describe('Null: every message'),
  words: z.string(),
});

const evidenceMessage = z.object({
  id,
  kind: messageKind,
  channel,
  status: messageStatus,
  to: z.string().nullable(),
  from: z.string().nullable(),
  subject: z.string().nullable(),
  text: z.string().nullable(),
  why: z.string().describe('What happened and which journey wrote, or who else'),
  purpose: z.string().nullable(),
  reason: reason.nullable(),
  vendorId: z.string().nullable(),
  written: moment,
  sent: moment.nullable(),
  delivery: z.array(
    moment.extend({ id: z.string(), status: z.string(), source: z.string(), code: z.string().nullable() }),
  ),
});

const evidenceInbound = z.object({
  id,
  channel,
  from: z.string(),
  to: z.string(),
  text: z.string(),
  consent: z.string().nullable().describe('STOP, START or HELP, as the network says it'),
  meaning: z.string().nullable(),
  received: moment,
});

/** GET /api/customers/:id/evidence */
export const evidence = z.object({
  business: z.string(),
  zone: z.string(),
  made: moment,
  customer: customerRef,
  mutedAt: instant.nullable(),
  addresses: z.array(addressConsent),
  changes: z.array(change).describe('Every change of what is allowed, oldest first'),
  lists: z
    .array(moment.extend({ id, words: z.string(), statement: z.string() }))
    .describe('The uploaded lists on which they stood, with what the business stated then, oldest first'),
  messages: z.array(evidenceMessage).describe('Newest first'),
  inbound: z.array(evidenceInbound).describe('Newest first'),
  more: z.boolean().describe('There are older ones that are not in here'),
});
export type Evidence = z.infer<typeof evidence>;
