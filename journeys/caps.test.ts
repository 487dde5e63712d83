import { describe, expect, it } from '@jest/globals';
import { nextUncapped } from './caps.ts';

const zone = 'America/New_York';
const at = (text: string) => new Date(`${text}-05:00`);
const now = at('2026-11-24T12:00:00');

describe('the caps of marketing', () => {
  it('let the first message of a day go', () => {
    expect(nextUncapped([], now, zone)).toEqual(now);
    expect(nextUncapped([at('2026-11-23T23:59:59')], now, zone)).toEqual(now);
  });

  it('move the second of a local day to the next one', () => {
    expect(nextUncapped([at('2026-11-24T00:00:00')], now, zone)).toEqual(at('2026-11-25T00:00:00'));
  });

  it('move the fourth of seven days until the first of them is seven days old', () => {
    const three = ['18T09:00:00', '21T09:00:00', '23T09:00:00'].map((text) => at(`2026-11-${text}`));
    expect(nextUncapped(three, now, zone)).toEqual(at('2026-11-25T09:00:00'));
    expect(nextUncapped([...three, at('2026-11-17T13:00:00')], now, zone)).toEqual(at('2026-11-25T09:00:00'));
  });

  it('are fewer where one journey wants it, and never more', () => {
    const two = ['20T09:00:00', '22T09:00:00'].map((text) => at(`2026-11-${text}`));
    expect(nextUncapped(two, now, zone, { perDay: 1, perWeek: 2 })).toEqual(at('2026-11-27T09:00:00'));
    expect(nextUncapped(two, now, zone, { perDay: 9, perWeek: 9 })).toEqual(now);
    const today = [at('2026-11-24T09:00:00')];
    expect(nextUncapped(today, now, zone, { perDay: 9, perWeek: 9 })).toEqual(at('2026-11-25T00:00:00'));
  });
});
