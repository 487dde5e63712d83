import { createHash, randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isCluster, packagedBinaries } from './postgres.ts';
import { canEnter, postgresUser } from './postgres-user.ts';

const stage = '/var/lib/afterjob';

/** The binaries where the user that runs PostgreSQL can reach them: in node_modules, or copied once to a place outside. */
export function postgresBinaries(): string {
  const packaged = packagedBinaries();
  if (postgresUser() === null || canEnter(packaged)) return packaged;
  const version = createHash('sha256')
    .update(readFileSync(join(dirname(packaged), 'package.json')))
    .digest('hex')
    .slice(0, 12);
  const staged = join(stage, `postgresql-${version}`);
  if (!existsSync(staged)) {
    // Copied aside and renamed, so that a copy that was cut short is never used.
    const aside = `${staged}-${randomBytes(4).toString('hex')}`;
    cpSync(packaged, aside, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(aside, staged);
    } catch (error) {
      rmSync(aside, { recursive: true, force: true });
      if (!existsSync(staged)) throw error;
    }
  }
  return staged;
}

/** Where the cluster of one `.afterjob` folder lives: inside it, or outside when PostgreSQL's user cannot enter it. */
export function postgresDataDir(dataDir: string): string {
  const inside = join(dataDir, 'postgres');
  if (postgresUser() === null) return inside;
  const outside = join(stage, installId(dataDir), 'postgres');
  if (isCluster(outside)) return outside;
  if (canEnter(dataDir)) return inside;
  mkdirSync(dirname(outside), { recursive: true, mode: 0o755 });
  // The folder was made when strangers could still enter it: the data moves along.
  if (isCluster(inside)) cpSync(inside, outside, { recursive: true, preserveTimestamps: true });
  return outside;
}

/** What `npm run reset` has to empty besides the `.afterjob` folder itself. */
export function stagedDataDir(dataDir: string): string | null {
  const file = join(dataDir, 'install-id');
  return existsSync(file) ? join(stage, readFileSync(file, 'utf8').trim()) : null;
}

// Named by chance and not by the path: a new clone at an old path must not meet the old clone's data.
function installId(dataDir: string): string {
  const file = join(dataDir, 'install-id');
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(8).toString('hex')}\n`);
  return readFileSync(file, 'utf8').trim();
}
