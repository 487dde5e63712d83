import { describe, expect, it } from '@jest/globals';
import { eachDay, endOfDay, lastDays, startOfDay } from './calendar-days.ts';

const newYork = 'America/New_York';

describe('days of the calendar', () => {
  it('end with the local today, whatever day it is in UTC', () => {
    const lateEvening = new Date('2026-11-24T04:30:00Z');
    expect(lastDays(7, lateEvening, newYork)).toEqual({ from: '2026-11-17', to: '2026-11-23' });
    expect(lastDays(7, lateEvening, 'Pacific/Kiritimati')).toEqual({ from: '2026-11-18', to: '2026-11-24' });
  });

  it('are counted over the end of a month and a leap year', () => {
    expect(eachDay({ from: '2028-02-28', to: '2028-03-01' })).toEqual(['2028-02-28', '2028-02-29', '2028-03-01']);
    expect(eachDay({ from: '2026-03-02', to: '2026-03-01' })).toEqual([]);
  });

  it('begin at the local midnight and last 23 or 25 hours when the clock is shifted', () => {
    const hours = (day: string) => (endOfDay(day, newYork).getTime() - startOfDay(day, newYork).getTime()) / 3_600_000;
    expect(startOfDay('2026-11-23', newYork)).toEqual(new Date('2026-11-23T05:00:00Z'));
    expect(hours('2026-11-23')).toBe(24);
    expect(hours('2026-03-08')).toBe(23);
    expect(hours('2026-11-01')).toBe(25);
  });

  it('leave no instant between them', () => {
    expect(endOfDay('2026-03-08', newYork)).toEqual(startOfDay('2026-03-09', newYork));
  });
});
