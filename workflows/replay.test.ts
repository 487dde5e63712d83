import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bundleWorkflowCode, DefaultLogger, type ReplayResult, Runtime, Worker } from '@temporalio/worker';
import { holds } from '../scripts/histories/holds.ts';
import { besides } from '../scripts/histories/others.ts';
import { waits } from '../scripts/histories/waits.ts';
import { cases } from '../testing/depth.ts';
import { type KeptHistory, keptFiles, keptHistories, untilTask, workflowTasks } from '../testing/histories.ts';
import { sharedBundle } from '../testing/workflow-bundle.ts';
import type { WorkflowBundle } from '../worker-pool.ts';

// A workflow that does something else than its history says is told of by an error of the SDK's own.
Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'afterjob-replay-'));
const kept = keptHistories();
let bundle: WorkflowBundle;
beforeAll(async () => {
  bundle = await sharedBundle();
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What went wrong, by the name of the history. */
async function replay(workflowBundle: WorkflowBundle, histories: readonly KeptHistory[]): Promise<string[]> {
  const results: AsyncIterable<ReplayResult> = Worker.runReplayHistories({ workflowBundle }, [...histories]);
  const wrong: string[] = [];
  let at = 0;
  for await (const { error } of results) {
    const { version, name } = histories[at++] ?? { version: '', name: 'one too many' };
    if (error) wrong.push(`${version} ${name}: ${error.name}`);
  }
  expect(at).toBe(histories.length);
  return wrong;
}

/** The workflows of this tree after a change of one file. */
async function bundleWith(file: string, change: (source: string) => string): Promise<WorkflowBundle> {
  const copy = mkdtempSync(join(folder, 'changed-'));
  for (const part of ['workflows', 'providers']) cpSync(join(root, part), join(copy, part), { recursive: true });
  for (const part of ['node_modules', 'package.json']) symlinkSync(join(root, part), join(copy, part));
  const path = join(copy, 'workflows', file);
  const before = readFileSync(path, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
  const nothing = () => undefined;
  const logger = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
  return bundleWorkflowCode({ workflowsPath: join(copy, 'workflows/index.ts'), logger });
}

const prefixes = cases('ends of recorded histories, each replayed from its beginning', { sample: 40, whole: 10_000 });

describe('the recorded histories', () => {
  it('stand in the middle of every kind of wait and hold, and beside enrollments', () => {
    const names = new Set(kept.map(({ name }) => name));
    const wanted = [
      ...Object.keys(waits).map((name) => `wait-${name}`),
      ...Object.keys(holds).map((name) => `hold-${name}`),
      ...Object.keys(besides),
      ...['connection', 'customer_sync', 'history_sync', 'provider_event'],
    ];
    expect(wanted.filter((name) => !names.has(name))).toEqual([]);
  });

  it('are replayed by the workflows of today', async () => {
    expect(await replay(bundle, kept)).toEqual([]);
  }, 120_000);

  it('are replayed from where they stood after each of their tasks', async () => {
    const ends = kept.flatMap((one) => workflowTasks(one).map((task) => untilTask(one, task)));
    const every = Math.max(1, Math.ceil(ends.length / prefixes));
    const some = ends.filter((_end, index) => index % every === 0);
    expect(await replay(bundle, some)).toEqual([]);
  }, 600_000);

  it('name nobody', () => {
    for (const { text } of keptFiles()) {
      const payloads = [...text.matchAll(/"data": "([^"]*)"/g)].map(([, data]) => Buffer.from(data ?? '', 'base64'));
      const all = [text, ...payloads.map(String)].join('\n');
      expect(all).not.toMatch(/@example|Lovelace|\bAda\b|2025550|How was it|Thank you|identity|"\d+@/);
    }
  });
});

describe('a change that sleepers would not survive', () => {
  it.each<[string, string, RegExp, (source: string) => string]>([
    [
      'another activity first',
      'journey-enrollment.ts',
      /^\S+ (wait|hold)-/,
      (source) => source.replace("next: 'decide'", "next: 'sendEmail'"),
    ],
    [
      'the wait behind the activity',
      'journey-enrollment.ts',
      /^\S+ (wait|hold)-/,
      (source) => source.replace('if (wait > 0) {', 'if (wait > 0 && asked) {'),
    ],
    [
      'two activities the other way round',
      'customer-sync.ts',
      /^\S+ customer_sync:/,
      (source) =>
        source
          .replace('await beginSync({', 'await SWAP({')
          .replace('await completeSync(ref)', 'await beginSync(ref)')
          .replace('await SWAP({', 'await completeSync({'),
    ],
    [
      'another activity in each round',
      'connection.ts',
      /^\S+ connection:/,
      (source) => source.replace('await tendConnection(ref)', '(await askDueChecks(ref), await tendConnection(ref))'),
    ],
  ])(
    'is seen: %s',
    async (_what, file, broken, change) => {
      const wrong = await replay(await bundleWith(file, change), kept);
      expect(wrong.filter((line) => broken.test(line)).length).toBeGreaterThan(0);
      expect(wrong.filter((line) => !line.endsWith('DeterminismViolationError'))).toEqual([]);
    },
    120_000,
  );
});
