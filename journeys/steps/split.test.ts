import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { journeyOf, linesOf, read } from '../../testing/paper-journey.ts';
import type { Step } from '../definition.ts';
import { placeIn } from '../shares.ts';

const split = (id: string, ...shares: number[]): Step => ({
  id,
  kind: 'split',
  lanes: shares.map((share, n) => ({ id: `l${n}`, share, steps: [] })),
});
const laneOf = (step: Step, person: string) => linesOf(read(journeyOf([step]), { person }))[0];

describe('a split', () => {
  it('takes the same lane for the same person, whenever', () => {
    const half = split('half', 50, 50);
    fc.assert(fc.property(fc.uuid(), (person) => expect(laneOf(half, person)).toBe(laneOf(half, person))));
  });

  it('takes its lanes in proportion, and none of a share of nothing', () => {
    const counts = [0, 0, 0];
    for (let n = 0; n < 20_000; n++) {
      const lane = placeIn(
        [
          { id: '0', share: 20 },
          { id: '1', share: 0 },
          { id: '2', share: 80 },
        ],
        `person ${n}`,
      );
      counts[Number(lane)] = (counts[Number(lane)] ?? 0) + 1;
    }
    expect(counts[1]).toBe(0);
    expect((counts[0] ?? 0) / 20_000).toBeCloseTo(0.2, 1);
  });

  it('does not send the same people the same way at every split', () => {
    const people = Array.from({ length: 200 }, (_, n) => `person ${n}`);
    const alike = people.filter((person) => laneOf(split('a', 50, 50), person) === laneOf(split('b', 50, 50), person));
    expect(alike.length).toBeGreaterThan(50);
    expect(alike.length).toBeLessThan(150);
  });
});
