import { describe, expect, it } from '@jest/globals';
import { allowance, dayBegin, type Pace } from './bulk-pace.ts';

const zone = 'America/New_York';
const at = (text: string) => new Date(text);
const pace: Pace = { perDay: 100, spreadHours: 0, startedAt: at('2026-10-30T18:00:00Z'), zone };
const spread: Pace = { ...pace, spreadHours: 8 };

describe('the pace of a bulk', () => {
  it('lets a day’s people in as soon as it is started, and the next at nine in the morning', () => {
    expect(allowance(pace, 0, pace.startedAt)).toEqual({ allowed: 100, next: at('2026-10-31T13:00:00Z') });
    expect(allowance(pace, 100, at('2026-10-30T23:59:00Z'))).toMatchObject({ allowed: 0 });
    expect(allowance(pace, 0, at('2026-10-31T12:59:59Z'))).toEqual({ allowed: 0, next: at('2026-10-31T13:00:00Z') });
    expect(allowance(pace, 0, at('2026-10-31T13:00:00Z')).allowed).toBe(100);
  });

  it('goes by the wall clock when it is shifted', () => {
    expect(allowance(pace, 100, at('2026-10-31T20:00:00Z')).next).toEqual(at('2026-11-01T14:00:00Z'));
    expect(dayBegin(at('2026-11-01T20:00:00Z'), zone)).toEqual(at('2026-11-01T04:00:00Z'));
    expect(dayBegin(at('2026-11-02T20:00:00Z'), zone)).toEqual(at('2026-11-02T05:00:00Z'));
  });

  it('spreads them over the hours, a quarter of an hour at a time', () => {
    const begin = at('2026-10-31T13:00:00Z');
    const later = (minutes: number) => new Date(begin.getTime() + minutes * 60_000);
    expect(allowance(spread, 0, begin)).toEqual({ allowed: 4, next: later(15) });
    expect(allowance(spread, 4, later(14))).toEqual({ allowed: 0, next: later(15) });
    expect(allowance(spread, 4, later(15))).toEqual({ allowed: 3, next: later(30) });
    expect(allowance(spread, 97, later(8 * 60 - 15))).toEqual({ allowed: 3, next: at('2026-11-01T14:00:00Z') });
    expect(allowance(spread, 100, later(10 * 60)).allowed).toBe(0);
  });

  it('never lets in more than a day’s people, whatever time it is asked', () => {
    for (const how of [pace, spread, { ...spread, perDay: 3 }, { ...spread, perDay: 1 }]) {
      let now = how.startedAt;
      let entered = 0;
      const days = new Map<number, number>();
      for (let look = 0; look < 400; look++) {
        const day = dayBegin(now, zone).getTime();
        const { allowed, next } = allowance(how, days.get(day) ?? 0, now);
        expect(next.getTime()).toBeGreaterThan(now.getTime());
        days.set(day, (days.get(day) ?? 0) + allowed);
        entered += allowed;
        now = next;
      }
      const counts = [...days.values()];
      expect(Math.max(...counts)).toBe(how.perDay);
      expect(counts.slice(1, -1).every((count) => count === how.perDay)).toBe(true);
      expect(entered).toBeGreaterThan(how.perDay);
    }
  });
});
