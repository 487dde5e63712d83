// @ts-check
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled, root } from './install.mjs';

const output = join(root, 'prisma', 'generated');
const stamp = join(output, '.schema-hash');

/** Generates the Prisma client when the schema is another than the one it was generated from. */
export function ensureGenerated() {
  const hash = createHash('sha256');
  for (const file of [
    'prisma/schema.prisma',
    'prisma/accounts.prisma',
    'prisma.config.ts',
    'node_modules/prisma/package.json',
  ]) {
    hash.update(readFileSync(join(root, file)));
  }
  const digest = hash.digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  const prisma = spawnSync(process.execPath, [join(root, 'node_modules/prisma/build/index.js'), 'generate'], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      // Generating needs no engine but looks for one: any existing file keeps it from downloading.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: 'true',
      CHECKPOINT_DISABLE: '1',
    },
  });
  if (prisma.status !== 0) {
    console.error(`The database client could not be generated:\n${prisma.stdout}${prisma.stderr}`);
    process.exit(1);
  }
  writeFileSync(stamp, digest);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  ensureInstalled();
  ensureGenerated();
  for (const file of ['scripts/provider-features.ts', 'scripts/email-layout.ts', 'scripts/definition-schema.ts']) {
    const made = spawnSync(process.execPath, [join(root, 'scripts/run.mjs'), file], { stdio: 'inherit' });
    if (made.status !== 0) process.exit(made.status ?? 1);
  }
}
