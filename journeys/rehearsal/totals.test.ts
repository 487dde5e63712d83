import { describe, expect, it } from '@jest/globals';
import { compareRehearsals } from './compare.ts';
import type { Rehearsed, RehearsedMessage } from './result.ts';
import { sentenceOf } from './sentence.ts';
import { leftOut, totalsOf } from './totals.ts';

const at = new Date('2026-10-05T15:00:00Z');
const message = (more: Partial<RehearsedMessage> = {}): RehearsedMessage => ({
  ...{ stepId: 'text', channel: 'sms', dueAt: at, at, outcome: 'sent', reason: null, moves: [], assumed: [] },
  ...more,
});
const one = (person: string, more: Partial<Rehearsed> = {}): Rehearsed => ({
  ...{ eventId: `e-${person}`, customerId: person, person, at, refused: null, lines: [], messages: [], due: null },
  end: { status: 'completed', reason: 'reached_end', at },
  ...more,
});
const skipped = (person: string, reason: string) =>
  one(person, { messages: [message({ outcome: 'skipped', reason })] });
const refused = (person: string, enrolledAt: string) =>
  one(person, { refused: { reason: 'too_soon_again', detail: { enrolledAt } }, end: null });
const written = one('ada', {
  messages: [
    message({ moves: [{ reason: 'public_holiday:us_labor_day', to: at }] }),
    message({ stepId: 'mail', channel: 'email' }),
  ],
});

describe('what a rehearsal comes to', () => {
  const all = [
    written,
    refused('ada', '2026-10-05T15:00:00Z'),
    skipped('bob', 'no_consent'),
    refused('eve', '2026-05-20T12:00:00Z'),
    one('zoe', { due: at, end: null }),
  ];

  it('counts messages, and each person once', () => {
    expect(totalsOf(all)).toEqual({
      ...{ events: 5, entered: 3, people: 1, emails: 1, texts: 1, underWay: 1 },
      leftOut: [
        { reason: 'no_consent', count: 1, people: 1 },
        { reason: 'too_soon_again', count: 1, people: 1 },
      ],
      refused: [{ reason: 'too_soon_again', count: 2, people: 2 }],
      moved: [{ reason: 'public_holiday', count: 1, people: 1 }],
      skipped: [{ reason: 'no_consent', count: 1, people: 1 }],
      ended: [{ reason: 'reached_end', count: 2, people: 2 }],
    });
  });

  it('leaves nobody out who got something, or still would', () => {
    expect([...leftOut(all).keys()]).toEqual(['bob', 'eve']);
  });

  it('is told in one line, with the month of an earlier time', () => {
    const say = (list: Rehearsed[]) => sentenceOf(list, 'review_request', 90, 'America/New_York');
    expect(say([...all, skipped('joe', 'no_consent')])).toBe(
      'In your last 90 days: 1 customer asked, 3 left out (2 without consent, 1 asked in May)',
    );
    expect(say([written])).toBe('In your last 90 days: 1 customer asked, nobody left out');
    expect(say([])).toBe('In your last 90 days nothing happened that starts it.');
  });
});

describe('two versions', () => {
  it('differ by whom they write to, and when', () => {
    const later = one('bob', { messages: [message({ at: new Date(at.getTime() + 1) })] });
    const [bob, eve] = [one('bob', { messages: [message()] }), one('eve', { messages: [message()] })];
    const { different, ...counts } = compareRehearsals(
      [written, bob, eve],
      [written, later, one('zoe', { messages: [message()] })],
    );
    expect(counts).toEqual({ onlyHere: 1, onlyThere: 1, otherwise: 1, same: 1 });
    expect([...different].sort()).toEqual(['bob', 'eve', 'zoe']);
  });
});
