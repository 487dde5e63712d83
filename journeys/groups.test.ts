import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { groupsOf } from './groups.ts';

describe('groups', () => {
  it('take in whoever is tied to anybody in them, by their smallest id', () => {
    const groups = groupsOf(
      ['a', 'b', 'c', 'd', 'e'],
      [
        ['d', 'c'],
        ['e', 'd'],
        ['b', 'e'],
      ],
    );
    expect(Object.fromEntries(groups)).toEqual({ a: null, b: 'b', c: 'b', d: 'b', e: 'b' });
  });

  it('are none without pairs, and nobody is a pair with themselves', () => {
    expect([...groupsOf(['a'], [['a', 'a']])]).toEqual([['a', null]]);
  });

  it('do not hang on the order of the pairs, and tie both sides of each', () => {
    const id = fc.integer({ min: 0, max: 12 }).map((n) => String.fromCharCode(97 + n));
    fc.assert(
      fc.property(fc.array(fc.tuple(id, id), { maxLength: 20 }), fc.infiniteStream(fc.nat()), (pairs, order) => {
        const groups = groupsOf([], pairs);
        const sorted = (map: Map<string, string | null>) => [...map].sort(([a], [b]) => a.localeCompare(b));
        const shuffled = pairs
          .map((pair) => ({ pair, at: order.next().value ?? 0 }))
          .sort((one, other) => one.at - other.at);
        expect(
          sorted(
            groupsOf(
              [],
              shuffled.map(({ pair: [a, b] }) => [b, a] as const),
            ),
          ),
        ).toEqual(sorted(groups));
        for (const [a, b] of pairs) expect(groups.get(a)).toBe(groups.get(b));
        for (const [member, group] of groups)
          if (group) expect(group <= member && groups.get(group) === group).toBe(true);
      }),
    );
  });
});
