import { expect, it, jest } from '@jest/globals';
import { cases } from '../testing/depth.ts';
import { generateCase } from './parity/generate.ts';
import { play } from './parity/play.ts';
import { publishProblems } from './publish-check.ts';
import { worstCase } from './worst-case.ts';

const count = cases('random journeys under the publish check', { sample: 40, whole: 2_000 });
const first = jest.getSeed() >>> 0;
const context = {
  providers: { acme: { name: 'Acme', triggers: { job_completed: { entity: 'job', fields: [] } } } },
  own: { links: [] },
};

/** What stands at a path of a definition; undefined: nothing. */
const at = (value: unknown, path: string): unknown =>
  path === ''
    ? value
    : path.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], value);
const parentOf = (path: string): string => path.split('.').slice(0, -1).join('.');

it(`says where its ${count} findings are, and never counts fewer messages than are sent (seed ${first})`, () => {
  for (let seed = first; seed < first + count; seed++) {
    const given = generateCase(seed);
    const lost = publishProblems(given.definition, context).filter(
      ({ path, message }) => at(given.definition, parentOf(path)) === undefined || !/^[A-Z“].*[.?]$/.test(message),
    );
    expect({ seed, lost }).toEqual({ seed, lost: [] });
    const sent = play(given).filter((line) => / message_(sent|failed|unknown|review)\b/.test(line)).length;
    expect({ seed, enough: worstCase(given.definition).inAll >= sent }).toEqual({ seed, enough: true });
  }
}, 600_000);
