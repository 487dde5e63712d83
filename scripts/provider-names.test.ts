import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const root = fileURLToPath(new URL('..', import.meta.url));

const names = /jobber|quickbooks|intuit|qbo/i;
/** Two views keep the names that people's own queries were written for. */
const views = /integrations_(jobber|qbo)\b/g;
const allowed = [
  /^(providers|sandbox|docs|e2e|bench|scripts|testing)\//,
  /\.test\.tsx?$/,
  /(^|\/)(fixtures|generated)\//,
  /^web\/src\/words\//,
  /^journeys\/gallery\//,
  /^config\.ts$/,
];
const elsewhere = new Set(['node_modules', 'dist', '.git', '.afterjob']);

/** Files that name a provider where the core must not, with the line. */
function namings(folder: string): string[] {
  const sources = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter(
      (file) => !file.split('/').some((part) => elsewhere.has(part)) && !allowed.some((where) => where.test(file)),
    );
  return sources.flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (names.test(line.replace(views, '')) ? [`${file}:${index + 1}`] : [])),
  );
}

describe('the core', () => {
  it('names no provider', () => {
    expect(namings(root)).toEqual([]);
  });

  it('would be caught at it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'afterjob-names-'));
    const files = {
      'api/card.ts': "const one = 1;\nif (key === 'QuickBooks') one;",
      'web/src/card.tsx': 'export const Card = () => <b>Jobber</b>;',
      'worker.ts': 'config.qbo;',
      'records/views.ts': "const views = ['integrations_jobber', 'integrations_qbo'];",
      'providers/jobber/index.ts': "export const key = 'jobber';",
      'web/src/words/en/home.ts': "export const home = 'Connect Jobber';",
      'journeys/advance.test.ts': "const provider = 'jobber';",
    };
    for (const [file, source] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), source);
    }
    expect(namings(folder).sort()).toEqual(['api/card.ts:2', 'web/src/card.tsx:1', 'worker.ts:1']);
    rmSync(folder, { recursive: true });
  });
});
