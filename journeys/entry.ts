import { fieldsOf, holds, type Value, type Values } from './conditions.ts';
import { defaults } from './defaults.ts';
import type { Definition } from './definition.ts';
import { rulesOf } from './purposes.ts';
import { type EarlierEnrollment, mayEnter } from './re-entry.ts';

/** What is known when somebody is to enter a journey. */
export type EntryFacts = {
  /** What the filter may ask for; needed only where there is one. */
  values: Values;
  /** The same person in the same journey before. */
  earlier: readonly EarlierEnrollment[];
  /** Where the person is on the way in another journey of the group; null: nowhere. */
  beside: { journeyId: string; enrollmentId: string } | null;
  /** When it happened; null: somebody enrolls them by hand, and nothing is too late. */
  occurredAt: Date | null;
};

/** The values that made a decision, as they are kept. */
export type EntryDetail = {
  /** What the filter asked for. */
  values?: Record<string, Value>;
  /** The enrollment that stands in the way, since when, and in which journey when it is another. */
  enrollmentId?: string;
  enrolledAt?: string;
  journeyId?: string;
  group?: string;
  days?: number;
  /** Hours that were allowed. */
  hours?: number;
};

export type Verdict =
  | { kind: 'enter'; detail: EntryDetail }
  /** `ask`: too late, and its owner wants to be asked. */
  | { kind: 'refuse' | 'ask'; reason: string; detail: EntryDetail };

/**
 * Whether a person may enter a journey: its filter, its re-entry rule, its group, its lateness, in this order, so that
 * the owner is asked only of those who would enter.
 */
export function judgeEntry(definition: Definition, facts: EntryFacts, now: Date): Verdict {
  const { filter, reentry, exclusive } = definition;
  const asked = filter ? { values: valuesAsked(fieldsOf(filter), facts.values) } : {};
  if (filter && !holds(filter, { values: facts.values, messages: {}, lanes: {}, now })) {
    return { kind: 'refuse', reason: 'filtered', detail: asked };
  }
  const byHand = facts.occurredAt === null;
  const entry = mayEnter(
    byHand && reentry.rule === 'every_time' ? { rule: 'not_while_active' } : reentry,
    facts.earlier,
    now,
  );
  if (!entry.enter) {
    const { id, enrolledAt } = entry.because;
    const days = reentry.rule === 'not_within_days' ? { days: reentry.days } : {};
    const because = { ...(id && { enrollmentId: id }), enrolledAt: enrolledAt.toISOString(), ...days };
    return { kind: 'refuse', reason: entry.reason, detail: because };
  }
  if (exclusive !== null && facts.beside) {
    return { kind: 'refuse', reason: 'in_another_journey', detail: { ...facts.beside, group: exclusive } };
  }
  const limit = latenessMs(definition);
  if (facts.occurredAt && now.getTime() - facts.occurredAt.getTime() > limit) {
    const kind = definition.late === 'ask' ? 'ask' : 'refuse';
    return { kind, reason: 'too_late', detail: { ...asked, hours: limit / hour } };
  }
  return { kind: 'enter', detail: asked };
}

const hour = 60 * 60 * 1000;

/** How long after it happened an event still starts the journey. */
export function latenessMs({ latenessHours, purpose }: Pick<Definition, 'latenessHours' | 'purpose'>): number {
  if (latenessHours !== null) return latenessHours * hour;
  return rulesOf(purpose).reminder ? defaults.latenessMs.reminders : defaults.latenessMs.normal;
}

const valuesAsked = (fields: readonly string[], values: Values): Record<string, Value> =>
  Object.fromEntries(fields.map((field) => [field, values[field] ?? null]));
