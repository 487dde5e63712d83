import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './services.ts';
import { Trouble } from './trouble.ts';

const dist = join(root, 'web', 'dist');
const stamp = join(dist, '.source-hash');

/** What the browser's code is made of: its own folder and what it may import from ours. */
const sources = ['web', 'journeys', 'api/schemas', 'api/schemas.ts', 'providers/manifests.ts', 'package-lock.json'];

/** Builds the web UI into web/dist when its sources are others than those of the last build. */
export async function ensureWebBuilt(say: (line: string) => void): Promise<void> {
  const hash = hashOf(sources);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  say('Building the web UI ...');
  await buildWeb();
  packAssets(join(dist, 'assets'));
  writeFileSync(stamp, hash);
}

async function buildWeb(): Promise<void> {
  const vite = spawn(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], {
    cwd: join(root, 'web'),
    // The browser gets what owners get, whatever the shell that builds it is set to.
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [vite.stdout, vite.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const code = await new Promise((resolve) => vite.once('close', resolve));
  if (code !== 0) throw new Trouble('The web UI could not be built:', summary(output));
}

// Packed once here instead of at every request.
function packAssets(folder: string): void {
  for (const name of readdirSync(folder).filter((file) => /\.(js|css|svg)$/.test(file))) {
    const content = readFileSync(join(folder, name));
    if (content.length > 1_000) writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
  }
}

// The message comes first, then where in the bundler it was raised.
function summary(output: string): string {
  const lines = output.trim().split('\n');
  return lines
    .filter((line) => !/^\s+at /.test(line))
    .slice(0, 25)
    .join('\n');
}

function hashOf(paths: string[]): string {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => files(path)).sort()) {
    hash.update(`${file}\n`);
    hash.update(readFileSync(join(root, file)));
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
