import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createKeyRing, type Place } from './encryption.ts';

const first = `k1:${randomBytes(32).toString('base64')}`;
const second = `k2:${randomBytes(32).toString('base64')}`;
const place: Place = { organizationId: 'o1', connectionId: 'c1', field: 'access_token' };

describe('the key ring', () => {
  it('opens what it sealed', () => {
    const ring = createKeyRing(first);
    expect(ring.open(ring.seal('secret ✓', place), place)).toBe('secret ✓');
  });

  it('seals the same text differently each time', () => {
    const ring = createKeyRing(first);
    expect(ring.seal('secret', place).bytes.equals(ring.seal('secret', place).bytes)).toBe(false);
  });

  it.each([
    ['organization', { ...place, organizationId: 'o2' }],
    ['connection', { ...place, connectionId: 'c2' }],
    ['field', { ...place, field: 'refresh_token' }],
  ])('refuses a ciphertext that was moved to another %s', (_what, other) => {
    const ring = createKeyRing(first);
    const sealed = ring.seal('secret', place);
    expect(() => ring.open(sealed, other)).toThrow();
  });

  it('refuses a changed byte', () => {
    const ring = createKeyRing(first);
    const { keyId, bytes } = ring.seal('secret', place);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect(() => ring.open({ keyId, bytes }, place)).toThrow();
  });

  it('opens old ciphertexts after a rotation and seals with the new key', () => {
    const old = createKeyRing(first).seal('secret', place);
    const rotated = createKeyRing(`${second},${first}`);
    expect(rotated.open(old, place)).toBe('secret');
    expect(rotated.seal('secret', place).keyId).toBe('k2');
  });

  it('names the key that is missing', () => {
    const old = createKeyRing(first).seal('secret', place);
    expect(() => createKeyRing(second).open(old, place)).toThrow('"k1"');
  });

  it('refuses keys that are not 32 bytes', () => {
    expect(() => createKeyRing('k1:c2hvcnQ=')).toThrow('32 bytes');
  });
});
