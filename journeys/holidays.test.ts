import { describe, expect, it } from '@jest/globals';
import { comingHolidays, dayOfDate, holidaysOfYear, publicHoliday, readHolidays, usualHolidays } from './holidays.ts';
import { dayName } from './words.ts';

const dates = (region: string, year: number) => holidaysOfYear(region, year).map(({ date }) => date.slice(5));
const on = (region: string, date: string) => publicHoliday(region, dayOfDate(date));

// As the governments print them.
describe('the public holidays', () => {
  it('of the United States are eleven, with the weekday off beside a weekend', () => {
    expect(dates('US', 2026)).toEqual([
      '01-01',
      '01-19',
      '02-16',
      '05-25',
      '06-19',
      '07-03',
      '07-04',
      '09-07',
      '10-12',
      '11-11',
      '11-26',
      '12-25',
    ]);
    expect(on('US', '2021-12-31')).toBe('new_years_day');
    expect(on('US', '2022-12-26')).toBe('christmas_day');
  });

  it('of a state that forbids calls on its own holidays are more', () => {
    expect(['US', 'US-LA', 'US-UT'].map((region) => on(region, '2026-02-17'))).toEqual([null, 'mardi_gras', null]);
    expect(['US', 'US-LA', 'US-UT'].map((region) => on(region, '2026-07-24'))).toEqual([null, null, 'pioneer_day']);
  });

  it('of Canada differ by province', () => {
    expect(dates('CA-ON', 2026)).toEqual([
      '01-01',
      '02-16',
      '04-03',
      '05-18',
      '07-01',
      '08-03',
      '09-07',
      '09-30',
      '10-12',
      '11-11',
      '12-25',
      '12-26',
      '12-28',
    ]);
    expect(['CA-ON', 'CA-QC'].map((region) => on(region, '2026-06-24'))).toEqual([null, 'national_day_of_quebec']);
  });

  it('of the United Kingdom differ by nation, and find the next free weekday', () => {
    expect(dates('GB-ENG', 2027)).toEqual([
      '01-01',
      '03-26',
      '03-29',
      '05-03',
      '05-31',
      '08-30',
      '12-25',
      '12-26',
      '12-27',
      '12-28',
    ]);
    expect(['GB-ENG', 'GB-SCT'].map((region) => on(region, '2027-08-30'))).toEqual(['summer_bank_holiday', null]);
    expect(['GB-ENG', 'GB-NIR'].map((region) => on(region, '2027-03-17'))).toEqual([null, 'st_patricks_day']);
  });

  it('of Ireland keep a Friday of February 1', () => {
    expect(dates('IE', 2026)).toEqual([
      '01-01',
      '02-02',
      '03-17',
      '04-06',
      '05-04',
      '06-01',
      '08-03',
      '10-26',
      '12-25',
      '12-26',
    ]);
    expect(on('IE', '2030-02-01')).toBe('st_brigids_day');
    expect(on('IE', '2030-02-04')).toBeNull();
  });

  it('of Australia differ by state', () => {
    expect(dates('AU-NSW', 2026)).toEqual([
      '01-01',
      '01-26',
      '04-03',
      '04-04',
      '04-05',
      '04-06',
      '04-25',
      '04-27',
      '06-08',
      '10-05',
      '12-25',
      '12-26',
      '12-28',
    ]);
    expect(['AU-VIC', 'AU-NSW'].map((region) => on(region, '2026-11-03'))).toEqual(['melbourne_cup_day', null]);
  });

  it('of New Zealand have Matariki', () => {
    expect(dates('NZ', 2026)).toEqual([
      '01-01',
      '01-02',
      '02-06',
      '04-03',
      '04-06',
      '04-25',
      '04-27',
      '06-01',
      '07-10',
      '10-26',
      '12-25',
      '12-26',
      '12-28',
    ]);
  });

  it('of other countries are not known', () => {
    expect(holidaysOfYear('DE', 2026)).toEqual([]);
    expect(on('DE-BY', '2026-12-25')).toBeNull();
  });

  it('that come are told once each, with names', () => {
    const coming = comingHolidays('US-NY', dayOfDate('2026-06-20'));
    expect(coming).toHaveLength(11);
    expect(coming[0]).toEqual({ date: '2026-07-03', key: 'independence_day' });
    expect(coming.at(-1)).toEqual({ date: '2027-06-18', key: 'juneteenth' });
    expect(dayName('day_for_truth_and_reconciliation')).toBe('Day for Truth and Reconciliation');
  });
});

describe('what a business says of holidays', () => {
  it('is the usual where nothing, or nonsense, is stored', () => {
    expect([readHolidays({}), readHolidays([]), readHolidays({ own: [{ date: '2026-02-30', name: 'x' }] })]).toEqual([
      usualHolidays,
      usualHolidays,
      usualHolidays,
    ]);
  });
});
