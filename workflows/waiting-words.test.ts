import { describe, expect, it } from '@jest/globals';
import { saidWaiting } from './waiting-words.ts';

const waiting = { next: 'sendSms', due: '2026-11-24T14:00:00Z', hold: null, zone: 'America/New_York' };

describe('what the Temporal UI shows', () => {
  it('says until when, by the clock of the business, and what then', () => {
    expect(saidWaiting(waiting)).toBe('Waiting until Tue 24 Nov, 09:00 (America/New_York): then send SMS');
  });

  it('says why an enrollment is held', () => {
    expect(saidWaiting({ ...waiting, hold: 'journey_paused' })).toBe(
      'On hold (journey paused): looks again at Tue 24 Nov, 09:00 (America/New_York)',
    );
  });
});
