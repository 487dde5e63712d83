import { expect, it } from '@jest/globals';
import { journeyOf } from '../testing/paper-journey.ts';
import { journeyFile, toFile } from './journey-file.ts';
import { generateCase } from './parity/generate.ts';

it('a journey comes back from its file as it was', () => {
  for (let seed = 0; seed < 50; seed++) {
    const { definition } = generateCase(seed);
    const file = toFile('Thanks', definition);
    expect(journeyFile.parse(JSON.parse(JSON.stringify(file)))).toEqual(file);
  }
});

it('a file of something else is refused in words', () => {
  const file = toFile('Thanks', journeyOf([]));
  const faults = (change: object) =>
    journeyFile.safeParse({ ...file, ...change }).error?.issues.map(({ path, message }) => [path.join('.'), message]);
  expect(faults({ kind: 'a song' })).toEqual([['kind', expect.stringContaining('not the file of a journey')]]);
  expect(faults({ version: 2 })).toEqual([['version', expect.stringContaining('another version')]]);
  expect(
    faults({ definition: { ...file.definition, steps: [{ id: 'w', kind: 'wait', amount: 0, unit: 'days' }] } }),
  ).toEqual([['definition.steps.0.amount', 'This has to be at least 1']]);
});
