import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { IANAZone } from 'luxon';
import { firstByMinutes, type SaidRules, wallAt } from '../testing/clock-oracle.ts';
import { cases, deep } from '../testing/depth.ts';
import { addWait, always, nextAllowed, type Opening, windowEnd } from './clock.ts';

import { type Hours, openingOf, openingOfJourney } from './sending-window.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const zones = Intl.supportedValuesOf('timeZone').filter((zone) => IANAZone.isValidZone(zone));
const limitMs = deep ? 900_000 : 60_000;
const years = deep ? [2024, 2025, 2026, 2027, 2028, 2029, 2030] : [2026, 2027];

const hours = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 24 })) as fc.Arbitrary<Hours>;
const journey = fc.record({
  hours: fc.option(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 21, max: 24 }))),
  weekdays: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })),
  holidays: fc.boolean(),
});
const saidRules = (around: fc.Arbitrary<number>): fc.Arbitrary<SaidRules> =>
  fc.record({
    window: fc.record({ everyDay: hours, sunday: fc.option(hours) }),
    journey: fc.option(journey),
    free: fc.array(
      around.map((instant) => new Date(instant).toISOString().slice(0, 10)),
      { maxLength: 3 },
    ),
  });

const rulesOf = ({ window, journey: own, free }: SaidRules): Opening[] => {
  const days = new Set(free.map((date) => Date.parse(date) / day));
  return [
    openingOf(window),
    ...(own ? [openingOfJourney(own)] : []),
    { week: always, closedOn: (index) => days.has(index) },
  ];
};

const offset = (instant: number, zone: string): number => {
  const { date, hour, minute: minutes } = wallAt(instant, zone);
  return Date.parse(`${date}T00:00:00Z`) + (hour * 60 + minutes) * minute - Math.floor(instant / minute) * minute;
};

/** The days of a year on which a zone shifts its clock, as the platform's calendar shows them. */
function shiftsOf(zone: string, year: number): number[] {
  const start = Date.UTC(year, 0, 1);
  const found: number[] = [];
  let before = offset(start, zone);
  for (let index = 1; index <= 366; index++) {
    const after = offset(start + index * day, zone);
    if (after !== before) found.push(start + (index - 1) * day);
    before = after;
  }
  return found;
}

type Asked = { from: number; zones: string[]; said: SaidRules; open: boolean };

function expectSame({ from, zones: asked, said, open }: Asked): void {
  const rules = rulesOf(said);
  const found = (open ? nextAllowed : windowEnd)(new Date(from), asked, rules)?.getTime() ?? null;
  const brute = firstByMinutes(from, asked, said, open, 2);
  const near = found !== null && found <= from + 2 * day ? found : null;
  expect({ from, asked, said, open, found: near }).toEqual({ from, asked, said, open, found: brute });
}

describe('the clock against a calendar read minute by minute', () => {
  it(
    'agrees around every shift of the clock, in both directions',
    () => {
      const all = zones.flatMap((zone) =>
        years.flatMap((year) => shiftsOf(zone, year).map((shift) => ({ zone, shift }))),
      );
      // Zones that shift together, from and to the same offsets, are one case of the sample.
      const kinds = new Map(
        all.map((each) => {
          const { zone, shift } = each;
          return [[shift, offset(shift, zone), offset(shift + day, zone)].join(), each];
        }),
      );
      const asked = deep ? all : [...kinds.values()];
      cases('shifts of the clock against a calendar', { sample: asked.length, whole: asked.length });
      expect(asked.length).toBeGreaterThan(40);
      let index = 0;
      for (const { zone, shift } of asked) {
        const around = fc.integer({ min: shift - day, max: shift + 2 * day });
        const [said] = fc.sample(saidRules(around), { numRuns: 1, seed: index });
        const from = shift - (index % 20) * 60 * minute - (index % 61) * minute;
        index++;
        if (said) for (const open of [true, false]) expectSame({ from, zones: [zone], said, open });
      }
    },
    limitMs,
  );

  it(
    'agrees at any time of any year in every zone, and in two zones at once',
    () => {
      let index = 0;
      const begin = Date.UTC(2024, 0, 1);
      const from = fc.integer({ min: begin, max: begin + 6 * 365 * day });
      fc.assert(
        fc.property(
          from.chain((instant) =>
            fc.record({
              from: fc.constant(instant),
              said: saidRules(fc.integer({ min: instant - day, max: instant + 2 * day })),
              open: fc.boolean(),
              other: fc.option(fc.constantFrom(...zones)),
            }),
          ),
          ({ other, ...asked }) => {
            const zone = zones[index++ % zones.length] ?? 'UTC';
            expectSame({ ...asked, zones: other === null ? [zone] : [zone, other] });
          },
        ),
        { numRuns: cases('any instant in every zone', { sample: 60, whole: zones.length * 4 }) },
      );
    },
    limitMs,
  );

  it(
    'keeps the hour of a wait of days wherever the calendar has it',
    () => {
      const begin = Date.UTC(2024, 0, 1);
      fc.assert(
        fc.property(
          fc.constantFrom(...zones),
          fc.integer({ min: begin, max: begin + 6 * 365 * day }),
          fc.integer({ min: 1, max: 400 }),
          (zone, from, days) => {
            const [before, after] = [
              wallAt(from, zone),
              wallAt(addWait(new Date(from), days, 'days', zone).getTime(), zone),
            ];
            const wanted = new Date(Date.parse(`${before.date}T00:00:00Z`) + days * day).toISOString().slice(0, 10);
            const clock = ({ hour, minute: minutes, second }: typeof before) => (hour * 60 + minutes) * 60 + second;
            // Where the clock jumps over the hour, it is later by the jump, at most to the next day.
            const late = clock(after) - clock(before) + (Date.parse(after.date) - Date.parse(wanted)) / 1000;
            expect([0, 20 * 60, 30 * 60, 60 * 60, 2 * 60 * 60, 24 * 60 * 60]).toContain(late);
          },
        ),
        { numRuns: cases('waits of days in every zone', { sample: 300, whole: 20_000 }) },
      );
    },
    limitMs,
  );
});
