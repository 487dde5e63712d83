import { expect, it } from '@jest/globals';
import { daysInWords, shortDay } from './days.ts';

it('says days of the calendar as they are, wherever the browser is', () => {
  expect(shortDay('2026-11-01')).toBe('Nov 1');
  expect(daysInWords('2026-11-17', '2026-11-23')).toBe('Nov 17 – Nov 23');
  expect(daysInWords('2026-11-23', '2026-11-23')).toBe('Mon, Nov 23');
});

it('says nothing of days that are none', () => {
  expect(daysInWords(null, '2026-11-23')).toBe('');
  expect(daysInWords('yesterday', 'today')).toBe('');
});
