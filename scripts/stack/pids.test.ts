import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { endLeftovers } from './leftovers.ts';
import { isAlive, Pids } from './pids.ts';

let folder = '';
let children: ReturnType<typeof spawn>[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'afterjob-pids-'));
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** A process that sleeps in a file of this name. */
function sleeper(name: string): number {
  mkdirSync(join(folder, 'bin'), { recursive: true });
  const file = join(folder, 'bin', name);
  writeFileSync(file, 'setInterval(() => {}, 1000)');
  const child = spawn(process.execPath, [file], { stdio: 'ignore' });
  children.push(child);
  return child.pid ?? 0;
}

describe('what a killed start left running', () => {
  it.each([
    ['postgresql', 'postgres'],
    ['temporal', 'temporal-1.9.1'],
    ['worker', 'worker.ts'],
    ['api', 'main.ts'],
    ['sandbox', 'main.ts'],
  ])('%s is ended before the next start', async (name, file) => {
    const pids = new Pids(folder);
    const pid = sleeper(file);
    pids.set(name, pid);
    await endLeftovers(new Pids(folder));
    expect(isAlive(pid)).toBe(false);
  });

  it('is left alone when the number belongs to another program by now', async () => {
    const pid = sleeper('stranger.js');
    new Pids(folder).set('worker', pid);
    await endLeftovers(new Pids(folder));
    expect(isAlive(pid)).toBe(true);
  });

  it('stops a second start while the first one runs', async () => {
    const pid = sleeper('start.mjs');
    new Pids(folder).set('start', pid);
    await expect(endLeftovers(new Pids(folder))).rejects.toThrow(
      `Afterjob is already running here (process ${pid}).\nStop it with Ctrl-C in its terminal first, or: kill ${pid}`,
    );
  });

  it('is forgotten when the file is broken', async () => {
    writeFileSync(join(folder, 'pids.json'), '{ "worker": 12');
    await endLeftovers(new Pids(folder));
  });
});

describe('the file of processes', () => {
  it('names who runs', () => {
    const pids = new Pids(folder);
    pids.set('worker', 5);
    pids.set('api', 6);
    pids.set('worker', undefined);
    expect(JSON.parse(readFileSync(join(folder, 'pids.json'), 'utf8'))).toEqual({ api: 6 });
  });
});
