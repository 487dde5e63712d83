import * as z from 'zod';
import { conditionsTooDeep, lanesTooDeep, tooMany } from './bounds.ts';
import { type Condition, conditionLimits, conditionSchema } from './conditions.ts';
import { purposeKeys } from './purposes.ts';
import { idSchema, limits, stepsSchema } from './steps/schema.ts';
import { places } from './tree.ts';

export { limits, type Step, type StepKind, type StepOf, type WaitUnit } from './steps/schema.ts';
export { stepAfter, stepById } from './tree.ts';

const reentry = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.enum(['every_time', 'once_per_entity', 'once_per_customer', 'not_while_active']) }),
  z.strictObject({ rule: z.literal('not_within_days'), days: z.int().min(1).max(730) }),
]);

const exitRule = z.strictObject({
  id: idSchema.optional(),
  /** A trigger type, whichever provider tells of it, or a reaction of the customer. */
  on: z.string().max(80),
  /** It counts as success. */
  goal: z.boolean(),
  /** The same entity (or paper) as the journey started from, or anything of the same person. */
  about: z.enum(['entity', 'customer']),
});

/**
 * Narrower than the organization's own hours, never wider. Local hours [from, to), ISO weekdays.
 * `holidays` false: not on public holidays either, whatever its purpose; offers never leave on them.
 */
const windowRule = z
  .strictObject({
    hours: z.tuple([z.int().min(0).max(23), z.int().min(1).max(24)]).nullable(),
    weekdays: z.array(z.int().min(1).max(7)).max(7).nullable(),
    holidays: z.boolean(),
  })
  .refine(({ hours }) => hours === null || hours[1] > hours[0], {
    path: ['hours'],
    message: 'The hours must end after they begin',
  });

const capsRule = z.strictObject({ perDay: z.int().min(1).max(10), perWeek: z.int().min(1).max(50) });

const hoursUpTo = (days: number) =>
  z
    .int()
    .min(1)
    .max(24 * days);

/**
 * A journey as its owner builds it: a tree of steps, read from top to bottom.
 * Drafts are stored in this shape too: what is only unfinished (no trigger, empty text) is for the publish check.
 * What came later than the format has a default: a definition from before means the same as ever.
 */
export const definitionSchema = z
  .strictObject({
    format: z.literal(1),
    trigger: z.strictObject({ provider: z.string().max(40), type: z.string().max(80) }).nullable(),
    purpose: z.enum(purposeKeys),
    /** Who may enter at all; null: everybody. */
    filter: conditionSchema.nullable().default(null),
    reentry,
    /** Of the journeys with the same word, one person is in one at a time; null: beside any other. */
    exclusive: z.string().min(1).max(60).nullable().default(null),
    /** Hours after which an event starts nothing any more; null: the default of the purpose. */
    latenessHours: hoursUpTo(365).nullable(),
    /** What becomes of an event that is older: it is left out, or the owner is asked. */
    late: z.enum(['skip', 'ask']).default('skip'),
    /** What ends it early. */
    exits: z.array(exitRule).max(limits.exits, `A journey has at most ${limits.exits} exits`).default([]),
    /** When its messages may leave, within the organization's hours; null: whenever these allow it. */
    window: windowRule.nullable().default(null),
    /** Hours after it was first due in which a message still helps; null: the default of the purpose. */
    usefulForHours: hoursUpTo(90).nullable().default(null),
    /** Fewer than the default, for this journey alone. */
    caps: capsRule.nullable().default(null),
    /** Every message waits for the owner's yes. */
    review: z.boolean().default(false),
    steps: stepsSchema,
  })
  .check(({ value, issues }) => {
    const complain = (path: (string | number)[], message: string) =>
      issues.push({ code: 'custom', path, message, input: value });
    const seen = new Set<string>();
    const all = places(value);
    if (all.length > limits.steps) complain(['steps'], tooMany);
    for (const { step, path, depth } of all) {
      const at = path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
      if (seen.has(step.id)) complain([...at, 'id'], `Two steps have the id "${step.id}"`);
      if (depth > limits.depth) complain(at, lanesTooDeep);
      if (step.kind === 'branch' && step.lanes.some(({ when }) => depthOf(when) > conditionLimits.depth))
        complain([...at, 'lanes'], conditionsTooDeep);
      seen.add(step.id);
    }
    if (value.filter && depthOf(value.filter) > conditionLimits.depth) complain(['filter'], conditionsTooDeep);
  });

export type Definition = z.infer<typeof definitionSchema>;
export type Reentry = z.infer<typeof reentry>;
export type Exit = z.infer<typeof exitRule>;
export type JourneyWindow = z.infer<typeof windowRule>;

/** What a new journey starts from: it can be saved, and the publish check says what it needs. */
export const emptyDefinition = (): Definition => ({
  format: 1,
  trigger: null,
  purpose: 'thank_you',
  filter: null,
  reentry: { rule: 'once_per_entity' },
  exclusive: null,
  latenessHours: null,
  late: 'skip',
  exits: [],
  window: null,
  usefulForHours: null,
  caps: null,
  review: false,
  steps: [],
});

function depthOf(condition: Condition): number {
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : [];
  if ('not' in condition) return 1 + depthOf(condition.not);
  return parts.length === 0 ? 1 : 1 + Math.max(...parts.map(depthOf));
}
