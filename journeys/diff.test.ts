import { describe, expect, it } from '@jest/globals';
import { type Definition, emptyDefinition, type Step } from './definition.ts';
import { changesBetween, inOneSentence } from './diff.ts';

const journey = (steps: Step[], more: Partial<Definition> = {}): Definition => ({
  ...emptyDefinition(),
  trigger: { provider: 'acme', type: 'job_completed' },
  steps,
  ...more,
});
const email: Step = { id: 'mail', kind: 'send_email', subject: 'Thank you', body: 'Hello' };
const text: Step = { id: 'text', kind: 'send_sms', body: 'How was it?' };
const rest: Step = { id: 'rest', kind: 'wait', amount: 3, unit: 'days' };
const asks: Step = {
  id: 'ask',
  kind: 'ask_owner',
  question: 'Is it well?',
  amount: 2,
  unit: 'days',
  silence: 'no',
  yes: [text],
  no: [],
};
const words = (before: Definition, after: Definition) => changesBetween(before, after).map((each) => each.words);
const what = (before: Definition, after: Definition) =>
  changesBetween(before, after).map((each) => `${each.what} ${each.stepId ?? ''}`.trim());

describe('the difference of two versions', () => {
  it('is nothing when they are the same', () => {
    expect(words(journey([email, rest]), journey([email, rest]))).toEqual([]);
    expect(inOneSentence([])).toBeNull();
  });

  it('says what is new, gone and changed, and where', () => {
    const after = [email, { ...rest, amount: 1 }, text];
    expect(words(journey([email, rest]), journey(after))).toEqual([
      'The wait of 3 days is the wait of 1 day now.',
      'The text “How was it?” is new after the wait of 1 day.',
    ]);
    expect(words(journey(after), journey([email]))).toEqual([
      'The wait of 1 day is gone.',
      'The text “How was it?” is gone.',
    ]);
  });

  it('tells the subject from the words', () => {
    const other: Step = { ...email, subject: 'Thanks', body: 'Hi', usefulForHours: 5 };
    expect(words(journey([email]), journey([other]))).toEqual([
      'The subject of the email “Thank you” is “Thanks” now.',
      'The words of the email “Thank you” are changed.',
      'The email “Thank you” helps for 5 hours now.',
    ]);
  });

  it('names the one step that was moved, not those it passed', () => {
    const end: Step = { id: 'end', kind: 'exit' };
    expect(what(journey([email, rest, text, end]), journey([rest, text, email, end]))).toEqual(['moved mail']);
    expect(what(journey([asks]), journey([{ ...asks, yes: [], no: [text] }]))).toEqual(['moved text']);
  });

  it('tells of a step with lanes once, with what is in it', () => {
    expect(words(journey([email]), journey([email, asks]))).toEqual([
      'The question “Is it well?” is new after the email “Thank you”, with the 1 step in it.',
    ]);
    expect(what(journey([email, asks]), journey([email]))).toEqual(['removed ask']);
  });

  it('takes a step of another kind under the same id for another step', () => {
    expect(what(journey([email]), journey([{ id: 'mail', kind: 'exit' }]))).toEqual(['removed mail', 'added mail']);
  });

  it('tells of every rule', () => {
    const before = journey([]);
    const after = journey([], {
      trigger: { provider: 'acme', type: 'invoice_paid' },
      purpose: 'review_request',
      filter: { field: 'customer.city', is: 'known' },
      reentry: { rule: 'not_within_days', days: 180 },
      exclusive: 'reviews',
      latenessHours: 5,
      late: 'ask',
      exits: [{ on: 'replied', goal: false, about: 'customer' }],
      window: { hours: [9, 12], weekdays: null, holidays: false },
      usefulForHours: 8,
      caps: { perDay: 1, perWeek: 2 },
      review: true,
    });
    expect(what(before, after)).toHaveLength(12);
    expect(changesBetween(before, after, { 'acme:invoice_paid': 'Invoice paid' })[0]?.words).toBe(
      'It starts from “Invoice paid” now, not from “job completed”.',
    );
    expect(words(before, after).join(' ')).toContain('It ends early at “replied” now.');
    expect(words(after, before).join(' ')).toContain('“replied” ends it no more.');
  });

  it('fits one sentence', () => {
    const changes = changesBetween(journey([email, rest]), journey([email, text, { ...rest, amount: 1 }]));
    expect(inOneSentence(changes)).toBe('1 step is new and 1 step is changed.');
    expect(inOneSentence(changes.slice(0, 1))).toBe(changes[0]?.words);
  });
});
