import { describe, expect, it } from '@jest/globals';
import { segmentsOf, withPlainCharacters } from './sms-text.ts';

describe('segments', () => {
  it.each([
    ['', 1],
    ['a'.repeat(160), 1],
    ['a'.repeat(161), 2],
    ['a'.repeat(306), 2],
    ['a'.repeat(307), 3],
    ['€'.repeat(80), 1],
    ['€'.repeat(81), 2],
    ['’'.repeat(70), 1],
    ['’'.repeat(71), 2],
  ])('of %j are %i', (text, segments) => {
    expect(segmentsOf(text).segments).toBe(segments);
  });

  it('name the characters that make a text longer, each once', () => {
    expect(segmentsOf('It’s done 🎉 – that’s it').costly).toEqual(['’', '🎉', '–']);
  });

  it('count an emoji as one character that is read and two that are billed', () => {
    expect(segmentsOf('🎉'.repeat(36))).toMatchObject({ length: 36, segments: 2 });
  });
});

describe('plain characters', () => {
  it('say the same and cost nothing more', () => {
    const plain = withPlainCharacters('“It’s done”\u00a0– thanks…');
    expect([plain, segmentsOf(plain).costly]).toEqual(['"It\'s done" - thanks...', []]);
  });

  it('leave what has no plain form', () => {
    expect(withPlainCharacters('Renée 🎉 Ø')).toBe('Renée 🎉 Ø');
  });
});
