import { describe, expect, it } from '@jest/globals';
import { consentMark } from './consent.ts';

const ends = new Date('2031-03-10T12:00:00Z');
const daysBefore = (days: number) => new Date(ends.getTime() - days * 24 * 60 * 60_000);
const told = (toldConsentDays: number | null) => ({ consentEndsAt: ends, toldConsentDays });

describe('the end of a consent', () => {
  it.each([
    ['31 days before', 31, null, null],
    ['30 days before', 30, null, 30],
    ['30 days before, for the second time', 29, 30, null],
    ['7 days before', 7, 30, 7],
    ['7 days before, for the second time', 6, 7, null],
    ['2 days before, when nobody looked for a month', 2, null, 7],
    ['when it is over', -1, 30, 7],
  ])('is told %s', (_when, days, before, mark) => {
    expect(consentMark(told(before), daysBefore(days))).toBe(mark);
  });

  it('is not told where the provider knows of none', () => {
    expect(consentMark({ consentEndsAt: null, toldConsentDays: null }, ends)).toBeNull();
  });
});
