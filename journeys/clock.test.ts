import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { addWait, always, isAllowed, nextAllowed, nextDay, type Opening, windowEnd } from './clock.ts';
import { openingOf, openingOfJourney, type WindowRules } from './sending-window.ts';

const sms: WindowRules = { everyDay: [9, 20], sunday: [12, 20] };
const at = (text: string) => new Date(text);
const local = (instant: Date | null, zone: string) =>
  instant && DateTime.fromJSDate(instant, { zone }).toFormat('ccc yyyy-MM-dd HH:mm ZZ');

describe('the window', () => {
  it('lets an instant inside pass unchanged, to the millisecond', () => {
    const inside = at('2026-11-24T15:00:00.123Z');
    expect(nextAllowed(inside, ['America/New_York'], [openingOf(sms)])).toEqual(inside);
  });

  it('moves Saturday evening to Sunday noon and Sunday evening to Monday nine', () => {
    const moved = (text: string) =>
      local(nextAllowed(at(text), ['America/New_York'], [openingOf(sms)]), 'America/New_York');
    expect([moved('2026-11-22T01:30:00Z'), moved('2026-11-23T01:00:00Z')]).toEqual([
      'Sun 2026-11-22 12:00 -05:00',
      'Mon 2026-11-23 09:00 -05:00',
    ]);
  });

  it('skips a Sunday without hours', () => {
    const moved = nextAllowed(at('2026-11-22T15:00:00Z'), ['UTC'], [openingOf({ everyDay: [9, 20], sunday: null })]);
    expect(local(moved, 'UTC')).toBe('Mon 2026-11-23 09:00 +00:00');
  });

  it('opens at the end of an hour that the clock jumps over', () => {
    const early: WindowRules = { everyDay: [2, 5], sunday: [2, 5] };
    const moved = nextAllowed(at('2027-03-14T05:00:00Z'), ['America/New_York'], [openingOf(early)]);
    expect(local(moved, 'America/New_York')).toBe('Sun 2027-03-14 03:00 -04:00');
  });

  it('waits until every zone allows it', () => {
    const moved = nextAllowed(
      at('2026-11-24T14:00:00Z'),
      ['America/New_York', 'America/Los_Angeles'],
      [openingOf(sms)],
    );
    expect(moved).toEqual(at('2026-11-24T17:00:00Z'));
  });

  it('is never open where two zones never agree', () => {
    expect(
      nextAllowed(at('2026-11-24T14:00:00Z'), ['UTC', 'Asia/Tokyo'], [openingOf({ everyDay: [9, 10], sunday: null })]),
    ).toBeNull();
  });

  it('never ends when it is open all day', () => {
    expect(
      windowEnd(at('2026-11-24T14:00:00Z'), ['UTC'], [openingOf({ everyDay: [0, 24], sunday: [0, 24] })]),
    ).toBeNull();
  });

  it('ends where the wall clock says so', () => {
    expect(windowEnd(at('2026-11-24T15:00:00Z'), ['America/New_York'], [openingOf(sms)])).toEqual(
      at('2026-11-25T01:00:00Z'),
    );
  });

  it('opens when all of several rules are open at once', () => {
    const journey = openingOfJourney({ hours: [10, 12], weekdays: [2, 4], holidays: true });
    const thursday: Opening = { week: always, closedOn: (day) => day === Date.UTC(2026, 10, 26) / 86_400_000 };
    const moved = nextAllowed(at('2026-11-24T17:30:00Z'), ['America/New_York'], [openingOf(sms), journey, thursday]);
    expect(local(moved, 'America/New_York')).toBe('Tue 2026-12-01 10:00 -05:00');
  });

  it('is closed on a day off from midnight to midnight, also for what reaches over midnight', () => {
    const night = { ...openingOf({ everyDay: [22, 6], sunday: [22, 6] }), closedOn: (day: number) => day === 20_000 };
    const midnight = 20_000 * 86_400_000;
    const hour = 3_600_000;
    expect(windowEnd(new Date(midnight - hour), ['UTC'], [night])).toEqual(new Date(midnight));
    expect(nextAllowed(new Date(midnight), ['UTC'], [night])).toEqual(new Date(midnight + 24 * hour));
  });

  it('is never open when its rules never meet', () => {
    const evening = openingOfJourney({ hours: [20, 23], weekdays: null, holidays: true });
    expect(nextAllowed(at('2026-11-24T15:00:00Z'), ['UTC'], [openingOf(sms), evening])).toBeNull();
  });

  it('is allowed where every rule and every zone says so', () => {
    const noon = at('2026-11-24T17:00:00Z');
    const afternoon = openingOfJourney({ hours: [13, 16], weekdays: null, holidays: true });
    const both = [openingOf(sms), afternoon];
    expect([isAllowed(noon, ['America/New_York'], both), isAllowed(noon, ['UTC'], both)]).toEqual([false, false]);
    expect(isAllowed(at('2026-11-24T18:00:00Z'), ['America/New_York'], both)).toBe(true);
    expect(isAllowed(at('2026-11-24T18:00:00Z'), ['America/New_York', 'America/Los_Angeles'], both)).toBe(false);
  });

  it('refuses a zone that does not exist', () => {
    expect(() => isAllowed(at('2026-11-24T15:00:00Z'), ['Mars/Olympus'], [openingOf(sms)])).toThrow('Mars/Olympus');
  });
});

describe('the next day', () => {
  it('begins at midnight, or where the clock jumps over midnight', () => {
    expect(nextDay(at('2026-11-24T17:00:00Z'), 'America/New_York')).toEqual(at('2026-11-25T05:00:00Z'));
    const jumped = nextDay(at('2026-09-05T12:00:00Z'), 'America/Santiago');
    expect(local(jumped, 'America/Santiago')).toBe('Sun 2026-09-06 01:00 -03:00');
  });
});

describe('a wait', () => {
  it('of days keeps the local hour over a shift of the clock', () => {
    const due = addWait(at('2027-03-13T14:00:00Z'), 1, 'days', 'America/New_York');
    expect(local(due, 'America/New_York')).toBe('Sun 2027-03-14 09:00 -04:00');
  });

  it('of hours is exact time over a shift of the clock', () => {
    expect(addWait(at('2027-03-13T14:00:00Z'), 24, 'hours', 'America/New_York')).toEqual(at('2027-03-14T14:00:00Z'));
  });

  it('of days ends as much later as the clock jumps where its hour does not exist, and at the first of two', () => {
    const jumped = addWait(at('2027-03-13T07:30:00Z'), 1, 'days', 'America/New_York');
    expect(local(jumped, 'America/New_York')).toBe('Sun 2027-03-14 03:30 -04:00');
    const twice = addWait(at('2026-10-31T05:30:00Z'), 1, 'days', 'America/New_York');
    expect(local(twice, 'America/New_York')).toBe('Sun 2026-11-01 01:30 -04:00');
  });
});
