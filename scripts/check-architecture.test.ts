import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const root = fileURLToPath(new URL('..', import.meta.url));

const innocent: Record<string, string> = {
  'config.ts': 'export const config = 1;',
  'records/enrollments.ts': 'export const enrollments = 1;',
  'activities/send.ts': "import '../records/enrollments.ts'; export const send = 1; export type Send = typeof send;",
  'api/schemas.ts': 'export const schema = 1; export type Shape = number;',
  'records/b.ts': "import './a.ts'; export const b = 1;",
  'providers/jobber/client.ts': "import type { config } from '../../config.ts'; export type Key = typeof config;",
  'providers/index.ts': "import './jobber/client.ts';",
  'providers/jobber/sandbox.ts': "import express from 'express'; express();",
  'workflows/nap.ts': "import type { Send } from '../activities/send.ts'; export type Nap = Send;",
  'web/src/page.tsx':
    "import type { Shape } from '../../api/schemas.ts'; export const Page = (p: { n: Shape }) => <b>{p.n}</b>;",
};

const planted: [rule: string, file: string, source: string][] = [
  ['no-cycles', 'records/a.ts', "import './b.ts'; export const a = 1;"],
  ['workflows-are-alone', 'workflows/runs.ts', "import { send } from '../activities/send.ts'; send;"],
  [
    'workflows-know-activities-by-type',
    'workflows/records.ts',
    "import type { enrollments } from '../records/enrollments.ts'; export type E = typeof enrollments;",
  ],
  ['workflows-stay-small', 'workflows/zod.ts', "import * as z from 'zod'; z;"],
  ['journeys-are-pure', 'journeys/config.ts', "import { config } from '../config.ts'; config;"],
  ['journeys-do-nothing', 'journeys/files.ts', "import { readFileSync } from 'node:fs'; readFileSync;"],
  ['vendors-are-handed-everything', 'channels/email/send.ts', "import '../../records/enrollments.ts';"],
  ['vendors-know-no-server', 'providers/jobber/pg.ts', "import pg from 'pg'; pg;"],
  ['vendors-do-not-read-the-environment', 'channels/sms/send.ts', "import { config } from '../../config.ts'; config;"],
  ['the-core-names-no-vendor', 'activities/jobber.ts', "import '../providers/jobber/client.ts';"],
  ['vendors-do-not-know-each-other', 'providers/quickbooks/jobber.ts', "import '../jobber/client.ts';"],
  ['records-are-below', 'records/sends.ts', "import '../activities/send.ts';"],
  ['activities-are-below', 'activities/shape.ts', "import '../api/schemas.ts';"],
  ['api-starts-workflows-only', 'api/sends.ts', "import '../activities/send.ts';"],
  ['web-shares-shapes-only', 'web/src/records.ts', "import '../../records/enrollments.ts';"],
  [
    'web-takes-types-of-the-api',
    'web/src/schema.tsx',
    "import { schema } from '../../api/schemas.ts'; <b>{schema}</b>;",
  ],
  ['accounts-in-one-place', 'api/auth.ts', "import { betterAuth } from 'better-auth'; betterAuth;"],
  ['the-product-needs-no-tests', 'records/tested.ts', "import '../testing/postgres.ts';"],
  ['resolvable', 'records/lost.ts', "import './nowhere.ts';"],
];

let output = '';
const folder = mkdtempSync(join(tmpdir(), 'afterjob-arrows-'));

beforeAll(() => {
  const files = { ...innocent, 'testing/postgres.ts': 'export const database = 1;' };
  for (const [file, source] of [
    ...Object.entries(files),
    ...planted.map(([, file, source]) => [file, source] as const),
  ]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), source);
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const check = spawnSync(process.execPath, [join(root, 'scripts/check-architecture.mjs'), folder], {
    encoding: 'utf8',
  });
  output = check.stdout + check.stderr;
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the check of the arrows', () => {
  it.each(planted)('%s: finds %s', (rule, file) => {
    expect(output).toMatch(new RegExp(`^${file} → .*\\n {2}${rule}: `, 'm'));
  });

  it('lets what follows the arrows pass', () => {
    const guilty = [...output.matchAll(/^(\S+) → /gm)].map((match) => match[1]);
    expect(Object.keys(innocent).filter((file) => guilty.includes(file))).toEqual([]);
  });
});
