import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Service, Supervisor } from './supervisor.ts';
import type { Trouble } from './trouble.ts';

const folder = mkdtempSync(join(tmpdir(), 'afterjob-supervisor-'));
let said: string[] = [];
let running: Supervisor[] = [];
let pids: (number | undefined)[] = [];
let giveUp: (trouble: Trouble) => void = () => {};

beforeEach(() => {
  said = [];
  pids = [];
  running = [];
});

afterEach(async () => {
  await Promise.all(running.map((supervisor) => supervisor.stop()));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A process of one line of JavaScript, ready when it prints `ready`. */
function supervise(script: string, settings: Partial<Service> = {}): Supervisor {
  let ready: () => void = () => {};
  const service: Service = {
    name: 'worker',
    logFile: join(folder, 'worker.log'),
    stopSignal: 'SIGTERM',
    grace: 5_000,
    launch() {
      const child = spawn(process.execPath, ['--eval', script], { stdio: ['ignore', 'pipe', 'pipe'] });
      child.stdout.on('data', (chunk) => String(chunk).includes('ready') && ready());
      return child;
    },
    ready: () => new Promise((resolve) => (ready = resolve)),
    ...settings,
  };
  const supervisor = new Supervisor(service, {
    say: (line) => said.push(line),
    started: (_name, pid) => pids.push(pid),
    gaveUp: (trouble) => giveUp(trouble),
  });
  running.push(supervisor);
  return supervisor;
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 20));
}

const stays = "console.log('ready'); setInterval(() => {}, 1000);";

describe('the supervisor', () => {
  it('starts a killed process again and says so', async () => {
    await supervise(stays).start();
    process.kill(pids[0] ?? 0, 'SIGKILL');
    await until(() => said.includes('The worker runs again.'));
    expect(said[0]).toMatch(
      /^The worker ended \(killed by SIGKILL\); it starts again in 0.5 s. Its log: .*worker.log$/,
    );
    expect(new Set(pids.filter(Boolean)).size).toBe(2);
  });

  it('gives up on a process that ends again and again', async () => {
    const gaveUp = new Promise<Trouble>((resolve) => {
      giveUp = resolve;
    });
    const dies = "console.log('ready'); setTimeout(() => process.exit(3), 30);";
    await supervise(dies).start();
    expect((await gaveUp).message).toMatch(
      /^The worker ended 5 times within a minute \(exit code 3\)\.\nWhy stands in its log/,
    );
  }, 30_000);

  it('tells the last words of a process that never was ready', async () => {
    const speaks = "console.error('DATABASE_URL is missing'); process.exit(1);";
    await expect(supervise(speaks).start()).rejects.toThrow(
      /did not start \(exit code 1\)\.\nDATABASE_URL is missing\n/,
    );
  });

  it('tells of a program that is not there', async () => {
    const launch = () => spawn(join(folder, 'nothing'), { stdio: ['ignore', 'pipe', 'pipe'] });
    await expect(supervise('', { launch }).start()).rejects.toThrow(/did not start \(.*ENOENT/);
  });

  it('ends a process that does not want to by force', async () => {
    const supervisor = supervise(`process.on('SIGTERM', () => {}); ${stays}`, { grace: 100 });
    await supervisor.start();
    await supervisor.stop();
    expect(() => process.kill(pids[0] ?? 0, 0)).toThrow('ESRCH');
    expect(said).toEqual([]);
  });

  it('keeps a log of JSON lines and shows errors, each once', async () => {
    const line = JSON.stringify({ level: 50, msg: 'the queue is gone' });
    const logFile = join(folder, 'twice.log');
    await supervise(`console.log('${line}'); console.log('${line}'); ${stays}`, { logFile }).start();
    await until(() => said.length > 0);
    expect(said).toEqual(['worker: the queue is gone']);
    const lines = () => readFileSync(logFile, 'utf8').trim().split('\n');
    await until(() => lines().length >= 3);
    await running[0]?.stop();
    expect(lines().map((text) => JSON.parse(text).msg)).toEqual(['the queue is gone', 'the queue is gone', 'ready']);
  });
});
