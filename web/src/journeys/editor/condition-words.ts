import type { TFunction } from 'i18next';
import type { Condition } from '../../../../journeys/conditions.ts';
import { rulesOf } from './condition-choices.ts';
import type { Field } from './use-fields.ts';

type Known = { fields: readonly Field[]; numbers: ReadonlyMap<string, number>; t: TFunction };

/** When a way is taken, in one line; null where nothing is asked yet. */
export function conditionWords(condition: Condition, known: Known): string | null {
  const { how, parts } = rulesOf(condition);
  const [first, ...rest] = parts.map((part) => partWords(part, known));
  if (first === undefined) return null;
  const { t } = known;
  return rest.length === 0 ? first : t(`builder.moreOf.${how}`, { first, count: rest.length });
}

function partWords(condition: Condition, known: Known): string {
  const { fields, numbers, t } = known;
  if ('not' in condition) return t('builder.notSo', { words: partWords(condition.not, known) });
  if ('was' in condition) {
    const message = t('builder.messageNumber', { number: numbers.get(condition.step) ?? 0 });
    return `${message} ${t(`builder.marks.${condition.was}`)}`;
  }
  if (!('field' in condition)) return t('builder.otherCondition');
  const { field, is, value } = condition;
  const label = fields.find(({ name }) => name === field)?.label ?? field;
  const shown = typeof value === 'boolean' ? t(value ? 'builder.yes' : 'builder.no') : value;
  return [label, t(`builder.comparisons.${is}`), shown].filter((part) => part !== undefined && part !== '').join(' ');
}
