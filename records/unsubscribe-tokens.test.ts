import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { createKeyRing } from './encryption.ts';
import { readUnsubscribeToken, unsubscribeToken } from './unsubscribe-tokens.ts';

const first = `k1:${randomBytes(32).toString('base64')}`;
const second = `k2:${randomBytes(32).toString('base64')}`;
const keys = createKeyRing(first);
const link = { organizationId: randomUUID(), contactPointId: randomUUID() };

describe('the token of an unsubscribe link', () => {
  it('tells whose it is, in 64 characters that a mail client does not break', () => {
    const token = unsubscribeToken(keys, link);
    expect(token).toMatch(/^[A-Za-z0-9_-]{64}$/);
    expect(readUnsubscribeToken(keys, token)).toEqual(link);
  });

  it('is still read after a new key was put before the old one, and not after the old one went', () => {
    const token = unsubscribeToken(keys, link);
    expect(readUnsubscribeToken(createKeyRing(`${second},${first}`), token)).toEqual(link);
    expect(readUnsubscribeToken(createKeyRing(second), token)).toBeNull();
  });

  it('is refused with any one of its characters changed', () => {
    const token = unsubscribeToken(keys, link);
    const other = (character: string) => (character === 'A' ? 'B' : 'A');
    const changed = [...token].map((_, at) => token.slice(0, at) + other(token[at] ?? '') + token.slice(at + 1));
    expect(changed.map((each) => readUnsubscribeToken(keys, each)).filter((read) => read !== null)).toEqual([]);
  });

  it.each(['', 'x', 'A'.repeat(64), 'A'.repeat(10_000), '../'.repeat(21)])('is refused when it is nonsense', (text) => {
    expect(readUnsubscribeToken(keys, text)).toBeNull();
  });

  it('is not what the ring signs for another use', () => {
    const ids = Buffer.from((link.organizationId + link.contactPointId).replaceAll('-', ''), 'hex');
    const other = Buffer.concat([ids, keys.sign(ids, 'invitation')]).toString('base64url');
    expect(readUnsubscribeToken(keys, other)).toBeNull();
  });
});
