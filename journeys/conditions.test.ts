import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Comparison,
  type Condition,
  comparisons,
  fieldsOf,
  holds,
  type Known,
  marks,
  type Value,
} from './conditions.ts';
import type { MessageStatus } from './statuses.ts';

const now = new Date('2026-11-24T15:00:00Z');
const knowing = (more: Partial<Known> = {}): Known => ({ values: {}, messages: {}, lanes: {}, now, ...more });
const of = (is: Value, how: Comparison, value?: string | number | boolean): boolean =>
  holds({ field: 'f', is: how, ...(value !== undefined && { value }) }, knowing({ values: { f: is } }));
const yes: Condition = { all: [] };
const no: Condition = { any: [] };

describe('a condition', () => {
  it('is all of its parts, any of them, or not', () => {
    const answer = (condition: Condition) => holds(condition, knowing());
    expect([answer(yes), answer({ all: [yes, no] }), answer({ all: [yes, yes] })]).toEqual([true, false, true]);
    expect([answer(no), answer({ any: [no, yes] }), answer({ not: no })]).toEqual([false, true, true]);
  });

  it('compares texts without regard to case and outer spaces', () => {
    expect([of('  Lawn Care', 'is', 'lawn care '), of('Lawn', 'is_not', 'hedge')]).toEqual([true, true]);
    expect([of('Lawn Care', 'contains', 'CARE'), of('Lawn', 'contains', 'care')]).toEqual([true, false]);
    expect([of('Lawn Care', 'starts_with', 'lawn'), of('Lawn', 'does_not_contain', 'x')]).toEqual([true, true]);
  });

  it('compares amounts, in texts too, and nothing that is none', () => {
    expect([of(10, 'more_than', 9), of(10, 'more_than', 10), of(10, 'at_least', 10)]).toEqual([true, false, true]);
    expect([of(10, 'less_than', 11), of(10, 'less_than', 10), of(10, 'at_most', 10)]).toEqual([true, false, true]);
    expect([of('10.50', 'is', 10.5), of('ten', 'more_than', 1), of('ten', 'at_most', 1)]).toEqual([true, false, false]);
    expect([of(true, 'is', true), of(true, 'is', 'true'), of(false, 'is', true)]).toEqual([true, true, false]);
  });

  it('knows a tag as a whole', () => {
    const tags = ['VIP', 'Gate code'];
    expect([of(tags, 'contains', 'vip'), of(tags, 'contains', 'gate'), of(tags, 'is', 'gate code')]).toEqual([
      true,
      false,
      true,
    ]);
    expect([of(tags, 'does_not_contain', 'gate'), of(tags, 'is_not', 'vip'), of([], 'known')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('knows before, after, the last and the next days, to the instant', () => {
    const at = (text: string) => new Date(text).toISOString();
    expect([of('2026-11-23', 'before', '2026-11-24'), of('2026-11-24', 'before', '2026-11-24')]).toEqual([true, false]);
    expect([of('2026-11-25', 'after', '2026-11-24'), of('soon', 'after', '2026-11-24')]).toEqual([true, false]);
    const last = (text: string) => of(at(text), 'in_last_days', 2);
    expect([last('2026-11-22T15:00:00Z'), last('2026-11-22T15:00:00.001Z'), last('2026-11-24T15:00:00Z')]).toEqual([
      false,
      true,
      true,
    ]);
    const next = (text: string) => of(at(text), 'in_next_days', 2);
    expect([next('2026-11-24T14:59:59Z'), next('2026-11-24T15:00:00Z'), next('2026-11-26T15:00:00Z')]).toEqual([
      false,
      true,
      false,
    ]);
    expect([last('2026-11-24T15:00:01Z'), next('2026-11-26T14:59:59Z')]).toEqual([false, true]);
  });

  it('holds of what is not known only where it says so', () => {
    const met = comparisons.filter((how) => of(null, how, 'x'));
    expect(met).toEqual(['is_not', 'does_not_contain', 'unknown']);
    expect(comparisons.filter((how) => of('', how, 'x'))).toEqual(met);
    expect([of(0, 'known'), of(false, 'known'), of('x', 'unknown')]).toEqual([true, true, false]);
  });

  it('asks how far a message has come', () => {
    const marksOf = (mail: MessageStatus) =>
      marks.filter((was) => holds({ step: 'mail', was }, knowing({ messages: { mail } })));
    expect(marksOf('rendered')).toEqual([]);
    expect(marksOf('accepted')).toEqual(['sent']);
    expect(marksOf('delivered')).toEqual(['sent', 'delivered']);
    expect(marksOf('clicked')).toEqual(['sent', 'delivered', 'clicked']);
    expect(marksOf('replied')).toEqual(['sent', 'delivered', 'clicked', 'replied']);
    expect(marksOf('bounced')).toEqual(['sent', 'bounced', 'failed']);
    expect([marksOf('failed'), marksOf('skipped')]).toEqual([['failed'], ['skipped']]);
    expect([marksOf('unknown'), marksOf('review')]).toEqual([[], []]);
    expect(holds({ step: 'other', was: 'sent' }, knowing({ messages: { mail: 'sent' } }))).toBe(false);
  });

  it('asks which lane was taken', () => {
    const lanes = { fork: 'big' };
    const took = (lane: string) => holds({ step: 'fork', took: lane }, knowing({ lanes }));
    expect([took('big'), took('small')]).toEqual([true, false]);
  });

  it('names the fields that it asks for, each once', () => {
    const condition: Condition = {
      all: [
        { field: 'a', is: 'known' },
        { any: [{ field: 'b', is: 'known' }, { not: { field: 'a', is: 'unknown' } }] },
        { step: 's', was: 'sent' },
      ],
    };
    expect(fieldsOf(condition)).toEqual(['a', 'b']);
  });

  it('has an answer for any value and comparison', () => {
    const value = fc.oneof(fc.string(), fc.double(), fc.boolean());
    const any = fc.oneof(value, fc.constant(null), fc.array(fc.string()));
    fc.assert(
      fc.property(any, fc.constantFrom(...comparisons), value, (is, how, than) =>
        expect(typeof of(is, how, than)).toBe('boolean'),
      ),
    );
  });
});
