import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { checkFirstLoad, firstLoads } from './web-budget.ts';

let dist: string;
// Cannot be packed any smaller.
const noise = (bytes: number) => randomBytes(bytes);

beforeAll(() => {
  dist = mkdtempSync(join(tmpdir(), 'web-budget-'));
  mkdirSync(join(dist, '.vite'));
  mkdirSync(join(dist, 'assets'));
  const manifest = {
    'index.html': { file: 'assets/index.js', imports: ['_shared.js'], css: ['assets/index.css'] },
    '_shared.js': { file: 'assets/shared.js' },
    'src/accounts/sign-in.tsx': { file: 'assets/sign-in.js', imports: ['index.html', '_shared.js'] },
    'src/shell/shell.tsx': { file: 'assets/shell.js', imports: ['index.html', '_shared.js'] },
    'src/dashboard/dashboard.tsx': {
      file: 'assets/home.js',
      imports: ['index.html', '_shared.js'],
      dynamicImports: ['src/charts.tsx'],
    },
    'src/charts.tsx': { file: 'assets/charts.js' },
  };
  writeFileSync(join(dist, '.vite/manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(dist, 'index.html'), noise(100));
  for (const [name, bytes] of [
    ['index.js', 30_000],
    ['index.css', 5_000],
    ['shared.js', 20_000],
    ['sign-in.js', 1_000],
    ['home.js', 7_000],
    ['shell.js', 2_000],
    ['charts.js', 90_000],
  ] as const)
    writeFileSync(join(dist, 'assets', name), noise(bytes));
});

afterAll(() => rmSync(dist, { recursive: true, force: true }));

it('counts each file once, and nothing that is loaded on demand', () => {
  const [signIn, home] = firstLoads(dist);
  expect(signIn?.parts.map(({ file }) => file)).toEqual([
    'assets/index.js',
    'assets/shared.js',
    'assets/index.css',
    'assets/sign-in.js',
    'index.html',
  ]);
  expect(home?.bytes).toBeGreaterThan(64_000);
  expect(home?.bytes).toBeLessThan(65_000);
});

it('refuses a page that is too heavy and names its biggest files', () => {
  expect(() => checkFirstLoad(dist, 60_000)).toThrow(
    /home loads 64\.\d kB at first, 60\.0 kB are allowed:\n +30\.\d kB {2}assets\/index\.js/,
  );
  expect(() => checkFirstLoad(dist, 60_000)).not.toThrow(/sign-in/);
});

it('lets a light one pass and says its size', () => {
  expect(checkFirstLoad(dist)).toMatch(/^First load of sign-in: 56\.\d kB\n/);
});
