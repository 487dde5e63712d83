import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from '../e2e/until.ts';
import { freePort } from '../scripts/stack/ports.ts';
import { firstLoadLimit, firstLoads } from '../scripts/web-budget.ts';
import { figure, words } from './measure.ts';
import type { Bench, Row } from './table.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const rounds = 5;

/** P13: `npm start` from installed to ready, and what the browser loads first. */
export const start: Bench = async (): Promise<Row> => {
  const folder = mkdtempSync(join(tmpdir(), 'afterjob-bench-'));
  try {
    await secondsToReady(folder);
    const taken: number[] = [];
    for (let round = 0; round < rounds; round++) taken.push(await secondsToReady(folder));
    const ready = figure(taken);
    const load = Math.max(...firstLoads(join(root, 'web', 'dist')).map(({ bytes }) => bytes));
    return {
      id: 'P13',
      what: '`npm start` from installed to ready; first load of the web app',
      target: '≤ 10 s; ≤ 200 kB gzip',
      ratio: `${words(ready, 1)} s; ${(load / 1000).toFixed(0)} kB`,
      figures: `${rounds} starts over the same data; the heavier of the two first pages, all that it brings along`,
      met: ready.median <= 10 && load <= firstLoadLimit,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

async function secondsToReady(folder: string): Promise<number> {
  const ports = ['PORT', 'SANDBOX_PORT', 'TEMPORAL_PORT', 'TEMPORAL_UI_PORT', 'POSTGRES_PORT'];
  const chosen = Object.fromEntries(
    await Promise.all(ports.map(async (name) => [name, String(await freePort())] as const)),
  );
  const from = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: root,
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, NODE_ENV: 'development', DATA_DIR: folder, ...chosen },
  });
  try {
    await until('ready', async () => (await fetch(`http://127.0.0.1:${chosen.PORT}/api/ready`)).ok, 120_000);
    return (performance.now() - from) / 1000;
  } finally {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    if (child.pid) process.kill(-child.pid, 'SIGINT');
    await gone;
  }
}
