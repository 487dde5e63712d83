// @ts-check
// npm test: everything that proves the tree, on a fresh clone. --deep runs the long versions as well.
import { execFileSync, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium, howToInstallChromium } from './chromium.mjs';
import { writeDeepRun } from './deep-run.mjs';
import { ensureGenerated } from './generate.mjs';
import { ensureInstalled, root } from './install.mjs';

const deep = process.argv.includes('--deep');
// Only these test files; the rest of the table stays.
const only = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const isDrill = (/** @type {string} */ path) => path.startsWith('e2e/drills/');
const isBrowser = (/** @type {string} */ path) => path.startsWith('e2e/') && !isDrill(path);
// Where workers run; a sample is enough where every task of a workflow replays it from the beginning.
const uncached = ['workflows/', 'worker-pool', 'reconciler', 'tell-unread'];
const withoutCache = { AFTERJOB_NO_WORKFLOW_CACHE: '1', AFTERJOB_DEEP: '', AFTERJOB_CASES: '' };
/** @type {string[]} */
const failed = [];
const count = { passed: 0, failed: 0 };
const results = mkdtempSync(join(tmpdir(), 'afterjob-results-'));
const casesFile = join(results, 'cases');
/** @type {import('./deep-run.mjs').Suite[]} */
const suites = [];

ensureInstalled();
ensureGenerated();

/** @param {string} path */
const tool = (path) => join(root, 'node_modules', path);
await Promise.all([
  stage('types', tool('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json'),
  stage('types of the web UI', tool('typescript/bin/tsc'), '--noEmit', '-p', 'web/tsconfig.json'),
]);
await Promise.all([
  stage('lint and format', tool('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.'),
  stage('dead code', tool('knip/bin/knip.js'), '--no-config-hints'),
  stage('architecture', join(root, 'scripts/check-architecture.mjs')),
]);
// It compiles entry by entry: what only a test brings along is missing there.
await stage('build', join(root, 'scripts/build.mjs'));
// Fetched before the tests, whose time limits do not allow for a download.
await stage('Temporal servers', join(root, 'scripts/run.mjs'), 'scripts/fetch-temporal.ts');
const [drills, browsers] = [only.filter(isDrill), only.filter(isBrowser)];
const units = only.filter((path) => !isDrill(path) && !isBrowser(path));
if (only.length === 0 || units.length > 0) await jest('unit and integration', 'jest.config.js', units);
if (deep && only.length === 0) await jest('without workflow cache', 'jest.config.js', uncached, withoutCache);
// Each has processes of its own; a deep run has the machine for one of them at a time.
const drilled = only.length === 0 || drills.length > 0 ? drill() : null;
if (deep) await drilled;
await Promise.all([drilled, only.length === 0 || browsers.length > 0 ? browser() : null]);
report();

function drill() {
  return jest('drills', 'e2e/jest.config.js', drills.length > 0 ? drills : ['e2e/drills/']);
}

async function browser() {
  const chromium = findChromium();
  const paths = browsers.length > 0 ? browsers : ['--testPathIgnorePatterns', 'e2e/drills/'];
  if (chromium) return jest('browser', 'e2e/jest.config.js', paths, { CHROMIUM: chromium });
  console.error(howToInstallChromium);
  fail('browser', 1);
}

/**
 * @param {string} name
 * @param {string} config
 * @param {string[]} paths none: all of the configuration; or options of Jest
 * @param {Record<string, string>} [env]
 */
async function jest(name, config, paths, env = {}) {
  const file = join(results, `${name.replaceAll(' ', '-')}.json`);
  const began = performance.now();
  const seed = String(randomInt(2 ** 31));
  const code = await run(
    [tool('jest/bin/jest.js'), '--config', config, '--seed', seed, '--json', '--outputFile', file, ...paths],
    'inherit',
    {
      NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
      ...(deep && { AFTERJOB_DEEP: '1', AFTERJOB_CASES: casesFile }),
      ...env,
    },
  );
  const result = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  count.passed += result?.numPassedTests ?? 0;
  const broken = (result?.numFailedTests ?? 0) + (result?.numRuntimeErrorTestSuites ?? 0);
  suites.push({ name, seed, seconds: Math.round((performance.now() - began) / 1000), result });
  told(name, code.status === 0, began);
  if (code.status !== 0) fail(name, Math.max(broken, 1));
}

/**
 * @param {string} name
 * @param {...string} args
 */
async function stage(name, ...args) {
  const began = performance.now();
  const { status, output } = await run(args, 'pipe', {});
  told(name, status === 0, began);
  if (status === 0) return;
  console.error(output.trimEnd());
  fail(name, 1);
}

/**
 * @param {string[]} args
 * @param {'inherit' | 'pipe'} stdio
 * @param {Record<string, string>} env
 * @returns {Promise<{ status: number | null, output: string }>}
 */
function run(args, stdio, env) {
  return new Promise((resolve) => {
    // Jest's reports go to stderr; a stage's words are shown only when it fails.
    /** @type {import('node:child_process').StdioOptions} */
    const streams = stdio === 'inherit' ? ['ignore', 'ignore', 'inherit'] : ['ignore', 'pipe', 'pipe'];
    const child = spawn(process.execPath, args, { cwd: root, stdio: streams, env: { ...process.env, ...env } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        output += chunk;
      });
    }
    child.once('close', (status) => resolve({ status, output }));
  });
}

/**
 * @param {string} name
 * @param {boolean} ok
 * @param {number} began
 */
function told(name, ok, began) {
  console.log(`${ok ? 'ok  ' : 'FAIL'}  ${name.padEnd(22)} ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

/**
 * @param {string} name
 * @param {number} failures
 */
function fail(name, failures) {
  failed.push(name);
  count.failed += failures;
}

function report() {
  if (deep) {
    const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
    const date = new Date().toISOString().slice(0, 10);
    writeDeepRun({ commit, date, again: only.length > 0, suites, casesFile });
  }
  rmSync(results, { recursive: true, force: true });
  if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`);
  console.log(`${count.passed} passed, ${count.failed} failed`);
  process.exitCode = count.failed > 0 ? 1 : 0;
}
