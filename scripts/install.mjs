// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Runs before anything is installed: nothing but Node's own modules here.
export const root = fileURLToPath(new URL('..', import.meta.url));

/** Installs the packages when those in node_modules are not the ones that package-lock.json names. */
export function ensureInstalled() {
  requireNode();
  const reason = whatIsMissing(root);
  if (reason === null) return;
  console.log(`Installing packages: ${reason} (a minute or two) ...`);
  const npm = spawnSync('npm', ['ci', '--include=dev', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    // Prisma's engine is not used and must not be downloaded; Scarf counts installs.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, SCARF_ANALYTICS: 'false' },
  });
  if (npm.status !== 0) {
    console.error('npm ci failed: see its message above. Most often the package registry cannot be reached.');
    process.exit(1);
  }
}

/**
 * Null when node_modules has every package of the lock file in its version.
 * @param {string} folder
 * @returns {string | null}
 */
export function whatIsMissing(folder) {
  const hidden = join(folder, 'node_modules', '.package-lock.json');
  // npm writes this file last, so one that is there tells of an install that ended well.
  if (!existsSync(hidden)) return 'none are installed';
  const wanted = packages(join(folder, 'package-lock.json'));
  const installed = packages(hidden);
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || entry.link || !path.includes('node_modules/')) continue;
    const there = installed[path];
    // Optional packages of other platforms are not installed.
    if (!there && (entry.optional || entry.peer)) continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (!there) return `${name} is missing`;
    if (there.version !== entry.version || there.integrity !== entry.integrity) return `${name} has changed`;
  }
  return null;
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, integrity?: string, link?: boolean, optional?: boolean, peer?: boolean }>}
 */
function packages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Afterjob needs Node 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org`);
  process.exit(1);
}
