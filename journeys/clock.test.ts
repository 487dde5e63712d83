import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime, IANAZone } from 'luxon';
import { addWait, isAllowed, nextAllowed, windowEnd } from './clock.ts';
import { type Hours, openingOf, type WindowRules } from './sending-window.ts';

const minute = 60_000;
const zones = Intl.supportedValuesOf('timeZone').filter((zone) => IANAZone.isValidZone(zone));
const sms: WindowRules = { everyDay: [9, 20], sunday: [12, 20] };
const at = (text: string) => new Date(text);
const local = (instant: Date | null, zone: string) =>
  instant && DateTime.fromJSDate(instant, { zone }).toFormat('ccc yyyy-MM-dd HH:mm ZZ');

/** By luxon's calendar fields, minute by minute: slow, and nothing in common with the module. */
function openByCalendar(instant: number, zone: string, rules: WindowRules): boolean {
  const here = DateTime.fromMillis(instant, { zone });
  const time = here.hour + here.minute / 60;
  const hoursOf = (weekday: number) => (weekday === 7 ? rules.sunday : rules.everyDay);
  const today = hoursOf(here.weekday);
  const yesterday = hoursOf(((here.weekday + 5) % 7) + 1);
  const inToday = today && (today[1] > today[0] ? time >= today[0] && time < today[1] : time >= today[0]);
  return Boolean(inToday || (yesterday && yesterday[1] <= yesterday[0] && time < yesterday[1]));
}

function firstByMinutes(from: number, zone: string, rules: WindowRules, open: boolean, days: number): number | null {
  if (openByCalendar(from, zone, rules) === open) return from;
  let instant = Math.floor(from / minute) * minute + minute;
  for (; instant <= from + days * 24 * 60 * minute; instant += minute) {
    if (openByCalendar(instant, zone, rules) === open) return instant;
  }
  return null;
}

const day = 24 * 60 * minute;

/** The days of 2027 on which a zone shifts its clock, by where they start. */
function shiftsOf(zone: string): number[] {
  const known = IANAZone.create(zone);
  const starts = Array.from({ length: 365 }, (_, index) => Date.UTC(2027, 0, 1) + index * day);
  return starts.filter((start) => known.offset(start) !== known.offset(start + day));
}

/** Zones that shift together, from and to the same offsets, are one case. */
const kindOf = (zone: string, shift: number) =>
  [shift, IANAZone.create(zone).offset(shift), IANAZone.create(zone).offset(shift + day)].join();

const hours = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 24 })) as fc.Arbitrary<Hours>;
const rules = fc.record({ everyDay: hours, sunday: fc.option(hours) });

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

  it('agrees with the calendar, minute by minute, in every zone', () => {
    let index = 0;
    fc.assert(
      fc.property(rules, fc.integer({ min: 0, max: 730 * 24 * 60 }), fc.boolean(), (own, after, open) => {
        const zone = zones[index++ % zones.length] ?? 'UTC';
        const from = Date.UTC(2026, 0, 1) + after * minute;
        const found = (open ? nextAllowed : windowEnd)(new Date(from), [zone], [openingOf(own)])?.getTime() ?? null;
        const brute = firstByMinutes(from, zone, own, open, 2);
        expect(brute === null ? found === null || found > from + 2 * 24 * 60 * minute : found === brute).toBe(true);
      }),
      { numRuns: zones.length },
    );
  });

  it('agrees with the calendar around every shift of the clock in every zone', () => {
    const shifts = new Map(
      zones.flatMap((zone) => shiftsOf(zone).map((shift) => [kindOf(zone, shift), { zone, shift }])),
    );
    expect(shifts.size).toBeGreaterThan(20);
    const own = fc.sample(rules, { numRuns: shifts.size * 2, seed: 7 });
    for (const [index, { zone, shift }] of [...shifts.values()].entries()) {
      const from = shift - (index % 20) * 60 * minute - (index % 60) * minute;
      for (const open of [true, false]) {
        const rule = own[index * 2 + Number(open)] ?? sms;
        const found = (open ? nextAllowed : windowEnd)(new Date(from), [zone], [openingOf(rule)])?.getTime() ?? null;
        const brute = firstByMinutes(from, zone, rule, open, 2);
        expect([zone, from, rule, brute === null ? null : found]).toEqual([zone, from, rule, brute]);
      }
    }
  });

  it('gives only instants that it allows', () => {
    fc.assert(
      fc.property(
        rules,
        fc.constantFrom(...zones),
        fc.date({ min: at('2026-01-01'), max: at('2030-01-01'), noInvalidDate: true }),
        (own, zone, from) => {
          const found = nextAllowed(from, [zone], [openingOf(own)]);
          expect(found !== null && found >= from && isAllowed(found, [zone], [openingOf(own)])).toBe(true);
        },
      ),
    );
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
});
