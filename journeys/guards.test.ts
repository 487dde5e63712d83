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

  it('is not written to about what was capped for a week', () => {
    const sentBefore = [new Date('2026-11-24T15:00:00Z')];
    const usefulUntil = new Date('2026-11-25T13:59:59Z');
    expect(guard({ ...facts, sentBefore, usefulUntil }, noon)).toEqual({ verdict: 'skip', reason: 'capped' });
  });
});
