import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { freshLane, withoutLane, withShare } from './lanes.ts';

const lanes = [
  { id: 'a', share: 50 },
  { id: 'b', share: 30 },
  { id: 'c', share: 20 },
];

describe('the shares of a split', () => {
  it('make way for each other in their proportion', () => {
    expect(withShare(lanes, 'a', 75).map(({ share }) => share)).toEqual([75, 15, 10]);
    expect(withoutLane(lanes, 'a').map(({ share }) => share)).toEqual([60, 40]);
  });

  it('are always whole and 100 together', () => {
    const any = fc.array(fc.nat(100), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(any, fc.integer({ min: -50, max: 150 }), (shares, share) => {
        const some = shares.map((each, index) => ({ id: String(index), share: each }));
        for (const next of [withShare(some, '0', share), withoutLane([...some, { id: 'x', share: 5 }], 'x')]) {
          expect(next.reduce((sum, each) => sum + each.share, 0)).toBe(100);
          expect(next.every((each) => Number.isInteger(each.share) && each.share >= 0)).toBe(true);
        }
      }),
    );
  });

  it('get a lane with a name of its own', () => {
    expect(freshLane([{ id: 'lane-2' }])).toBe('lane-3');
  });
});
