import { describe, expect, it } from '@jest/globals';
import { lineWords, reasonCodes, reasonWords } from './words.ts';

const ending = (reason: string | null) => lineWords('finished', reason);

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

  it('say what ended a journey, and where it happened', () => {
    const names = { books: 'Green Books' };
    expect([
      reasonWords('exited_by_event:invoice_paid:books', names),
      reasonWords('goal_reached:invoice_paid:books', names),
      reasonWords('exited_by_event:tree_felled:acme', names),
    ]).toEqual([
      'Ended: the invoice was paid in Green Books.',
      'Ended: the invoice was paid in Green Books. That was the goal.',
      'Ended: “Tree felled” happened in acme.',
    ]);
    expect(['goal_reached:invoice_paid:books', 'exited_by_event:x:y', 'reached_end', null].map(ending)).toEqual([
      'Goal reached',
      'Ended early',
      'Finished',
      'Finished',
    ]);
    expect(lineWords('held', 'goal_reached')).toBe('On hold');
  });

  it('keep a code that nobody knows readable', () => {
    expect([reasonWords('moon_is_full'), lineWords('moon_seen')]).toEqual(['Moon is full.', 'Moon seen']);
  });
});
