// @ts-check
// The table of deep runs: what was counted, how often, and what failed; each row says on which commit.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './install.mjs';

/** @typedef {{ name: string, seed: string, seconds: number, result: any }} Suite `result`: what Jest wrote */
/** @typedef {{ commit: string, date: string, again: boolean, suites: Suite[], casesFile: string }} Run */

const file = join(root, 'docs/deep-run.md');
const columns = {
  cases: ['what', 'cases', 'failures', 'test', 'seed', 'commit', 'date'],
  suites: ['suite', 'passed', 'failed', 'seconds', 'seed', 'commit', 'date'],
};

/**
 * Writes docs/deep-run.md. A run of some files again takes the place of their rows; all others stay as they were.
 * @param {Run} run
 */
export function writeDeepRun({ commit, date, again, suites, casesFile }) {
  const known = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const results = suites.flatMap(({ seed, result }) =>
    (result?.testResults ?? []).map((/** @type {any} */ each) => ({
      test: relative(root, each.name),
      failures: each.assertionResults.filter((/** @type {any} */ one) => one.status === 'failed').length,
      broken: each.assertionResults.length === 0 && each.status === 'failed',
      seed,
    })),
  );
  // A later suite runs some of them once more, as samples: the first one counts.
  const ofTest = new Map(results.toReversed().map((each) => [each.test, each]));
  const counted = linesOf(casesFile).map(({ what, count, test }) => {
    const { failures = 0, broken = true, seed = '' } = ofTest.get(test) ?? {};
    return [what, count.toLocaleString('en-US'), broken ? 'not run' : String(failures), test, seed, commit, date];
  });
  const ran = suites.map(({ name, seed, seconds, result }) => {
    const what = again ? `${name}, again: ${[...ofTest.keys()].join(', ')}` : name;
    const failed = (result?.numFailedTests ?? 0) + (result?.numRuntimeErrorTestSuites ?? 0);
    return [what, String(result?.numPassedTests ?? 0), String(failed), String(seconds), seed, commit, date];
  });
  const kept = again ? rowsOf(known, columns.cases).filter((row) => !ofTest.has(row[3] ?? '')) : [];
  const before = again ? rowsOf(known, columns.suites).filter((row) => !ran.some(([what]) => what === row[0])) : [];
  const rows = [...kept, ...counted].sort((a, b) => `${a[3]} ${a[0]}`.localeCompare(`${b[3]} ${b[0]}`));
  const text = [
    '# Deep runs',
    '',
    'Written by `npm run test:deep`. `npm run test:deep -- <test files>` runs some of them again, and only their rows change.',
    '',
    ...table(columns.cases, rows),
    '',
    ...table(columns.suites, [...before, ...ran]),
  ];
  writeFileSync(file, `${text.join('\n')}\n`);
}

/**
 * @param {string} path
 * @returns {{ what: string, count: number, test: string }[]} each once: a test in a loop tells its number more than once
 */
function linesOf(path) {
  if (!existsSync(path)) return [];
  const lines = [...new Set(readFileSync(path, 'utf8').trim().split('\n'))].filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}

/**
 * @param {string} text
 * @param {string[]} head
 * @returns {string[][]}
 */
function rowsOf(text, head) {
  const lines = text.split('\n');
  const begin = lines.indexOf(row(head));
  if (begin < 0) return [];
  const rest = lines.slice(begin + 2);
  const end = rest.findIndex((line) => !line.startsWith('|'));
  return rest.slice(0, end < 0 ? rest.length : end).map((line) => line.slice(2, -2).split(' | '));
}

/** @param {string[]} cells */
const row = (cells) => `| ${cells.join(' | ')} |`;

/**
 * @param {string[]} head
 * @param {string[][]} rows
 */
const table = (head, rows) => [row(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(row)];
