import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { canEnter } from './postgres-user.ts';

describe('whether the user of PostgreSQL can enter a folder', () => {
  it('depends on every folder above it', () => {
    const closed = mkdtempSync(join(tmpdir(), 'afterjob-closed-'));
    const inner = join(closed, 'a', 'b');
    mkdirSync(inner, { recursive: true });
    expect(canEnter(inner)).toBe(false);
    chmodSync(closed, 0o711);
    expect(canEnter(inner)).toBe(true);
    rmSync(closed, { recursive: true });
  });
});
