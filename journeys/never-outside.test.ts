import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { IANAZone } from 'luxon';
import { wallAt } from '../testing/clock-oracle.ts';
import { cases, deep } from '../testing/depth.ts';
import { guard, type SendingFacts } from './guards.ts';
import { holidaysOfYear, usualHolidays } from './holidays.ts';
import { legalHoursOf } from './legal-hours.ts';
import { purposeKeys, rulesOf } from './purposes.ts';
import { sendingHours } from './sending-window.ts';

const zones = Intl.supportedValuesOf('timeZone').filter((zone) => IANAZone.isValidZone(zone));
const regions = [
  'US',
  'US-FL',
  'US-KY',
  'US-AL',
  'US-TX',
  'US-RI',
  'US-UT',
  'CA-ON',
  'CA-QC',
  'GB-ENG',
  'AU-NSW',
  'DE',
];
const windows = [
  {},
  { marketingSms: { everyDay: [0, 24], sunday: [0, 24] } },
  { email: { everyDay: [21, 3], sunday: null } },
] as const;

type Moment = Pick<SendingFacts, 'channel' | 'window'> & { purpose: (typeof purposeKeys)[number]; region: string };

/** Whether somebody who looks at a clock, a calendar and the law would let it go. Written without the product's clock. */
function mayLeave(instant: number, zone: string, { channel, purpose, region, window }: Moment): boolean {
  const { date, weekday, hour, minute } = wallAt(instant, zone);
  const offers = rulesOf(purpose).class === 'marketing';
  const own = sendingHours(window)[channel === 'email' ? 'email' : offers ? 'marketingSms' : 'transactionalSms'];
  const today = weekday === 7 ? own.sunday : own.everyDay;
  const before = weekday === 1 ? own.sunday : own.everyDay;
  const opened = today !== null && hour >= today[0] && (today[1] <= today[0] || hour < today[1]);
  const reaches = before !== null && before[1] <= before[0] && hour < before[1];
  if (!opened && !reaches) return false;
  const holiday = holidaysOfYear(region, Number(date.slice(0, 4))).some((day) => day.date === date);
  if (offers && holiday) return false;
  const law = channel === 'sms' ? legalHoursOf(region) : null;
  if (!law) return true;
  const span = !offers || weekday < 6 ? law.weekdays : weekday === 6 ? law.saturday : law.sunday;
  const now = hour * 60 + minute;
  return span !== null && now >= span[0] && now < span[1];
}

describe('a message of a journey', () => {
  it(
    'leaves only when every hour that counts allows it, and at the first such hour with room',
    () => {
      let index = 0;
      const seen = { send: 0, move: 0, skip: 0 };
      const numRuns = cases('verdicts of the guards in every zone', { sample: 400, whole: 20_000 });
      fc.assert(
        fc.property(
          fc.record({
            channel: fc.constantFrom('email' as const, 'sms' as const),
            purpose: fc.constantFrom(...purposeKeys),
            region: fc.constantFrom(...regions),
            window: fc.constantFrom(...windows),
          }),
          fc.integer({ min: Date.UTC(2025, 11, 20), max: Date.UTC(2029, 0, 10) }),
          fc.option(fc.constantFrom(...zones)),
          (moment, at, other) => {
            const zone = zones[index++ % zones.length] ?? 'UTC';
            const facts: SendingFacts = {
              ...{ manner: 'journey', suppressed: false, refusedCategory: false, muted: false, consent: {} },
              ...{ smsAllowed: true, sentBefore: [], usefulUntil: null, journeyWindow: null, caps: null },
              ...{
                ...moment,
                zones: other ? [zone, other] : [zone],
                regions: [moment.region],
                holidays: usualHolidays,
              },
            };
            const verdict = guard(facts, new Date(at));
            seen[verdict.verdict]++;
            if (verdict.verdict === 'skip') throw new Error(`Never: ${verdict.reason}`);
            const leaves = verdict.verdict === 'send' ? at : verdict.to.getTime();
            const agreed = facts.zones.every((each) => mayLeave(leaves, each, moment));
            // Two zones that are never open at once leave it to the recipient's own.
            expect(agreed || (other !== null && mayLeave(leaves, zone, moment))).toBe(true);
            expect(leaves).toBeGreaterThanOrEqual(at);
            if (verdict.verdict === 'send' && verdict.until) {
              expect(verdict.until.getTime() - at).toBeGreaterThan(120_000);
              expect(facts.zones.every((each) => mayLeave(verdict.until?.getTime() ?? 0, each, moment))).toBe(false);
            }
            if (verdict.verdict === 'move' && other === null) {
              const room = (from: number) =>
                [from, from + 60_000, from + 120_000].every((each) => mayLeave(each, zone, moment));
              const step = Math.max(60_000, Math.floor((leaves - at) / 200));
              for (let tried = at; tried < leaves; tried += step) expect([tried, room(tried)]).toEqual([tried, false]);
            }
          },
        ),
        { numRuns },
      );
      expect(seen.send).toBeGreaterThan(numRuns / 20);
      expect(seen.move).toBeGreaterThan(numRuns / 20);
    },
    deep ? 900_000 : 60_000,
  );
});
