import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../scripts/stack/ports.ts';
import { temporalBinary } from '../../scripts/stack/temporal-binary.ts';
import { createTestDatabase } from '../../testing/postgres.ts';
import { until } from '../until.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The product's processes, each to be killed and started by a drill; everything else goes over HTTP. */
export type Stack = {
  api: string;
  sandbox: string;
  appUrl: string;
  folder: string;
  temporalAddress: string;
  /** `more`: variables for this process alone. */
  start(name: ProcessName, more?: Record<string, string>): Promise<void>;
  /** Waits until the process has died by itself; what it said last. */
  death(name: ProcessName, limitMs: number): Promise<string>;
  /** SIGKILL, and wait until the process is gone. */
  kill(name: ProcessName): Promise<void>;
  stop(): Promise<void>;
};

export type ProcessName = 'temporal' | 'sandbox' | 'api' | WorkerName;
export type WorkerName = (typeof workerNames)[number];
/** A drill may run several workers; most run the first alone. */
export const workerNames = ['worker', 'worker2', 'worker3'] as const;

export async function startStack(environment: Record<string, string> = {}): Promise<Stack> {
  const folder = mkdtempSync(join(tmpdir(), 'afterjob-drill-'));
  const database = await createTestDatabase();
  const [port, sandboxPort, temporalPort, uiPort] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const api = `http://localhost:${port}`;
  const sandbox = `http://localhost:${sandboxPort}`;
  const temporal = await temporalBinary('temporal');
  const env = {
    ...process.env,
    NODE_ENV: 'development',
    NODE_OPTIONS: '',
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
    PUBLIC_URL: api,
    DATA_DIR: folder,
    DATABASE_URL: database.appUrl,
    TEMPORAL_ADDRESS: `127.0.0.1:${temporalPort}`,
    AUTH_SECRET: randomBytes(32).toString('base64'),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    ...environment,
  };
  const worker = [process.execPath, '--import', 'tsx', 'worker.ts'];
  const commands: Record<ProcessName, string[]> = {
    temporal: [
      temporal,
      'server',
      'start-dev',
      '--ip',
      '127.0.0.1',
      '--port',
      String(temporalPort),
      '--ui-port',
      String(uiPort),
      '--db-filename',
      join(folder, 'temporal.db'),
      '--sqlite-pragma',
      'journal_mode=wal',
      '--sqlite-pragma',
      'synchronous=normal',
      '--dynamic-config-value',
      'matching.enableFairness=true',
      '--log-level',
      'error',
    ],
    sandbox: [process.execPath, '--import', 'tsx', 'sandbox/main.ts'],
    api: [process.execPath, '--import', 'tsx', 'api/main.ts'],
    worker,
    worker2: worker,
    worker3: worker,
  };
  const running = new Map<ProcessName, ChildProcess>();

  async function start(name: ProcessName, more: Record<string, string> = {}): Promise<void> {
    const [command = '', ...args] = commands[name];
    const child = spawn(command, args, { cwd: root, env: { ...env, ...more }, stdio: ['ignore', 'pipe', 'pipe'] });
    const log = createWriteStream(join(folder, `${name}.log`), { flags: 'a' });
    child.stdout?.pipe(log);
    child.stderr?.pipe(log);
    running.set(name, child);
    if (isWorker(name)) await saidReady(child, name);
    else await until(`${name} answers`, () => answers(name), 90_000);
  }

  function saidReady(child: ChildProcess, name: WorkerName): Promise<void> {
    return new Promise((resolve, reject) => {
      child.stdout?.on('data', (chunk: Buffer) => chunk.includes('worker ready') && resolve());
      child.once('exit', (code, signal) =>
        reject(new Error(`The worker ended (${code ?? signal}):\n${lastLines(name)}`)),
      );
    });
  }

  const lastLines = (name: ProcessName): string => readFileSync(join(folder, `${name}.log`), 'utf8').slice(-2000);

  async function answers(name: ProcessName): Promise<boolean> {
    // Whoever answers at its address then is not the process we started.
    if (running.get(name)?.exitCode !== null) throw new Error(`The ${name} ended:\n${lastLines(name)}`);
    if (name === 'api') return (await fetch(`${api}/api/health`)).ok;
    if (name === 'sandbox') return (await fetch(`${sandbox}/health`)).ok;
    return (await fetch(`http://127.0.0.1:${uiPort}/api/v1/namespaces/default`)).ok;
  }

  async function death(name: ProcessName, limitMs: number): Promise<string> {
    const child = running.get(name);
    if (!child) throw new Error(`The ${name} was never started`);
    await until(`the ${name} dies`, async () => child.signalCode === 'SIGKILL', limitMs);
    return until('its last words are written', async () => lastLines(name).match(/died at (\S+)\n$/)?.[1]);
  }

  async function end(name: ProcessName, signal: NodeJS.Signals): Promise<void> {
    const child = running.get(name);
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }

  return {
    api,
    sandbox,
    appUrl: database.appUrl,
    folder,
    temporalAddress: env.TEMPORAL_ADDRESS,
    start,
    death,
    kill: (name) => end(name, 'SIGKILL'),
    stop: async () => {
      for (const name of [...workerNames, 'api', 'sandbox', 'temporal'] as const) await end(name, 'SIGTERM');
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const isWorker = (name: ProcessName): name is WorkerName => workerNames.some((each) => each === name);
