import type { Comparison, Condition } from '../../../../journeys/conditions.ts';
import type { Field } from './use-fields.ts';

/** A condition as a list that the form can show: all of them or any of them; what is deeper keeps its place. */
export type Rules = { how: 'all' | 'any'; parts: Condition[] };

export function rulesOf(condition: Condition | null): Rules {
  if (condition === null) return { how: 'all', parts: [] };
  if ('all' in condition) return { how: 'all', parts: condition.all };
  if ('any' in condition) return { how: 'any', parts: condition.any };
  return { how: 'all', parts: [condition] };
}

export const conditionOf = ({ how, parts }: Rules): Condition => (how === 'all' ? { all: parts } : { any: parts });

const texts: Comparison[] = ['is', 'is_not', 'contains', 'does_not_contain', 'starts_with', 'known', 'unknown'];
const numbers: Comparison[] = ['is', 'is_not', 'more_than', 'at_least', 'less_than', 'at_most', 'known', 'unknown'];

const ofType: Record<string, Comparison[]> = {
  text: texts,
  number: numbers,
  money: numbers,
  date: ['before', 'after', 'in_last_days', 'in_next_days', 'known', 'unknown'],
  boolean: ['is', 'is_not'],
  list: ['contains', 'does_not_contain', 'known', 'unknown'],
};

/** What a field may be asked for. */
export const comparisonsOf = (field: Field | undefined): Comparison[] => ofType[field?.type ?? 'text'] ?? texts;

/** How the value of a comparison is entered; null: it needs none. */
export function entryOf(field: Field | undefined, is: Comparison): 'text' | 'number' | 'date' | 'boolean' | null {
  if (is === 'known' || is === 'unknown') return null;
  if (is === 'in_last_days' || is === 'in_next_days') return 'number';
  if (is === 'before' || is === 'after') return 'date';
  if (field?.type === 'boolean') return 'boolean';
  return field?.type === 'number' || field?.type === 'money' ? 'number' : 'text';
}

/** A first question about a field. */
export function begunOn(field: Field): Condition {
  const [is = 'is'] = comparisonsOf(field);
  const entry = entryOf(field, is);
  return { field: field.name, is, ...(entry !== null && { value: startOf[entry] }) };
}

export const startOf = { text: '', number: 0, date: '', boolean: true } as const;
