import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../scripts/stack/ports.ts';
import { until } from './until.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

export type Product = {
  web: string;
  sandbox: string;
  temporalUi: string;
  temporalAddress: string;
  folder: string;
  /** What `npm start` has printed. */
  printed(): string;
  /** Ctrl-C; answers the exit code. */
  stop(): Promise<number | null>;
};

/** `npm start` in a fresh clone of this commit, as a user types it; only the ports are chosen. */
export async function startProduct(): Promise<Product> {
  const home = mkdtempSync(join(tmpdir(), 'afterjob-user-'));
  const folder = join(home, 'afterjob');
  execFileSync('git', ['clone', '--quiet', root, folder]);
  const ports = { PORT: await freePort(), SANDBOX_PORT: await freePort(), TEMPORAL_UI_PORT: await freePort() };
  const others = { TEMPORAL_PORT: await freePort(), POSTGRES_PORT: await freePort() };
  const env = { ...userEnvironment(), ...text(ports), ...text(others) };
  const child = spawn('npm', ['start'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const web = `http://localhost:${ports.PORT}`;
  try {
    await until(
      '`npm start` is ready',
      async () => {
        if (hasEnded(child)) return true;
        return printed.includes(web) && (await fetch(`${web}/api/ready`)).ok;
      },
      420_000,
    );
    if (hasEnded(child)) throw new Error(`\`npm start\` ended: ${child.signalCode ?? child.exitCode}`);
  } catch (error) {
    await end(child);
    throw new Error(`${String(error)}\n${printed.slice(-4000)}`);
  }
  return {
    web,
    sandbox: `http://localhost:${ports.SANDBOX_PORT}`,
    temporalUi: `http://localhost:${ports.TEMPORAL_UI_PORT}`,
    temporalAddress: `127.0.0.1:${others.TEMPORAL_PORT}`,
    folder,
    printed: () => printed,
    stop: async () => {
      const code = await end(child);
      rmSync(home, { recursive: true, force: true });
      return code;
    },
  };
}

/** What is written in the product's log files, one after the other. */
export function logs(product: Pick<Product, 'folder'>): string {
  return ['api', 'worker', 'sandbox']
    .map((name) => {
      try {
        return readFileSync(join(product.folder, '.afterjob', 'logs', `${name}.log`), 'utf8');
      } catch {
        return '';
      }
    })
    .join('\n');
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

async function end(child: ChildProcess): Promise<number | null> {
  if (hasEnded(child)) return child.exitCode;
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  // Ctrl-C in a terminal reaches the whole group.
  if (child.pid) process.kill(-child.pid, 'SIGINT');
  return gone;
}

/** A user's shell knows nothing of the test run's own variables. */
function userEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(AFTERJOB_|JEST_|NODE_OPTIONS|NODE_ENV|npm_|DATABASE_|TEMPORAL_)/.test(name),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, value ?? '']));
}

const text = (ports: Record<string, number>) =>
  Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]));
