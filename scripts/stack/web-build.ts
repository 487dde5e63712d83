import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { root } from './services.ts';
import { Trouble } from './trouble.ts';

const stamp = join(root, 'web', 'dist', '.source-hash');

/** What the browser's code is made of: its own folder and what it may import from ours. */
const sources = ['web', 'journeys', 'api/schemas', 'api/schemas.ts', 'providers/manifests.ts', 'package-lock.json'];

/** Builds the web UI into web/dist when its sources are others than those of the last build. */
export async function ensureWebBuilt(say: (line: string) => void): Promise<void> {
  const hash = await hashOf(sources);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  say('Building the web UI ...');
  await buildWeb();
  writeFileSync(stamp, hash);
}

async function buildWeb(): Promise<void> {
  const vite = spawn(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], {
    cwd: join(root, 'web'),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [vite.stdout, vite.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const code = await new Promise((resolve) => vite.once('close', resolve));
  if (code !== 0) throw new Trouble('The web UI could not be built:', output.trim().split('\n').slice(-20).join('\n'));
}

async function hashOf(paths: string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => files(path)).sort()) {
    hash.update(`${file}\n`);
    await pipeline(createReadStream(join(root, file)), hash, { end: false });
  }
  return hash.digest('hex');
}

function files(path: string): string[] {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  try {
    return readdirSync(full, { withFileTypes: true })
      .filter((entry) => !['dist', 'node_modules', '.vite'].includes(entry.name) && !entry.name.includes('.test.'))
      .flatMap((entry) => files(`${path}/${entry.name}`));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return [path];
    throw error;
  }
}
