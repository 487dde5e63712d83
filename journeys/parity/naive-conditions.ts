import type { Condition } from '../conditions.ts';

export type Asked = {
  value(field: string): unknown;
  /** What the ledger says of a step's message. */
  status(step: string): string | undefined;
  lane(step: string): string | undefined;
  /** Milliseconds. */
  now: number;
};

const arrived = ['delivered', 'clicked', 'replied', 'complained'];
const came: Record<string, readonly string[]> = {
  sent: ['sent', 'accepted', ...arrived, 'bounced'],
  delivered: arrived,
  clicked: ['clicked', 'replied'],
  replied: ['replied'],
  bounced: ['bounced'],
  failed: ['failed', 'bounced'],
  skipped: ['skipped'],
};

/** The truth of a condition, said once more in other words. */
export function isTrue(condition: Condition, asked: Asked): boolean {
  if ('not' in condition) return isTrue(condition.not, asked) === false;
  if ('all' in condition) {
    for (const part of condition.all) if (!isTrue(part, asked)) return false;
    return true;
  }
  if ('any' in condition) {
    for (const part of condition.any) if (isTrue(part, asked)) return true;
    return false;
  }
  if ('took' in condition) return asked.lane(condition.step) === condition.took;
  if ('was' in condition) return (came[condition.was] ?? []).includes(asked.status(condition.step) ?? '');
  return isFieldTrue(asked.value(condition.field), condition.is, condition.value, asked.now);
}

function isFieldTrue(value: unknown, is: string, other: unknown, now: number): boolean {
  const nothing = value === undefined || value === null || value === '' || (Array.isArray(value) && !value.length);
  if (is === 'unknown') return nothing;
  if (is === 'known') return !nothing;
  if (is === 'is_not') return !isFieldTrue(value, 'is', other, now);
  if (is === 'does_not_contain') return !isFieldTrue(value, 'contains', other, now);
  if (nothing) return false;
  const low = (text: unknown) => `${text}`.trim().toLowerCase();
  const days = Number(other) * 24 * 3600 * 1000;
  switch (is) {
    case 'is':
      if (Array.isArray(value)) return value.map(low).includes(low(other));
      return typeof value === 'number' ? value === Number(other) : low(value) === low(other);
    case 'contains':
      if (Array.isArray(value)) return value.map(low).includes(low(other));
      return low(value).indexOf(low(other)) >= 0;
    case 'starts_with':
      return low(value).slice(0, low(other).length) === low(other);
    case 'more_than':
      return Number(value) > Number(other);
    case 'less_than':
      return Number(value) < Number(other);
    case 'at_least':
      return !(Number(value) < Number(other));
    case 'at_most':
      return !(Number(value) > Number(other));
    case 'before':
      return +new Date(String(value)) < +new Date(String(other));
    case 'after':
      return +new Date(String(value)) > +new Date(String(other));
    case 'in_last_days':
      return now - +new Date(String(value)) >= 0 && now - +new Date(String(value)) < days;
    default:
      return +new Date(String(value)) - now >= 0 && +new Date(String(value)) - now < days;
  }
}
