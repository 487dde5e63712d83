import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Which process is which, in .afterjob/pids.json, for the next start and for tests that kill one. */
export class Pids {
  private readonly file: string;
  private readonly pids: Record<string, number> = {};

  constructor(dataDir: string) {
    this.file = join(dataDir, 'pids.json');
  }

  set(name: string, pid: number | undefined): void {
    if (pid === undefined) delete this.pids[name];
    else this.pids[name] = pid;
    // Renamed into place: a reader never sees half a file.
    writeFileSync(`${this.file}.new`, `${JSON.stringify(this.pids, null, 2)}\n`);
    renameSync(`${this.file}.new`, this.file);
  }

  clear(): void {
    rmSync(this.file, { force: true });
  }

  /** What an earlier start wrote down and is still alive under its own name. */
  alive(): Map<string, number> {
    const alive = new Map<string, number>();
    for (const [name, pid] of Object.entries(this.read())) {
      if (pid !== process.pid && commandOf(pid)?.includes(marks[name] ?? name)) alive.set(name, pid);
    }
    return alive;
  }

  private read(): Record<string, number> {
    if (!existsSync(this.file)) return {};
    try {
      return JSON.parse(readFileSync(this.file, 'utf8'));
    } catch {
      return {};
    }
  }
}

// A number may belong to a stranger by now: the command line tells.
const marks: Record<string, string> = {
  start: 'start.mjs',
  postgresql: 'postgres',
  worker: 'worker.ts',
  api: 'main.ts',
  sandbox: 'main.ts',
};

function commandOf(pid: number): string | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return null;
  }
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return null;
  }
}

export function isAlive(pid: number): boolean {
  return (commandOf(pid) ?? '') !== '';
}
