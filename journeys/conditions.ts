import * as z from 'zod';
import { type MessageStatus, was } from './statuses.ts';

/** A value that filters, branches and texts may ask for, by its field; dates are ISO strings, lists are of tags. */
export type Value = string | number | boolean | null | readonly string[];
export type Values = Readonly<Record<string, Value>>;

export const comparisons = [
  'is',
  'is_not',
  'contains',
  'does_not_contain',
  'starts_with',
  'more_than',
  'at_least',
  'less_than',
  'at_most',
  'before',
  'after',
  'in_last_days',
  'in_next_days',
  'known',
  'unknown',
] as const;
export type Comparison = (typeof comparisons)[number];

/** What a message may have come to, for a condition; each holds for whatever came after it as well. */
export const marks = ['sent', 'delivered', 'clicked', 'replied', 'bounced', 'skipped', 'failed'] as const;
export type Mark = (typeof marks)[number];

export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { field: string; is: Comparison; value?: string | number | boolean }
  /** What came of an earlier message. */
  | { step: string; was: Mark }
  /** The lane that was taken at an earlier branch, split, wait or question. */
  | { step: string; took: string };

export const conditionLimits = { depth: 20, parts: 50, text: 300 } as const;

const name = z.string().min(1).max(80);
const parts = z.array(z.lazy((): z.ZodType<Condition> => conditionSchema)).max(conditionLimits.parts);

export const conditionSchema: z.ZodType<Condition> = z
  .union([
    z.strictObject({ all: parts }),
    z.strictObject({ any: parts }),
    z.strictObject({ not: z.lazy((): z.ZodType<Condition> => conditionSchema) }),
    z.strictObject({
      field: name,
      is: z.enum(comparisons),
      value: z.union([z.string().max(conditionLimits.text), z.number(), z.boolean()]).optional(),
    }),
    z.strictObject({ step: name, was: z.enum(marks) }),
    z.strictObject({ step: name, took: name }),
  ])
  .meta({ id: 'Condition' });

/** What a condition is asked of. */
export type Known = {
  values: Values;
  /** By step: how far its message has come. */
  messages: Readonly<Record<string, MessageStatus>>;
  /** By step: the lane that was taken. */
  lanes: Readonly<Record<string, string>>;
  now: Date;
};

/**
 * Whether a condition holds. What is not known fulfils `unknown`, `is_not` and `does_not_contain`, and nothing else;
 * texts are compared without regard to case and outer spaces; a tag of a list is compared as a whole.
 */
export function holds(condition: Condition, known: Known): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, known));
  if ('any' in condition) return condition.any.some((part) => holds(part, known));
  if ('not' in condition) return !holds(condition.not, known);
  if ('was' in condition) {
    const status = known.messages[condition.step];
    return status !== undefined && was(status, condition.was);
  }
  if ('took' in condition) return known.lanes[condition.step] === condition.took;
  const { field, is, value } = condition;
  return compare(known.values[field] ?? null, is, value ?? null, known.now);
}

/** The fields that a condition asks for, each once. */
export function fieldsOf(condition: Condition): string[] {
  const found = new Set<string>();
  const walk = (part: Condition): void => {
    if ('all' in part) part.all.forEach(walk);
    else if ('any' in part) part.any.forEach(walk);
    else if ('not' in part) walk(part.not);
    else if ('field' in part) found.add(part.field);
  };
  walk(condition);
  return [...found];
}

const day = 24 * 60 * 60 * 1000;

function compare(is: Value, how: Comparison, than: string | number | boolean | null, now: Date): boolean {
  const known = !(is === null || is === '' || (Array.isArray(is) && is.length === 0));
  if (how === 'known' || how === 'unknown') return known === (how === 'known');
  if (!known) return how === 'is_not' || how === 'does_not_contain';
  switch (how) {
    case 'is':
      return equal(is, than);
    case 'is_not':
      return !equal(is, than);
    case 'contains':
      return contains(is, than);
    case 'does_not_contain':
      return !contains(is, than);
    case 'starts_with':
      return text(is).startsWith(text(than));
    case 'more_than':
      return number(is) > number(than);
    case 'at_least':
      return number(is) >= number(than);
    case 'less_than':
      return number(is) < number(than);
    case 'at_most':
      return number(is) <= number(than);
    case 'before':
      return time(is) < time(than);
    case 'after':
      return time(is) > time(than);
    case 'in_last_days':
      return time(is) <= now.getTime() && time(is) > now.getTime() - number(than) * day;
    case 'in_next_days':
      return time(is) >= now.getTime() && time(is) < now.getTime() + number(than) * day;
  }
}

function equal(is: Value, than: string | number | boolean | null): boolean {
  if (Array.isArray(is)) return is.some((each) => text(each) === text(than));
  if (typeof is === 'number' || typeof than === 'number') return number(is) === number(than);
  return text(is) === text(than);
}

function contains(is: Value, than: string | number | boolean | null): boolean {
  if (Array.isArray(is)) return is.some((each) => text(each) === text(than));
  return text(is).includes(text(than));
}

const text = (value: Value): string =>
  String(value ?? '')
    .trim()
    .toLowerCase();

/** NaN where it is none: then no comparison holds. */
const number = (value: Value): number =>
  typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value ?? Number.NaN);

const time = (value: Value): number => (typeof value === 'string' ? Date.parse(value) : Number.NaN);
