import * as z from 'zod';
import { givenDefinition } from '../../journeys/read-definition.ts';
import { customerRef, instant, reason } from './shared.ts';

const days = z.coerce.number().int().min(7).max(365).default(90).describe('How far back');
const what = {
  draft: givenDefinition.optional().describe('As it is being written; left out: as it is saved'),
  version: z.int().min(1).optional().describe('A published version in place of the draft'),
};

/** POST /api/journeys/:id/rehearsals: nothing is sent, nobody enters. */
export const rehearsalRequest = z.strictObject({
  ...what,
  days,
  compare: z.int().min(1).optional().describe('A published version to compare with'),
  show: z.enum(['all', 'written', 'left_out', 'moved', 'different']).default('all'),
  day: z.iso.date().optional().describe('Only who would have got something on this day of the business’s calendar'),
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(200).default(50),
});
export type RehearsalRequest = z.input<typeof rehearsalRequest>;

const counts = z.array(
  z.object({ reason, count: z.int(), people: z.int().describe('Different customers among them') }),
);

export const rehearsedMessage = z.object({
  stepId: z.string(),
  channel: z.enum(['email', 'sms']),
  dueAt: instant.describe('When it was first due'),
  at: instant.nullable().describe('When it would have left or was left out; null: it was still to come'),
  outcome: z.enum(['sent', 'skipped', 'planned']),
  reason: reason.nullable().describe('Why it was left out'),
  moves: z.array(z.object({ reason, to: instant })),
  assumed: z.array(reason).describe('What had to be so at that moment and is not known of it'),
});
export type RehearsedMessage = z.infer<typeof rehearsedMessage>;

export const rehearsedEvent = z.object({
  eventId: z.string(),
  customer: customerRef.nullable(),
  at: instant.describe('When it was heard of'),
  refused: reason
    .extend({ since: instant.nullable(), values: z.record(z.string(), z.unknown()).nullable() })
    .nullable()
    .describe('Why it would not have started the journey, with what the filter asked for'),
  messages: z.array(rehearsedMessage),
  end: z.object({ reason, at: instant }).nullable(),
  due: instant.nullable().describe('When it would have gone on, if it had not ended yet'),
});
export type RehearsedEvent = z.infer<typeof rehearsedEvent>;

const totals = z.object({
  events: z.int().describe('What could have started it'),
  entered: z.int(),
  people: z.int().describe('Different customers who would have got something'),
  emails: z.int(),
  texts: z.int(),
  billedTexts: z.int().describe('As how many the texts would have been billed, about'),
  cost: z.number().describe('Of the texts, in US dollars, about'),
  underWay: z.int().describe('Still on their way: what they would get later is not counted'),
  leftOut: counts.describe('Who would have got nothing at all'),
  refused: counts,
  moved: counts,
  skipped: counts,
  ended: counts,
});
export type RehearsalTotals = z.infer<typeof totals>;

export const rehearsal = z.object({
  from: instant,
  to: instant,
  zone: z.string(),
  version: z.int().nullable().describe('Null: the draft'),
  totals,
  assumptions: z.array(reason).describe('What is not known of the past, and what was taken for it'),
  comparison: z
    .object({
      version: z.int(),
      totals,
      onlyHere: z.int().describe('Customers who would have got something, but nothing by the other version'),
      onlyThere: z.int(),
      otherwise: z.int().describe('Customers who would have got something else, or at another time'),
      same: z.int(),
    })
    .nullable(),
  days: z
    .array(z.object({ day: z.iso.date(), emails: z.int(), texts: z.int() }))
    .describe('What would have left day by day, in the business’s zone; days without are left out'),
  items: z.array(rehearsedEvent),
  total: z.int().describe('How many there are of what is shown'),
});
export type Rehearsal = z.infer<typeof rehearsal>;

/** POST /api/journeys/:id/rehearsals/customers/:customerId */
export const customerRehearsalRequest = z.strictObject({ ...what, days });
export type CustomerRehearsalRequest = z.input<typeof customerRehearsalRequest>;

const written = z.object({
  subject: z.string().nullable(),
  text: z.string().nullable(),
  html: z.string().nullable(),
  segments: z.int().nullable(),
  problem: reason.nullable(),
});

const path = rehearsedEvent.extend({
  messages: z.array(rehearsedMessage.extend({ written: written.nullable() })),
  lines: z.array(
    z.object({ stepId: z.string().nullable(), at: instant, title: z.string(), reason: reason.nullable() }),
  ),
});
export type RehearsedPath = z.infer<typeof path>;

export const customerRehearsal = z.object({
  customer: customerRef,
  zone: z.string(),
  now: path.describe('If it happened now: the schedule, or why they would not enter'),
  basis: z.enum(['last_event', 'samples']).describe('What the texts of `now` are filled with'),
  past: z.array(path).describe('What really happened, and what would have come of it, the newest first'),
  assumptions: z.array(reason),
});
export type CustomerRehearsal = z.infer<typeof customerRehearsal>;

/** GET /api/gallery/:key/rehearsal */
export const galleryRehearsalQuery = z.object({ provider: z.string().max(40).optional(), days });

export const galleryRehearsal = z.object({
  provider: z.string(),
  days: z.int(),
  sentence: z.string().describe('In your last 90 days: 61 customers asked, 9 left out (4 without consent)'),
  events: z.int(),
  people: z.int(),
  leftOut: z.int(),
  underWay: z.int(),
});
export type GalleryRehearsal = z.infer<typeof galleryRehearsal>;
