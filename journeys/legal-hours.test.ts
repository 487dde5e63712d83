import { describe, expect, it } from '@jest/globals';
import { guard, type SendingFacts } from './guards.ts';
import { usualHolidays } from './holidays.ts';
import { legalHours, legalHoursOf } from './legal-hours.ts';
import type { SendingWindow } from './sending-window.ts';
import { zonesOfRegion } from './zones.ts';

const wide = { everyDay: [0, 24], sunday: [0, 24] } as const;
const allDay: SendingWindow = { email: wide, marketingSms: wide, transactionalSms: wide };
const facts: SendingFacts = {
  ...{ manner: 'journey', channel: 'sms', purpose: 'review_request', suppressed: false, refusedCategory: false },
  ...{
    muted: false,
    consent: {},
    smsAllowed: true,
    sentBefore: [],
    usefulUntil: null,
    journeyWindow: null,
    caps: null,
  },
  ...{ zones: ['UTC'], regions: [], window: allDay, holidays: { ...usualHolidays, public: false } },
};
/** At a local time where the region is; the week of 2026-11-16 has no holiday. */
const at = (region: string, local: string, more: Partial<SendingFacts> = {}) =>
  guard({ ...facts, zones: ['UTC'], regions: [region], ...more }, new Date(`${local}Z`));
const wakesAt = (region: string, local: string, more: Partial<SendingFacts> = {}) => {
  const verdict = at(region, local, more);
  return verdict.verdict === 'move' ? `${verdict.reason} ${verdict.to.toISOString().slice(0, 16)}` : verdict.verdict;
};

describe('the law of the place', () => {
  it('holds back texts that the widest hours of a business would let go', () => {
    expect(wakesAt('US-NY', '2026-11-17T21:30:00')).toBe('outside_legal_hours:US 2026-11-18T08:00');
    expect(wakesAt('US-FL', '2026-11-17T20:30:00')).toBe('outside_legal_hours:US-FL 2026-11-18T08:00');
    expect(wakesAt('US-NY', '2026-11-17T20:30:00')).toBe('send');
    expect(wakesAt('US-KY', '2026-11-17T09:30:00')).toBe('outside_legal_hours:US-KY 2026-11-17T10:00');
  });

  it('forbids Sundays here and shortens them there, and weekends in Canada', () => {
    expect(wakesAt('US-AL', '2026-11-22T12:00:00')).toBe('outside_legal_hours:US-AL 2026-11-23T08:00');
    expect(wakesAt('US-TX', '2026-11-22T10:00:00')).toBe('outside_legal_hours:US-TX 2026-11-22T12:00');
    expect(wakesAt('US-RI', '2026-11-21T17:30:00')).toBe('outside_legal_hours:US-RI 2026-11-23T09:00');
    expect(wakesAt('CA-ON', '2026-11-20T21:15:00')).toBe('send');
    expect(wakesAt('CA-ON', '2026-11-21T18:15:00')).toBe('outside_legal_hours:CA 2026-11-22T10:00');
  });

  it('forbids holidays to offers in some states, whatever the business says of them', () => {
    expect(wakesAt('US-UT', '2026-11-26T12:00:00')).toBe('outside_legal_hours:US-UT 2026-11-27T08:00');
    expect(wakesAt('US-CO', '2026-11-26T12:00:00')).toBe('send');
  });

  it('keeps its hours, but not its free days, for what belongs to a job', () => {
    const reminder = { purpose: 'visit_reminder' } as const;
    expect(wakesAt('US-AL', '2026-11-22T12:00:00', reminder)).toBe('send');
    expect(wakesAt('US-AL', '2026-11-22T20:30:00', reminder)).toBe('outside_legal_hours:US-AL 2026-11-23T08:00');
  });

  it('binds texts alone, and the strictest of two places counts', () => {
    expect(wakesAt('US-AL', '2026-11-22T23:00:00', { channel: 'email' })).toBe('send');
    const both = { regions: ['US-NY', 'US-AL'] };
    expect(wakesAt('US-NY', '2026-11-22T12:00:00', both)).toBe('outside_legal_hours:US-AL 2026-11-23T08:00');
  });

  it('is none where no hours are known', () => {
    expect([legalHoursOf('GB-SCT'), legalHoursOf('DE')]).toEqual([null, null]);
    expect(wakesAt('IE', '2026-11-17T23:30:00')).toBe('send');
  });

  it('has a source for every place, is never wider than that of the whole country, and opens at all', () => {
    const federal = legalHours.US?.weekdays ?? [0, 0];
    for (const [place, { weekdays, saturday, sunday, source }] of Object.entries(legalHours)) {
      expect([place, source.length > 10]).toEqual([place, true]);
      for (const span of [weekdays, saturday, sunday]) {
        if (span) expect([place, span[0] < span[1]]).toEqual([place, true]);
        if (span && place.startsWith('US'))
          expect([place, span[0] >= federal[0] && span[1] <= federal[1]]).toEqual([place, true]);
      }
      if (place.includes('-')) expect([place, zonesOfRegion(place).length > 0]).toEqual([place, true]);
    }
  });
});
