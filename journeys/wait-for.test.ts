import { describe, expect, it } from '@jest/globals';
import { advance, type EnrollmentState, stateSchema } from './advance.ts';
import { type Definition, emptyDefinition, type Step, type StepOf } from './definition.ts';
import type { Reaction } from './reactions.ts';
import type { News } from './steps/step.ts';

const now = new Date('2026-11-24T15:00:00Z');
const inTwoDays = new Date('2026-11-26T15:00:00Z');
const zone = 'America/New_York';
const facts = { values: {}, messages: {}, person: 'ada', zone, customerGone: false, journeyArchived: false };
const sms: Step = { id: 'text', kind: 'send_sms', body: 'Hello' };
const again: Step = { id: 'again', kind: 'send_sms', body: 'Still there?' };
const rest: Step = { id: 'rest', kind: 'wait', amount: 1, unit: 'days' };
const waitFor = (more: Partial<StepOf<'wait_for'>> = {}): Step => ({
  id: 'for',
  kind: 'wait_for',
  for: 'replied',
  amount: 2,
  unit: 'days',
  happened: [{ id: 'bye', kind: 'exit' }],
  timedOut: [],
  ...more,
});
const journey = (...steps: Step[]): Definition => ({ ...emptyDefinition(), steps });
const sent = (stepId: string): News => ({ kind: 'message', stepId, outcome: 'sent', reason: null, messageId: stepId });
const reacted = (reaction: Reaction = 'replied', about: 'entity' | 'customer' = 'entity'): News => ({
  kind: 'reaction',
  reaction,
  about,
});
const on = (definition: Definition, state: EnrollmentState, news: News[] = [], at = now) =>
  advance(definition, stateSchema.parse(JSON.parse(JSON.stringify(state))), { ...facts, news }, at);
const begun = (definition: Definition) => on(definition, on(definition, stateSchema.parse({})).state, [sent('text')]);

describe('a wait for an event', () => {
  it('is over by what happens to the same entity alone', () => {
    const definition = journey(sms, waitFor({ for: 'invoice_paid', happened: [] }), again);
    const waiting = begun(definition);
    const paid = (about: 'entity' | 'customer'): News => {
      return { kind: 'event', eventId: 'paid', trigger: 'invoice_paid', provider: 'acme', about };
    };
    expect(on(definition, waiting.state, [paid('customer')]).next).toMatchObject({ kind: 'wait', due: inTwoDays });
    expect(on(definition, waiting.state, [paid('entity')]).next).toMatchObject({ kind: 'message', stepId: 'again' });
  });
});

describe('a wait for an answer', () => {
  const definition = journey(sms, waitFor(), again);
  const waiting = begun(definition);

  it('waits until its time is over, for whoever comes next', () => {
    expect(waiting.next).toEqual({ kind: 'wait', due: inTwoDays, activity: 'sendSms' });
    expect(waiting.decisions.at(-1)).toMatchObject({ code: 'waiting_for', reason: 'waiting_for:replied' });
  });

  it('ends the journey by the answer, where it says so', () => {
    expect(on(definition, waiting.state, [reacted()]).next).toEqual({
      kind: 'finish',
      status: 'exited',
      reason: 'exit_step',
    });
  });

  it('goes on by the answer, where it says so', () => {
    const answered = on(journey(sms, waitFor({ happened: [] }), again), waiting.state, [reacted()]);
    expect(answered.next).toMatchObject({ kind: 'message', stepId: 'again' });
    expect(answered.decisions).toMatchObject([{ code: 'happened', reason: 'replied' }]);
  });

  it('goes on when the time is over, or ends then', () => {
    expect(on(definition, waiting.state, [], inTwoDays).next).toMatchObject({ kind: 'message', stepId: 'again' });
    const ending = journey(sms, waitFor({ timedOut: [{ id: 'over', kind: 'exit' }] }), again);
    expect(on(ending, waiting.state, [], inTwoDays).next).toMatchObject({ reason: 'exit_step' });
  });

  it('keeps its instant when something else happens', () => {
    const later = new Date('2026-11-25T15:00:00Z');
    for (const news of [reacted('clicked'), reacted('replied', 'customer')])
      expect(on(definition, waiting.state, [news], later).next).toEqual(waiting.next);
  });

  it('is over at once when the answer came during another wait before it', () => {
    const slow = journey(sms, rest, waitFor(), again);
    const early = on(slow, begun(slow).state, [reacted()]);
    expect(early.next.kind).toBe('wait');
    expect(on(slow, early.state, [], new Date('2026-11-25T15:00:00Z')).next).toMatchObject({
      reason: 'exit_step',
    });
  });

  it('does not count an answer to the message before the last', () => {
    const two = journey(sms, rest, again, waitFor());
    const early = on(two, begun(two).state, [reacted()]);
    const due = on(two, early.state, [], new Date('2026-11-25T15:00:00Z'));
    expect(due.next).toMatchObject({ kind: 'message', stepId: 'again' });
    expect(on(two, due.state, [sent('again')]).next.kind).toBe('wait');
  });

  it('is skipped by hand without ending the journey', () => {
    const skipped = on(definition, waiting.state, [{ kind: 'skip_wait', stepId: 'for' }]);
    expect(skipped.next).toMatchObject({ kind: 'message', stepId: 'again' });
  });
});

describe('an exit by an answer', () => {
  const leaving = (about: 'entity' | 'customer', goal = false): Definition => ({
    ...journey(sms, rest, again),
    exits: [{ on: 'replied', goal, about }],
  });

  it('ends the journey by an answer to its own message, as a goal where it is one', () => {
    const waiting = begun(leaving('entity'));
    expect(on(leaving('entity'), waiting.state, [reacted()]).next).toMatchObject({ reason: 'exited_by_event:replied' });
    expect(on(leaving('entity', true), waiting.state, [reacted()]).next).toMatchObject({
      reason: 'goal_reached:replied',
    });
  });

  it('ends it by any text of the customer only where it says so', () => {
    const any = reacted('replied', 'customer');
    const waiting = begun(leaving('entity'));
    expect(on(leaving('entity'), waiting.state, [any]).next.kind).toBe('wait');
    expect(on(leaving('customer'), waiting.state, [any]).next.kind).toBe('finish');
  });
});
