import { describe, expect, it } from '@jest/globals';
import type { Reentry } from './definition.ts';
import { type EarlierEnrollment, mayEnter } from './re-entry.ts';

const now = new Date('2026-11-24T12:00:00Z');
const daysAgo = (days: number, change: Partial<EarlierEnrollment> = {}): EarlierEnrollment => ({
  enrolledAt: new Date(now.getTime() - days * 86_400_000),
  active: false,
  sameEntity: false,
  ...change,
});
const within: Reentry = { rule: 'not_within_days', days: 180 };

describe('the re-entry rule', () => {
  it.each<[string, Reentry, EarlierEnrollment[], string | null]>([
    ['lets anyone in for the first time', { rule: 'once_per_customer' }, [], null],
    ['lets in every time', { rule: 'every_time' }, [daysAgo(0, { active: true, sameEntity: true })], null],
    ['refuses the same job again', { rule: 'once_per_entity' }, [daysAgo(9, { sameEntity: true })], 'already_for_this'],
    ['lets in for another job', { rule: 'once_per_entity' }, [daysAgo(9)], null],
    ['refuses the same person again', { rule: 'once_per_customer' }, [daysAgo(900)], 'already_once'],
    ['refuses who is on the way', { rule: 'not_while_active' }, [daysAgo(9, { active: true })], 'already_active'],
    ['lets in who has finished', { rule: 'not_while_active' }, [daysAgo(9)], null],
    ['refuses within the days', within, [daysAgo(400), daysAgo(179.9)], 'too_soon_again'],
    ['lets in when the days are over', within, [daysAgo(180)], null],
  ])('%s', (_title, rule, earlier, reason) => {
    expect(mayEnter(rule, earlier, now)).toMatchObject(reason ? { enter: false, reason } : { enter: true });
  });

  it('says which one stands in the way: the latest that does', () => {
    const [old, last, other] = [daysAgo(90), daysAgo(3), daysAgo(1, { sameEntity: true })];
    expect(mayEnter(within, [old, last], now)).toMatchObject({ because: last });
    expect(mayEnter({ rule: 'once_per_entity' }, [last, other, old], now)).toMatchObject({ because: other });
  });
});
