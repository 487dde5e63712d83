import * as z from 'zod';
import { purposeKeys } from './purposes.ts';
import { reactions } from './reactions.ts';

export const limits = {
  steps: 300,
  exits: 20,
  waitMinutes: { least: 1, most: 2 * 365 * 24 * 60 },
  subject: 300,
  emailBody: 50_000,
  smsBody: 1600,
} as const;

const minutesOf = { minutes: 1, hours: 60, days: 24 * 60 } as const;
export type WaitUnit = keyof typeof minutesOf;

const id = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, 'A step id has 1 to 40 letters, digits, - or _');

/** What cannot arrive takes the other channel, in the same words and within consent. */
const fallback = { fallback: z.boolean().optional() };

const sendEmail = z.strictObject({
  id,
  kind: z.literal('send_email'),
  subject: z.string().max(limits.subject),
  body: z.string().max(limits.emailBody),
  ...fallback,
});

const sendSms = z.strictObject({
  id,
  kind: z.literal('send_sms'),
  body: z.string().max(limits.smsBody),
  ...fallback,
});

const duration = { amount: z.int().min(1), unit: z.enum(['minutes', 'hours', 'days']) };
const isBearable = ({ amount, unit }: { amount: number; unit: WaitUnit }): boolean =>
  amount * minutesOf[unit] <= limits.waitMinutes.most;
const tooLong = { path: ['amount'], message: 'A wait is at most two years' };

const wait = z.strictObject({ id, kind: z.literal('wait'), ...duration }).refine(isBearable, tooLong);

const wayOn = z.enum(['go_on', 'end']);

/** Waits until the customer does something with a message of the journey, or until the time is over. */
const waitFor = z
  .strictObject({
    id,
    kind: z.literal('wait_for'),
    for: z.enum(reactions),
    ...duration,
    happened: wayOn,
    timedOut: wayOn,
  })
  .refine(isBearable, tooLong);

const exit = z.strictObject({ id, kind: z.literal('exit') });

const step = z.discriminatedUnion('kind', [sendEmail, sendSms, wait, waitFor, exit]);

const reentry = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.enum(['every_time', 'once_per_entity', 'once_per_customer', 'not_while_active']) }),
  z.strictObject({ rule: z.literal('not_within_days'), days: z.int().min(1).max(730) }),
]);

const exitRule = z.strictObject({
  id: id.optional(),
  /** A trigger type, whichever provider tells of it, or a reaction of the customer. */
  on: z.string().max(80),
  /** It counts as success. */
  goal: z.boolean(),
  /** The same entity (or paper) as the journey started from, or anything of the same person. */
  about: z.enum(['entity', 'customer']),
});

/**
 * A journey as its owner builds it: a tree of steps, read from top to bottom.
 * Drafts are stored in this shape too: what is only unfinished (no trigger, empty text) is for the publish check.
 */
export const definitionSchema = z
  .strictObject({
    format: z.literal(1),
    trigger: z.strictObject({ provider: z.string().max(40), type: z.string().max(80) }).nullable(),
    purpose: z.enum(purposeKeys),
    reentry,
    /** Hours after which an event starts nothing any more; null: the default of the purpose. */
    latenessHours: z
      .int()
      .min(1)
      .max(24 * 365)
      .nullable(),
    /** What ends it early; definitions from before there were any have none. */
    exits: z.array(exitRule).max(limits.exits, `A journey has at most ${limits.exits} exits`).default([]),
    steps: z.array(step).max(limits.steps, `A journey has at most ${limits.steps} steps`),
  })
  .check(({ value, issues }) => {
    const seen = new Set<string>();
    for (const [index, { id: own }] of value.steps.entries()) {
      if (seen.has(own)) {
        issues.push({
          code: 'custom',
          path: ['steps', index, 'id'],
          message: `Two steps have the id "${own}"`,
          input: own,
        });
      }
      seen.add(own);
    }
  });

export type Definition = z.infer<typeof definitionSchema>;
export type Step = z.infer<typeof step>;
export type StepKind = Step['kind'];
export type StepOf<Kind extends StepKind> = Extract<Step, { kind: Kind }>;
export type Reentry = z.infer<typeof reentry>;
export type Exit = z.infer<typeof exitRule>;

/** What a new journey starts from: it can be saved, and the publish check says what it needs. */
export const emptyDefinition = (): Definition => ({
  format: 1,
  trigger: null,
  purpose: 'thank_you',
  reentry: { rule: 'once_per_entity' },
  latenessHours: null,
  exits: [],
  steps: [],
});

/** The step that stands at an id. */
export const stepById = (definition: Definition, stepId: string): Step | null =>
  definition.steps.find((candidate) => candidate.id === stepId) ?? null;

/** The step that is read after the given one; the first for null; null at the end. */
export function stepAfter(definition: Definition, stepId: string | null): Step | null {
  if (stepId === null) return definition.steps[0] ?? null;
  const index = definition.steps.findIndex((candidate) => candidate.id === stepId);
  return index < 0 ? null : (definition.steps[index + 1] ?? null);
}
