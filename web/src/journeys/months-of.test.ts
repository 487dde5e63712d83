import { describe, expect, it } from '@jest/globals';
import { monthsOf } from './months-of.ts';

describe('the months of a calendar', () => {
  it('are whole, from the first to the last day, over the end of a year', () => {
    const months = monthsOf(['2027-12-30', '2028-02-01']);
    expect(months.map(({ month, blank, days }) => [month, blank, days.length])).toEqual([
      ['2027-12', 3, 31],
      ['2028-01', 6, 31],
      ['2028-02', 2, 29],
    ]);
    expect(months[2]?.days.at(-1)).toBe('2028-02-29');
  });

  it('are none where nothing is', () => {
    expect(monthsOf([])).toEqual([]);
  });
});
