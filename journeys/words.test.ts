import { describe, expect, it } from '@jest/globals';
import { lineWords, reasonCodes, reasonWords } from './words.ts';

describe('words for owners', () => {
  it('are whole sentences, with and without a detail', () => {
    for (const code of reasonCodes) {
      expect(reasonWords(code)).toMatch(/^[A-Z].*\.$/);
      expect(reasonWords(`${code}:job.title`)).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('name the variable that has no value', () => {
    expect(reasonWords('cannot_render:job.title')).toContain('{{job.title}}');
  });

  it('keep a code that nobody knows readable', () => {
    expect([reasonWords('moon_is_full'), lineWords('moon_seen')]).toEqual(['Moon is full.', 'Moon seen']);
  });
});
