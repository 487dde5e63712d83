import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { temporalBinary } from './temporal-binary.ts';

const before = { ...process.env };
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'afterjob-temporal-'));
  // Neither the PATH nor the cache has it, and no download gets through.
  const nowhere = 'http://127.0.0.1:1';
  Object.assign(process.env, { PATH: folder, XDG_CACHE_HOME: folder, HTTPS_PROXY: nowhere, https_proxy: nowhere });
});
afterEach(() => {
  process.env = { ...before };
  rmSync(folder, { recursive: true });
});

describe('the search for the Temporal executable', () => {
  it('takes the one on the PATH', async () => {
    writeFileSync(join(folder, 'temporal'), '#!/bin/sh\n');
    chmodSync(join(folder, 'temporal'), 0o755);
    expect(await temporalBinary('temporal')).toBe(join(folder, 'temporal'));
  });

  it('says what to install when there is none and none can be fetched', async () => {
    await expect(temporalBinary('temporal')).rejects.toThrow(
      /download from temporal.download failed\n.*python3 is not installed\nInstall the Temporal CLI/,
    );
  }, 60_000);
});
