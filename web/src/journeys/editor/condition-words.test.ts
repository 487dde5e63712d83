import { describe, expect, it } from '@jest/globals';
import type { TFunction } from 'i18next';
import { conditionWords } from './condition-words.ts';
import type { Field } from './use-fields.ts';

const t = ((key: string, values: object = {}) =>
  `<${[key, ...Object.values(values)].join(' ')}>`) as unknown as TFunction;
const fields = [{ name: 'customer.is_company', label: 'Is a company', type: 'boolean' }] as Field[];
const words = (condition: Parameters<typeof conditionWords>[0]) =>
  conditionWords(condition, { fields, numbers: new Map([['mail', 3]]), t });
const company = { field: 'customer.is_company', is: 'is', value: true } as const;

describe('when a way is taken', () => {
  it('is said in the words of its field', () => {
    expect(words(company)).toBe('Is a company <builder.comparisons.is> <builder.yes>');
    expect(words({ step: 'mail', was: 'clicked' })).toBe('<builder.messageNumber 3> <builder.marks.clicked>');
  });

  it('says its opposite, and that there is more', () => {
    const opposite = { not: { field: 'job.total', is: 'known' } } as const;
    expect(words({ any: [opposite, company, company] })).toBe(
      '<builder.moreOf.any <builder.notSo job.total <builder.comparisons.known>> 2>',
    );
  });

  it('is nothing while nothing is asked', () => {
    expect(words({ all: [] })).toBeNull();
  });
});
