import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'afterjob-lint-'));

const planted: Record<string, string> = {
  'journeys/now.ts': 'export const now = Date.now();\n',
  'activities/now.ts': 'export const now = new Date();\n',
  'api/now.ts': 'export const now = Date.now();\n',
  'records/now.ts': 'export const now = new Date();\n',
  'web/src/shape.ts': "import { z } from 'zod';\n\nexport const shape = z.string();\n",
  'records/any.ts': 'export const row: any = 1;\n',
};
const innocent: Record<string, string> = {
  'records/instant.ts': 'export const instant = new Date(5);\n',
  'records/now.test.ts': 'export const now = Date.now();\n',
  'clock.ts': 'export const now = () => Date.now();\n',
  'web/src/form.ts': "import * as z from 'zod';\n\nexport const shape = z.string();\n",
};
let output = '';

beforeAll(() => {
  for (const [file, source] of Object.entries({ ...planted, ...innocent })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), source);
  }
  const config = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
  writeFileSync(join(folder, 'biome.json'), JSON.stringify({ ...config, vcs: { enabled: false } }));
  cpSync(join(root, 'scripts/lint'), join(folder, 'scripts/lint'), { recursive: true });
  const args = [join(root, 'node_modules/@biomejs/biome/bin/biome'), 'lint', '--reporter=github', '.'];
  const biome = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  output = biome.stdout + biome.stderr;
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the lint', () => {
  it.each(Object.keys(planted))('finds what is wrong in %s', (file) => {
    expect(output).toContain(`/${file},line`);
  });

  it.each(Object.keys(innocent))('lets %s pass', (file) => {
    expect(output).not.toContain(`/${file},line`);
  });
});
