// @ts-check
// npm run mutate [-- <part of a name>]: plants the listed faults, one at a time, in a copy of this tree. Each must fail
// one of the tests named beside it; survivors are printed, and make the command fail.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ensureGenerated } from './generate.mjs';
import { ensureInstalled, root } from './install.mjs';
import { mutations } from './mutations.mjs';

/** @typedef {import('./mutations.mjs').Mutation} Mutation */
/** @typedef {{ passed: number, failed: number, broken: number }} Counted */

ensureInstalled();
ensureGenerated();
const asked = process.argv[2] ?? '';
const chosen = mutations.filter(({ file, what }) => `${file}: ${what}`.includes(asked));
const copy = mkdtempSync(join(tmpdir(), 'afterjob-mutate-'));
/** @type {string[]} */
const wrong = [];
try {
  copyTree();
  const tests = [...new Set(chosen.flatMap((mutation) => mutation.tests))];
  const sound = run(tests);
  if (sound.failed + sound.broken > 0) throw new Error(`Without any fault ${sound.failed + sound.broken} tests fail`);
  for (const mutation of chosen) tell(mutation, plant(mutation));
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(`\n${chosen.length} faults planted, ${chosen.length - wrong.length} found by a test`);
for (const line of wrong) console.log(`  ${line}`);
process.exitCode = wrong.length > 0 || chosen.length === 0 ? 1 : 0;

function copyTree() {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  for (const file of [...files.trim().split('\n'), 'prisma/generated']) {
    if (!existsSync(join(root, file))) continue;
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
}

/**
 * @param {Mutation} mutation
 * @returns {'found' | 'survived' | 'does not compile' | 'not there any more'}
 */
function plant({ file, find, put, tests }) {
  const path = join(copy, file);
  const sound = readFileSync(path, 'utf8');
  // One that fits nowhere, or twice, says nothing about the tests.
  if (sound.split(find).length !== 2) return 'not there any more';
  writeFileSync(
    path,
    sound.replace(find, () => put),
  );
  try {
    const { failed, broken } = run(tests);
    if (broken > 0) return 'does not compile';
    return failed > 0 ? 'found' : 'survived';
  } finally {
    writeFileSync(path, sound);
  }
}

/**
 * @param {string[]} tests
 * @returns {Counted}
 */
function run(tests) {
  const result = join(copy, 'result.json');
  rmSync(result, { force: true });
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const exact = tests.map((test) => join(copy, test));
  spawnSync(process.execPath, [jest, '--runTestsByPath', ...exact, '--json', '--outputFile', result, '--silent'], {
    cwd: copy,
    stdio: 'ignore',
    env: { ...process.env, NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' },
  });
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(result, 'utf8'));
  if (numPassedTests + numFailedTests + numRuntimeErrorTestSuites === 0)
    throw new Error(`No tests: ${tests.join(', ')}`);
  return { passed: numPassedTests, failed: numFailedTests, broken: numRuntimeErrorTestSuites };
}

/**
 * @param {Mutation} mutation
 * @param {ReturnType<typeof plant>} outcome
 */
function tell({ file, what }, outcome) {
  console.log(`${outcome.padEnd(9)}  ${file}: ${what}`);
  if (outcome !== 'found') wrong.push(`${outcome}: ${file}: ${what}`);
}
