import { describe, expect, it } from '@jest/globals';
import { isWrittenOn, messagesByDay } from './by-day.ts';
import type { Rehearsed, RehearsedMessage } from './result.ts';

const zone = 'America/New_York';
const message = (channel: 'email' | 'sms', at: string, outcome: RehearsedMessage['outcome'] = 'sent') =>
  ({ channel, at: new Date(at), outcome }) as RehearsedMessage;
const one = (...messages: RehearsedMessage[]) => ({ messages }) as Rehearsed;

describe('the days of a rehearsal', () => {
  const late = one(message('email', '2026-11-24T03:00:00Z'), message('sms', '2026-11-24T17:00:00Z'));
  const left = one(message('email', '2026-11-24T17:00:00Z', 'skipped'));

  it('are those of the business, and count what would have left', () => {
    expect(messagesByDay([left, late, late], zone)).toEqual([
      { day: '2026-11-23', emails: 2, texts: 0 },
      { day: '2026-11-24', emails: 0, texts: 2 },
    ]);
  });

  it('lead to who would have got something then', () => {
    expect([isWrittenOn(late, '2026-11-23', zone), isWrittenOn(late, '2026-11-22', zone)]).toEqual([true, false]);
    expect(isWrittenOn(left, '2026-11-24', zone)).toBe(false);
  });
});
