import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';
import { expect, jest } from '@jest/globals';
import fc from 'fast-check';

// Jest prints its seed: `--seed <n>` repeats a run with the same random cases.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: jest.getSeed() });

/** True in `npm run test:deep`. */
export const deep = process.env.AFTERJOB_DEEP === '1';

/** How many cases a test takes: a sample in `npm test`, the whole in the deep run, whose table tells the number. */
export function cases(what: string, size: { sample: number; whole: number }): number {
  const count = deep ? size.whole : size.sample;
  tell(what, count);
  return count;
}

/** Has the table of the deep run show a number that a test has counted. */
export function tell(what: string, count: number): void {
  if (!process.env.AFTERJOB_CASES) return;
  const test = relative(process.cwd(), expect.getState().testPath ?? '');
  appendFileSync(process.env.AFTERJOB_CASES, `${JSON.stringify({ what, count, test })}\n`);
}
