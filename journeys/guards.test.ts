import { describe, expect, it } from '@jest/globals';
import { guard, type SendingFacts } from './guards.ts';
import { usualHolidays } from './holidays.ts';
import { purposeKeys, rulesOf } from './purposes.ts';

const facts: SendingFacts = {
  manner: 'journey',
  channel: 'sms',
  purpose: 'review_request',
  suppressed: false,
  refusedCategory: false,
  muted: false,
  sentBefore: [],
  usefulUntil: null,
  consent: {},
  smsAllowed: true,
  zones: ['America/New_York'],
  regions: ['US-NY'],
  window: {},
  holidays: usualHolidays,
  journeyWindow: null,
  caps: null,
};
const noon = new Date('2026-11-24T17:00:00Z');
const verdictAt = (time: string, change: Partial<SendingFacts> = {}) =>
  guard({ ...facts, ...change }, new Date(`2026-11-24T${time}Z`));

describe('the guards', () => {
  it('let a message go inside its window and say when that ends', () => {
    expect(guard(facts, noon)).toEqual({ verdict: 'send', until: new Date('2026-11-25T01:00:00Z') });
  });

  it('skip who is suppressed, before anything is moved', () => {
    expect(verdictAt('03:00:00', { suppressed: true })).toEqual({ verdict: 'skip', reason: 'suppressed' });
  });

  it('skip a number that must not be texted, for every purpose', () => {
    const verdicts = purposeKeys.map((purpose) => guard({ ...facts, purpose, smsAllowed: false }, noon).verdict);
    expect(new Set(verdicts)).toEqual(new Set(['skip']));
  });

  it('ask only for the consent that belongs to the purpose', () => {
    for (const purpose of purposeKeys) {
      const no = { [rulesOf(purpose).consentFlag]: false };
      expect(guard({ ...facts, purpose, consent: no }, noon)).toEqual({ verdict: 'skip', reason: 'no_consent' });
    }
    const others = { receivesReviewRequests: true, receivesFollowUps: false, receivesReminders: false };
    expect(guard({ ...facts, consent: others }, noon).verdict).toBe('send');
  });

  it('move what is outside the window to its opening', () => {
    expect(verdictAt('03:00:00')).toMatchObject({ verdict: 'move', to: new Date('2026-11-24T14:00:00Z') });
  });

  it('let nothing be claimed in the last two minutes of a window', () => {
    const evening = (time: string) => guard(facts, new Date(`2026-11-25T${time}Z`));
    expect(evening('00:57:59').verdict).toBe('send');
    expect(evening('00:58:00')).toMatchObject({ verdict: 'move', to: new Date('2026-11-25T14:00:00Z') });
  });

  it('give reminders an earlier morning than offers, and email a longer day', () => {
    expect(verdictAt('13:30:00').verdict).toBe('move');
    expect(verdictAt('13:30:00', { purpose: 'visit_reminder' }).verdict).toBe('send');
    expect(verdictAt('12:30:00', { purpose: 'visit_reminder' }).verdict).toBe('move');
    expect(verdictAt('12:30:00', { channel: 'email' }).verdict).toBe('send');
  });

  it("follow the organization's own window", () => {
    expect(guard({ ...facts, window: { marketingSms: { everyDay: [17, 23], sunday: null } } }, noon)).toMatchObject({
      to: new Date('2026-11-24T22:00:00Z'),
    });
  });
});

describe('the days and hours that count', () => {
  const thanksgiving = new Date('2026-11-26T17:00:00Z');
  const email = { channel: 'email' } as const;
  const reminder = { purpose: 'invoice_reminder' } as const;

  it('keep offers of both channels at home on public holidays, not reminders', () => {
    const moved = { verdict: 'move', reason: 'public_holiday:thanksgiving' };
    expect(guard(facts, thanksgiving)).toEqual({ ...moved, to: new Date('2026-11-27T14:00:00Z') });
    expect(guard({ ...facts, ...email }, thanksgiving)).toEqual({ ...moved, to: new Date('2026-11-27T12:00:00Z') });
    expect(guard({ ...facts, ...reminder }, thanksgiving).verdict).toBe('send');
  });

  it('let offers go on a holiday that the business works on, and reminders stay where the journey says so', () => {
    const open = { ...usualHolidays, open: ['thanksgiving'] };
    expect(guard({ ...facts, holidays: open }, thanksgiving).verdict).toBe('send');
    expect(guard({ ...facts, holidays: { ...usualHolidays, public: false } }, thanksgiving).verdict).toBe('send');
    const journeyWindow = { hours: null, weekdays: null, holidays: false };
    expect(guard({ ...facts, ...reminder, journeyWindow }, thanksgiving)).toMatchObject({
      reason: 'public_holiday:thanksgiving',
      to: new Date('2026-11-27T13:00:00Z'),
    });
    expect(guard({ ...facts, ...reminder, journeyWindow, holidays: open }, thanksgiving).verdict).toBe('send');
  });

  it('keep offers at home on days of the business itself', () => {
    const holidays = { ...usualHolidays, own: [{ date: '2026-11-24', name: 'Outing' }] };
    expect(guard({ ...facts, holidays }, noon)).toEqual({
      ...{ verdict: 'move', reason: 'own_holiday' },
      to: new Date('2026-11-25T14:00:00Z'),
    });
  });

  it('are those of every zone that the recipient may be in', () => {
    const zones = ['America/New_York', 'America/Los_Angeles'];
    expect(verdictAt('15:00:00', { zones })).toEqual({
      ...{ verdict: 'move', reason: 'outside_window' },
      to: new Date('2026-11-24T17:00:00Z'),
    });
    expect(guard({ ...facts, zones }, new Date('2026-11-24T20:00:00Z'))).toMatchObject({
      until: new Date('2026-11-25T01:00:00Z'),
    });
  });

  it("are the recipient's own where two zones are never open at once", () => {
    const window = { marketingSms: { everyDay: [9, 12], sunday: null } } as const;
    const zones = ['Europe/London', 'Pacific/Auckland'];
    expect(verdictAt('10:00:00', { zones, window, regions: ['GB', 'NZ'] }).verdict).toBe('send');
    expect(verdictAt('13:00:00', { zones, window, regions: ['GB', 'NZ'] })).toMatchObject({
      to: new Date('2026-11-25T09:00:00Z'),
    });
  });

  it('are narrowed by the journey, never widened', () => {
    const journeyWindow = { hours: [6, 11] as [number, number], weekdays: [4], holidays: true };
    expect(guard({ ...facts, journeyWindow }, noon)).toEqual({
      ...{ verdict: 'move', reason: 'outside_journey_window' },
      // The next Thursday is Thanksgiving.
      to: new Date('2026-12-03T14:00:00Z'),
    });
  });

  it('let nothing go that could never leave', () => {
    const journeyWindow = { hours: [5, 7] as [number, number], weekdays: null, holidays: true };
    expect(guard({ ...facts, journeyWindow }, noon)).toEqual({ verdict: 'skip', reason: 'never_open' });
  });

  it('let go what still helps, and nothing a millisecond later', () => {
    expect(guard({ ...facts, usefulUntil: noon }, noon).verdict).toBe('send');
    const over = new Date(noon.getTime() - 1);
    expect(guard({ ...facts, usefulUntil: over }, noon)).toEqual({ verdict: 'skip', reason: 'useless' });
  });

  it('move what would come too late over the days that are closed', () => {
    const usefulUntil = new Date('2026-11-26T23:00:00Z');
    expect(guard({ ...facts, usefulUntil }, thanksgiving)).toEqual({ verdict: 'skip', reason: 'useless' });
  });
});

describe('who asked for it', () => {
  const service = { manner: 'service', purpose: null } as const;
  const answer = { manner: 'answer', purpose: null } as const;

  it('hears from the service at any hour, even after STOP', () => {
    expect(verdictAt('03:00:00', { ...service, suppressed: true })).toEqual({ verdict: 'send', until: null });
  });

  it('is answered by hand at any hour, but not after STOP and not on a number that must not be texted', () => {
    expect(verdictAt('03:00:00', { ...answer, muted: true })).toEqual({ verdict: 'send', until: null });
    expect(verdictAt('17:00:00', { ...answer, suppressed: true }).verdict).toBe('skip');
    expect(verdictAt('17:00:00', { ...answer, smsAllowed: false }).verdict).toBe('skip');
  });
});

describe('somebody who wants less', () => {
  it('gets nothing from journeys while muted, nor of a category that was switched off', () => {
    expect(guard({ ...facts, muted: true }, noon)).toEqual({ verdict: 'skip', reason: 'muted' });
    expect(guard({ ...facts, refusedCategory: true }, noon)).toEqual({ verdict: 'skip', reason: 'no_consent' });
  });

  it('gets one marketing message a day, and a reminder all the same', () => {
    const sentBefore = [new Date('2026-11-24T15:00:00Z')];
    const tomorrow = new Date('2026-11-25T14:00:00Z');
    expect(guard({ ...facts, sentBefore }, noon)).toEqual({ verdict: 'move', reason: 'capped', to: tomorrow });
    expect(guard({ ...facts, sentBefore, purpose: 'visit_reminder' }, noon).verdict).toBe('send');
  });

  it('gets fewer where the journey wants it, never more', () => {
    const sentBefore = [new Date('2026-11-22T18:00:00Z')];
    const caps = { perDay: 1, perWeek: 1 };
    expect(guard({ ...facts, sentBefore, caps }, noon)).toMatchObject({
      ...{ verdict: 'move', reason: 'capped' },
      to: new Date('2026-11-29T18:00:00Z'),
    });
    const today = [new Date('2026-11-24T15:00:00Z')];
    expect(guard({ ...facts, sentBefore: today, caps: { perDay: 10, perWeek: 50 } }, noon).verdict).toBe('move');
  });

  it('is not written to about what was capped for a week', () => {
    const sentBefore = [new Date('2026-11-24T15:00:00Z')];
    const usefulUntil = new Date('2026-11-25T13:59:59Z');
    expect(guard({ ...facts, sentBefore, usefulUntil }, noon)).toEqual({ verdict: 'skip', reason: 'capped' });
  });
});
