import { describe, expect, it } from '@jest/globals';
import { type Definition, emptyDefinition } from './definition.ts';
import { type EntryFacts, judgeEntry, latenessMs } from './entry.ts';

const now = new Date('2026-11-24T12:00:00Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const facts = (change: Partial<EntryFacts> = {}): EntryFacts => ({
  values: { 'job.total': 80, 'customer.city': null },
  earlier: [],
  beside: null,
  occurredAt: hoursAgo(1),
  ...change,
});
const large: Definition['filter'] = {
  all: [
    { field: 'job.total', is: 'at_least', value: 100 },
    { not: { field: 'customer.city', is: 'is', value: 'Reno' } },
  ],
};
const judge = (definition: Partial<Definition>, change: Partial<EntryFacts> = {}) =>
  judgeEntry({ ...emptyDefinition(), ...definition }, facts(change), now);

describe('who may enter', () => {
  it('is everybody, when nothing is in the way', () => {
    expect(judge({})).toEqual({ kind: 'enter', detail: {} });
  });

  it('is for the filter to say, and what it asked for is kept, either way', () => {
    const values = { 'job.total': 80, 'customer.city': null };
    expect(judge({ filter: large })).toEqual({ kind: 'refuse', reason: 'filtered', detail: { values } });
    const more = { ...values, 'job.total': 120 };
    expect(judge({ filter: large }, { values: more })).toEqual({ kind: 'enter', detail: { values: more } });
  });

  it('is not whom the re-entry rule refuses, with the enrollment that stands in the way', () => {
    const earlier = [{ id: 'e-1', enrolledAt: hoursAgo(48), active: false, sameEntity: true }];
    const before = { enrollmentId: 'e-1', enrolledAt: hoursAgo(48).toISOString() };
    expect(judge({}, { earlier })).toEqual({ kind: 'refuse', reason: 'already_for_this', detail: before });
    expect(judge({ reentry: { rule: 'not_within_days', days: 9 } }, { earlier })).toEqual({
      kind: 'refuse',
      reason: 'too_soon_again',
      detail: { ...before, days: 9 },
    });
  });

  it('is by hand nobody who is on the way in it, even where others enter every time', () => {
    const every = { reentry: { rule: 'every_time' as const } };
    const earlier = [{ id: 'e-1', enrolledAt: hoursAgo(48), active: true, sameEntity: false }];
    expect(judge(every, { earlier }).kind).toBe('enter');
    expect(judge(every, { earlier, occurredAt: null })).toMatchObject({ kind: 'refuse', reason: 'already_active' });
  });

  it('is not who is in another journey of the group; without a group that does not matter', () => {
    const beside = { journeyId: 'j-2', enrollmentId: 'e-2' };
    expect(judge({ exclusive: 'after the job' }, { beside })).toEqual({
      kind: 'refuse',
      reason: 'in_another_journey',
      detail: { ...beside, group: 'after the job' },
    });
    expect(judge({}, { beside }).kind).toBe('enter');
  });

  it('is refused or asked about when it is too late, and never too late by hand', () => {
    const late = { occurredAt: hoursAgo(25) };
    expect(judge({}, late)).toEqual({ kind: 'refuse', reason: 'too_late', detail: { hours: 24 } });
    expect(judge({ late: 'ask' }, late)).toMatchObject({ kind: 'ask', reason: 'too_late' });
    expect(judge({ late: 'ask', latenessHours: 25 }, late).kind).toBe('enter');
    expect(judge({}, { occurredAt: null }).kind).toBe('enter');
  });

  it('asks nobody about a person who would not enter anyhow', () => {
    expect(judge({ late: 'ask', filter: large }, { occurredAt: hoursAgo(99) })).toMatchObject({ reason: 'filtered' });
  });
});

describe('the lateness of a journey', () => {
  it('is a day, three for reminders, or its own', () => {
    const hours = (definition: Partial<Definition>) => latenessMs({ ...emptyDefinition(), ...definition }) / 3_600_000;
    expect([hours({}), hours({ purpose: 'invoice_reminder' }), hours({ latenessHours: 2 })]).toEqual([24, 72, 2]);
  });
});
