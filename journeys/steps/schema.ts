import * as z from 'zod';
import { type Condition, conditionSchema } from '../conditions.ts';

export const limits = {
  steps: 300,
  /** Branches inside branches. */
  depth: 20,
  lanes: 10,
  exits: 20,
  waitMinutes: { least: 1, most: 2 * 365 * 24 * 60 },
  /** Days before or after a date. */
  dateDays: 365,
  usefulHours: 90 * 24,
  subject: 300,
  emailBody: 50_000,
  smsBody: 1600,
  question: 500,
} as const;

const minutesOf = { minutes: 1, hours: 60, days: 24 * 60 } as const;
export type WaitUnit = keyof typeof minutesOf;

export const idSchema = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, 'A step id has 1 to 40 letters, digits, - or _');

/** What must still be so when a message leaves; asked of the systems that know. */
export const truths = ['invoice_unpaid', 'quote_open', 'no_open_visit', 'tag_absent'] as const;
export type Truth = { fact: (typeof truths)[number]; tag?: string };

type MessageOptions = {
  /** What cannot arrive takes the other channel, in the same words and within consent. */
  fallback?: boolean;
  onlyIf?: Truth[];
  /** Hours after it was first due in which it still helps; left out: the journey's. */
  usefulForHours?: number;
};

type Length = { amount: number; unit: WaitUnit };

/** A step and what it holds; ids are unique in the whole tree. */
export type Step =
  | ({ id: string; kind: 'send_email'; subject: string; body: string } & MessageOptions)
  | ({ id: string; kind: 'send_sms'; body: string } & MessageOptions)
  | ({ id: string; kind: 'wait' } & Length)
  | WaitUntil
  /** For an event about the same entity, or for what the customer does with a message. */
  | ({ id: string; kind: 'wait_for'; for: string; happened: Step[]; timedOut: Step[] } & Length)
  /** The first lane whose condition holds. */
  | { id: string; kind: 'branch'; lanes: { id: string; when: Condition; steps: Step[] }[]; otherwise: Step[] }
  /** Shares in percent, stable for each customer. */
  | { id: string; kind: 'split'; lanes: { id: string; share: number; steps: Step[] }[] }
  /** `fallback`: the answer that counts when nobody gives one in time. */
  | ({ id: string; kind: 'ask_owner'; question: string; silence: 'yes' | 'no'; yes: Step[]; no: Step[] } & Length)
  | { id: string; kind: 'exit'; goal?: boolean };

/** The next instant that fits all of what is said; `time` local, weekdays ISO (7 is Sunday). */
export type WaitUntil = {
  id: string;
  kind: 'wait_until';
  /** HH:MM; null: any time of the day, or that of the date. */
  time: string | null;
  /** None: any. */
  weekdays: number[];
  /** So long before (negative) or after a date; null: from now on. */
  date: { field: string; amount: number; unit: WaitUnit } | null;
  /** When the date is not known, or lies behind by the time one comes here. */
  passed: 'go_on' | 'end';
};

export type StepKind = Step['kind'];
export type StepOf<Kind extends StepKind> = Extract<Step, { kind: Kind }>;

const truth = z.strictObject({ fact: z.enum(truths), tag: z.string().min(1).max(80).optional() });
const usefulForHours = z.int().min(1).max(limits.usefulHours);
const options = {
  fallback: z.boolean().optional(),
  onlyIf: z.array(truth).max(10).optional(),
  usefulForHours: usefulForHours.optional(),
};
const amount = z.int('This has to be a whole number').min(1, 'This has to be at least 1');
const length = { amount, unit: z.enum(['minutes', 'hours', 'days']) };
const isBearable = ({ amount, unit }: Length): boolean => amount * minutesOf[unit] <= limits.waitMinutes.most;
const tooLong = { path: ['amount'], message: 'A wait is at most two years' };
const lane = z.lazy((): z.ZodType<Step[]> => stepsSchema);
const lanes = <Each extends z.ZodType>(each: Each) => z.array(each).min(1).max(limits.lanes);

const step: z.ZodType<Step> = z.discriminatedUnion('kind', [
  z.strictObject({
    id: idSchema,
    kind: z.literal('send_email'),
    subject: z.string().max(limits.subject),
    body: z.string().max(limits.emailBody),
    ...options,
  }),
  z.strictObject({ id: idSchema, kind: z.literal('send_sms'), body: z.string().max(limits.smsBody), ...options }),
  z.strictObject({ id: idSchema, kind: z.literal('wait'), ...length }).refine(isBearable, tooLong),
  z.strictObject({
    id: idSchema,
    kind: z.literal('wait_until'),
    time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time of day is written as 09:30')
      .nullable(),
    weekdays: z.array(z.int().min(1).max(7)).max(7),
    date: z
      .strictObject({
        field: z.string().min(1).max(80),
        amount: z.int(),
        unit: z.enum(['minutes', 'hours', 'days']),
      })
      .refine(({ amount, unit }) => Math.abs(amount) * minutesOf[unit] <= limits.dateDays * minutesOf.days, {
        path: ['amount'],
        message: 'At most a year before or after a date',
      })
      .nullable(),
    passed: z.enum(['go_on', 'end']),
  }),
  z
    .strictObject({
      id: idSchema,
      kind: z.literal('wait_for'),
      for: z.string().max(80),
      ...length,
      happened: lane,
      timedOut: lane,
    })
    .refine(isBearable, tooLong),
  z.strictObject({
    id: idSchema,
    kind: z.literal('branch'),
    lanes: lanes(z.strictObject({ id: idSchema, when: conditionSchema, steps: lane })),
    otherwise: lane,
  }),
  z
    .strictObject({
      id: idSchema,
      kind: z.literal('split'),
      lanes: lanes(z.strictObject({ id: idSchema, share: z.int().min(0).max(100), steps: lane })),
    })
    .refine(({ lanes: each }) => each.reduce((sum, { share }) => sum + share, 0) === 100, {
      path: ['lanes'],
      message: 'The shares of a split make 100 %',
    }),
  z
    .strictObject({
      id: idSchema,
      kind: z.literal('ask_owner'),
      question: z.string().max(limits.question),
      ...length,
      silence: z.enum(['yes', 'no']),
      yes: lane,
      no: lane,
    })
    .refine(isBearable, tooLong),
  z.strictObject({ id: idSchema, kind: z.literal('exit'), goal: z.boolean().optional() }),
]);

export const stepsSchema: z.ZodType<Step[]> = z
  .array(step)
  .max(limits.steps, `A journey has at most ${limits.steps} steps`)
  .meta({ id: 'Steps' });
