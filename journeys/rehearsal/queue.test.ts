import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createDueQueue } from './queue.ts';

describe('what is due', () => {
  it('comes by its instant, and in the order of coming within one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 })), fc.nat(10), (instants, taken) => {
        const queue = createDueQueue<number>();
        for (const [index, at] of instants.entries()) queue.add(at, index);
        const sorted = instants.map((at, index) => ({ at, index })).sort((a, b) => a.at - b.at || a.index - b.index);
        const first = sorted.splice(0, taken).map(() => queue.take());
        // What comes later than it was put in is still sorted among the rest.
        queue.add(10, -1);
        const place = sorted.findIndex(({ at }) => at > 10);
        sorted.splice(place < 0 ? sorted.length : place, 0, { at: 10, index: -1 });
        expect(queue.next()).toBe(sorted[0]?.at);
        expect(sorted.map(() => queue.take())).toEqual(sorted.map(({ index }) => index));
        expect(first).toHaveLength(Math.min(taken, instants.length));
        expect([queue.next(), queue.take()]).toEqual([null, null]);
      }),
    );
  });
});
