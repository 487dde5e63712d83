import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../config.ts';
import { checkKeys, ensureSecrets } from './secrets.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'afterjob-secrets-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('the secrets of a data folder', () => {
  it('are made once and kept', () => {
    expect(ensureSecrets(folder, false)).toEqual(ensureSecrets(folder, true));
  });

  it('can be read by nobody else', () => {
    ensureSecrets(folder, false);
    expect(statSync(join(folder, 'secrets.env')).mode & 0o077).toBe(0);
  });

  it('are taken by the configuration', () => {
    const { AUTH_SECRET, ENCRYPTION_KEYS } = ensureSecrets(folder, false);
    expect(readConfig({ AUTH_SECRET, ENCRYPTION_KEYS, DATABASE_URL: 'postgresql://a/b' }).encryptionKeys).toBe(
      ENCRYPTION_KEYS,
    );
  });

  it('are not made anew for data that was made with others', () => {
    expect(() => ensureSecrets(folder, true)).toThrow(/there is data that was made with them.\nBring the file back/);
  });
});

describe('the key ring of kept data', () => {
  it('may get a new key in front and lose an old one', () => {
    checkKeys(folder, 'a:1', false);
    checkKeys(folder, 'b:2,a:1', true);
    checkKeys(folder, 'b:2', true);
  });

  it('is refused when none of its keys is known', () => {
    checkKeys(folder, 'a:1', false);
    expect(() => checkKeys(folder, 'a:3', true)).toThrow(/none of the keys that the kept data was encrypted with/);
  });

  it('is free when there is no data', () => {
    checkKeys(folder, 'a:1', false);
    checkKeys(folder, 'a:3', false);
  });
});
