import { describe, expect, it } from '@jest/globals';
import { nextFitting } from './next-fitting.ts';
import { startOf } from './start-of.ts';
import type { WaitUntil } from './steps/schema.ts';

const zone = 'America/New_York';
type Rule = Pick<WaitUntil, 'time' | 'weekdays' | 'date'>;
const rule = (more: Partial<Rule>): Rule => ({ time: null, weekdays: [], date: null, ...more });
const field = 'visit.starts_at';
const next = (more: Partial<Rule>, now: string, from: string | null = null) =>
  nextFitting(rule(more), from === null ? null : new Date(from), new Date(now), zone).toISOString();

describe('the next instant that fits', () => {
  it('is today’s time, or tomorrow’s when that is over', () => {
    expect(next({ time: '09:00' }, '2026-11-24T13:59:59Z')).toBe('2026-11-24T14:00:00.000Z');
    expect(next({ time: '09:00' }, '2026-11-24T14:00:00Z')).toBe('2026-11-25T14:00:00.000Z');
  });

  it('is that time on one of the weekdays, a week later at most', () => {
    expect(next({ time: '09:00', weekdays: [6, 7] }, '2026-11-24T15:00:00Z')).toBe('2026-11-28T14:00:00.000Z');
    expect(next({ time: '09:00', weekdays: [2] }, '2026-11-24T15:00:00Z')).toBe('2026-12-01T14:00:00.000Z');
    expect(next({ weekdays: [2] }, '2026-11-24T15:00:00Z')).toBe('2026-11-24T15:00:00.000Z');
  });

  it('keeps the local time over a shift of the clock', () => {
    expect(next({ time: '09:00' }, '2026-03-07T15:00:00Z')).toBe('2026-03-08T13:00:00.000Z');
    expect(next({ weekdays: [1] }, '2026-10-31T15:30:00Z')).toBe('2026-11-02T16:30:00.000Z');
  });

  it('is as much later as the clock skips, and the first of two that it shows', () => {
    expect(next({ time: '02:30' }, '2026-03-08T05:00:00Z')).toBe('2026-03-08T07:30:00.000Z');
    expect(next({ time: '01:30' }, '2026-11-01T04:00:00Z')).toBe('2026-11-01T05:30:00.000Z');
    expect(
      next(
        { time: '01:30', date: { field, amount: -1, unit: 'days' } },
        '2026-10-01T00:00:00Z',
        '2026-11-02T18:00:00Z',
      ),
    ).toBe('2026-11-01T05:30:00.000Z');
    // The skipped time of one day does not move the days behind it.
    expect(next({ time: '02:30', weekdays: [1] }, '2026-03-08T05:00:00Z')).toBe('2026-03-09T06:30:00.000Z');
  });

  it('is so long before or after a date, days by the calendar and hours by the clock', () => {
    const by = (amount: number, unit: 'days' | 'hours') =>
      next({ date: { field, amount, unit } }, '2026-01-01T00:00:00Z', '2026-03-08T15:00:00Z');
    expect([by(-1, 'days'), by(-24, 'hours'), by(2, 'hours')]).toEqual([
      '2026-03-07T16:00:00.000Z',
      '2026-03-07T15:00:00.000Z',
      '2026-03-08T17:00:00.000Z',
    ]);
  });

  it('is the time of the date’s own day, even if that is over', () => {
    const day = { field, amount: 0, unit: 'days' } as const;
    expect(next({ time: '08:00', date: day }, '2026-11-24T15:00:00Z', '2026-11-24T20:00:00Z')).toBe(
      '2026-11-24T13:00:00.000Z',
    );
  });
});

describe('the start of a date', () => {
  it('is the instant that it names, or the local midnight of a day alone', () => {
    expect(startOf('2026-11-24T15:00:00Z', zone)?.toISOString()).toBe('2026-11-24T15:00:00.000Z');
    expect(startOf('2026-11-24', zone)?.toISOString()).toBe('2026-11-24T05:00:00.000Z');
  });

  it('is none where no date is written', () => {
    const none = ['', 'soon', '12', '2026-13-40', '+275760-09-13T00:00:00Z', '2026-11-24Tsoon'];
    expect(none.map((text) => startOf(text, zone))).toEqual(none.map(() => null));
  });
});
