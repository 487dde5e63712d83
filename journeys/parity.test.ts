import { describe, expect, it, jest } from '@jest/globals';
import { cases, deep, tell } from '../testing/depth.ts';
import { generateCase } from './parity/generate.ts';
import { Naive } from './parity/naive.ts';
import { play } from './parity/play.ts';
import { Reach } from './parity/reach.ts';

const count = cases('parity: random journeys read by two interpreters, minute by minute', {
  sample: 200,
  whole: 8_000,
});
/** In the deep run; the sample meets every kind of step. */
const timesEach = 50;
const first = jest.getSeed() >>> 0;

describe('random journeys', () => {
  const reach = new Reach();

  it(`come to the same timeline in pure code and by a second interpreter (${count} from seed ${first})`, () => {
    for (let seed = first; seed < first + count; seed++) {
      const given = generateCase(seed);
      const trace = play(given);
      expect({ seed, trace }).toEqual({ seed, trace: new Naive(given).run() });
      reach.add(given, trace);
    }
  }, 1_800_000);

  it('meet every kind of step, outcome, hold, reason and end, four lanes deep', () => {
    const rarest = reach.rarest();
    const [what = '', times = 0] = rarest[0] ?? [];
    tell(`parity: times that the rarest of ${rarest.length} was met (${what})`, times);
    const wanted = deep ? timesEach : 1;
    const asked = deep ? rarest : rarest.filter(([name]) => name.startsWith('step '));
    expect(asked.filter(([, met]) => met < wanted)).toEqual([]);
  });

  it('are the same again from the same seed', () => {
    expect(generateCase(first)).toEqual(generateCase(first));
    expect(generateCase(first + 1)).not.toEqual(generateCase(first));
  });
});
