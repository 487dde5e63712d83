import { describe, expect, it } from '@jest/globals';
import { inZone } from './local-dates.ts';
import { nestValues, renderSms } from './templates.ts';

const shown = (value: string, zone = 'America/Denver') => inZone({ 'visit.start_at': value }, zone)['visit.start_at'];

describe('dates in texts', () => {
  it('are those of the business, on both sides of a shift of the clock', () => {
    expect([shown('2026-10-31T14:00:00Z'), shown('2026-11-20T14:00:00.000Z')]).toEqual([
      '2026-10-31T08:00:00-06:00',
      '2026-11-20T07:00:00-07:00',
    ]);
    expect(shown('2026-11-20T02:00:00+01:00')).toBe('2026-11-19T18:00:00-07:00');
  });

  it('stay a day where they have no time, and whatever is no date', () => {
    expect([shown('2026-12-04'), shown('Lawn'), shown('2026-13-45T99:00:00Z')]).toEqual([
      '2026-12-04',
      'Lawn',
      '2026-13-45T99:00:00Z',
    ]);
  });

  it('are written as the template says', () => {
    const values = nestValues(inZone({ 'visit.start_at': '2026-11-20T02:30:00Z' }, 'America/Denver'));
    expect(renderSms('{{ visit.start_at | date: "%A %-I:%M %p" }}', values)).toEqual({
      ok: true,
      text: 'Thursday 7:30 PM',
    });
  });
});
