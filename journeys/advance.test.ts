import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type AdvanceFacts, advance, type EnrollmentState, stateSchema } from './advance.ts';
import { type Definition, definitionSchema, emptyDefinition, type Step } from './definition.ts';
import type { News } from './steps/step.ts';

const now = new Date('2026-11-24T15:00:00Z');
const start = stateSchema.parse({});
const facts: AdvanceFacts = {
  news: [],
  values: {},
  messages: {},
  person: 'ada',
  zone: 'America/New_York',
  customerGone: false,
  journeyArchived: false,
};
const email: Step = { id: 'mail', kind: 'send_email', subject: 'Hi', body: 'Hello' };
const wait: Step = { id: 'rest', kind: 'wait', amount: 1, unit: 'days' };
const sms: Step = { id: 'text', kind: 'send_sms', body: 'Hello' };
const exit: Step = { id: 'out', kind: 'exit' };
const journey = (...steps: Step[]): Definition => ({ ...emptyDefinition(), steps });
const told = (stepId: string, outcome: 'sent' | 'failed' = 'sent'): News => ({
  kind: 'message',
  stepId,
  outcome,
  reason: null,
  messageId: `m-${stepId}`,
});
const on = (definition: Definition, state: EnrollmentState, news: News[] = [], at = now, more = {}) =>
  advance(definition, state, { ...facts, news, ...more }, at);
const codes = (advanced: { decisions: { code: string }[] }) => advanced.decisions.map(({ code }) => code);

describe('an enrollment', () => {
  const full = journey(email, wait, sms);
  const mailed = on(full, start);
  const waiting = on(full, mailed.state, [told('mail')]);
  const tomorrow = new Date('2026-11-25T15:00:00Z');

  it('begins with the first message', () => {
    expect(mailed.next).toMatchObject({ kind: 'message', channel: 'email', stepId: 'mail', activity: 'sendEmail' });
  });

  it('waits after it, and then the SMS is called for', () => {
    expect(waiting.next).toEqual({ kind: 'wait', due: tomorrow, activity: 'sendSms' });
    expect(codes(waiting)).toEqual(['message_sent', 'waiting']);
    expect(waiting.state.outcomes).toEqual({ mail: 'sent' });
  });

  it('keeps its instant when it is looked at early', () => {
    const again = on(full, waiting.state, [], new Date('2026-11-25T14:59:59.999Z'), { zone: 'Asia/Tokyo' });
    expect(again.next).toEqual({ kind: 'wait', due: tomorrow, activity: 'sendSms' });
    expect(again.decisions).toEqual([]);
  });

  it('goes on when the wait is over, and ends behind the last step', () => {
    const due = on(full, waiting.state, [], tomorrow);
    expect(due.next).toMatchObject({ kind: 'message', stepId: 'text' });
    const end = on(full, due.state, [told('text', 'failed')], tomorrow);
    expect(end.next).toEqual({ kind: 'finish', status: 'completed', reason: 'reached_end' });
    expect(codes(end)).toEqual(['message_failed', 'finished']);
  });

  it('goes on when the wait is skipped, and only when that one is', () => {
    const skip = (stepId: string) => on(full, waiting.state, [{ kind: 'skip_wait', stepId }]);
    expect(skip('rest').next).toMatchObject({ kind: 'message', stepId: 'text' });
    expect(codes(skip('rest'))).toEqual(['wait_skipped']);
    expect(skip('other').next.kind).toBe('wait');
  });

  it('waits for the window without leaving its step', () => {
    const until = '2026-11-25T14:00:00.000Z';
    const moved = on(full, mailed.state, [
      { kind: 'moved', stepId: 'mail', reason: 'outside_window', until, messageId: 'm' },
    ]);
    expect(moved.next).toEqual({ kind: 'wait', due: new Date(until), activity: 'sendEmail' });
    const early = new Date('2026-11-25T13:59:59Z');
    expect(on(full, moved.state, [], early).next).toEqual({
      kind: 'wait',
      due: new Date(until),
      activity: 'sendEmail',
    });
    expect(on(full, moved.state, [], new Date(until)).next).toMatchObject({ kind: 'message', stepId: 'mail' });
  });

  it('has a message due since the first look at it, whenever it is looked at again', () => {
    expect(on(full, mailed.state, [], tomorrow).next).toMatchObject({ kind: 'message', since: now });
  });

  it('is stopped by its owner before anything else', () => {
    const stopped = on(full, waiting.state, [{ kind: 'skip_wait', stepId: 'rest' }, { kind: 'stop' }]);
    expect(stopped.next).toEqual({ kind: 'finish', status: 'stopped', reason: 'stopped_by_owner' });
  });

  it('ends when its customer or what it is about is gone, or its journey is archived', () => {
    expect(on(full, waiting.state, [], now, { customerGone: true }).next).toMatchObject({ reason: 'customer_gone' });
    expect(on(full, waiting.state, [], now, { entityGone: true }).next).toMatchObject({ reason: 'entity_gone' });
    expect(on(full, waiting.state, [], now, { journeyArchived: true }).next).toMatchObject({ status: 'exited' });
  });

  it('ends early when what it listens for happens, and says whether that was the goal', () => {
    const paid = { on: 'invoice_paid', goal: true, about: 'entity' } as const;
    const booked = { on: 'job_started', goal: false, about: 'customer' } as const;
    const early = { ...full, exits: [booked, paid] };
    const happened = (trigger: string, about: 'entity' | 'customer'): News => ({
      kind: 'event',
      eventId: trigger,
      provider: 'acme',
      trigger,
      about,
    });
    const end = (...news: News[]) => on(early, waiting.state, news).next;
    const exited = (reason: string) => ({ kind: 'finish', status: 'exited', reason });
    expect(end(happened('job_started', 'customer'))).toEqual(exited('exited_by_event:job_started:acme'));
    expect(end(happened('job_started', 'customer'), happened('invoice_paid', 'entity'))).toEqual(
      exited('goal_reached:invoice_paid:acme'),
    );
    expect(end(happened('invoice_paid', 'customer'), happened('visit_completed', 'entity'))).toMatchObject({
      kind: 'wait',
      due: tomorrow,
    });
    expect(end(happened('invoice_paid', 'entity'), { kind: 'stop' })).toMatchObject({ status: 'stopped' });
    const unsent = on(early, mailed.state, [happened('invoice_paid', 'entity')]);
    expect(unsent.decisions).toEqual([{ stepId: 'mail', code: 'finished', reason: 'goal_reached:invoice_paid:acme' }]);
  });

  it('ends at an exit without what stands behind it', () => {
    const ended = on(journey(exit, email), start);
    expect(ended.next).toEqual({ kind: 'finish', status: 'exited', reason: 'exit_step' });
    expect(codes(ended)).toEqual(['exit', 'finished']);
  });

  it('ends at once in a journey without steps, and where its step is missing', () => {
    expect(on(journey(), start).next).toMatchObject({ kind: 'finish', reason: 'reached_end' });
    expect(on(journey(email), { ...start, stepId: 'gone' }).next).toMatchObject({ reason: 'step_missing' });
  });

  it('counts its days in UTC where nobody knows its zone', () => {
    const moon = { zone: 'Moon/Tranquility' };
    expect(on(full, mailed.state, [told('mail')], now, moon).next).toMatchObject({ due: tomorrow });
    const until: Step = { id: 'u', kind: 'wait_until', time: '09:00', weekdays: [], date: null, passed: 'end' };
    expect(on(journey(until), start, [], now, moon).next).toMatchObject({ due: new Date('2026-11-25T09:00:00Z') });
  });

  it('reads waits in a row one after the other', () => {
    const two = journey(wait, { ...wait, id: 'rest2' }, email);
    const first = on(two, start);
    expect(first.next).toMatchObject({ kind: 'wait', activity: 'decide' });
    const second = on(two, first.state, [], tomorrow);
    expect(second.next).toMatchObject({ kind: 'wait', activity: 'sendEmail', due: new Date('2026-11-26T15:00:00Z') });
  });
});

describe('every journey', () => {
  const anyStep = fc.oneof(
    fc.constant(email),
    fc.constant(sms),
    fc.record({
      kind: fc.constant('wait' as const),
      amount: fc.integer({ min: 1, max: 700 }),
      unit: fc.constantFrom('minutes' as const, 'hours' as const, 'days' as const),
    }),
    fc.record({
      kind: fc.constant('wait_for' as const),
      for: fc.constantFrom('replied' as const, 'clicked' as const),
      amount: fc.integer({ min: 1, max: 700 }),
      unit: fc.constantFrom('minutes' as const, 'hours' as const, 'days' as const),
      happened: fc.constant([]),
      timedOut: fc.constantFrom<Step[][]>([], [{ id: 'over', kind: 'exit' }]),
    }),
    fc.constant(exit),
  );
  const named = (step: Step): Step =>
    step.kind === 'wait_for'
      ? { ...step, timedOut: step.timedOut.map((end) => ({ ...end, id: `${step.id}-over` })) }
      : step;
  const anyJourney = fc
    .array(anyStep, { maxLength: 12 })
    .map((steps) => journey(...steps.map((step, index) => named({ ...step, id: `s${index}` } as Step))));

  it('comes to its end, each message asked for once and in order', () => {
    fc.assert(
      fc.property(anyJourney, (definition) => {
        expect(definitionSchema.safeParse(definition).success).toBe(true);
        const sent: string[] = [];
        let clock = now;
        let at = on(definition, start, [], clock);
        for (let round = 0; at.next.kind !== 'finish'; round++) {
          expect(round).toBeLessThan(40);
          if (at.next.kind === 'wait') clock = at.next.due;
          else if (at.next.kind === 'message') sent.push(at.next.stepId);
          at = on(definition, at.state, at.next.kind === 'message' ? [told(at.next.stepId)] : [], clock);
        }
        const end = definition.steps.findIndex(
          (step) => step.kind === 'exit' || (step.kind === 'wait_for' && step.timedOut.length > 0),
        );
        const before = definition.steps.slice(0, end + 1);
        const read = before.length > 0 ? before : definition.steps;
        expect(sent).toEqual(read.filter(({ kind }) => kind.startsWith('send')).map(({ id }) => id));
      }),
    );
  });

  it('has an answer for every state, the same one each time', () => {
    const anyState = fc.record({
      stepId: fc.option(fc.integer({ min: 0, max: 13 }).map((n) => `s${n}`)),
      due: fc.option(
        fc
          .date({ noInvalidDate: true, min: new Date('2020-01-01'), max: new Date('2040-01-01') })
          .map((date) => date.toISOString()),
      ),
      outcomes: fc.constant({}),
    });
    fc.assert(
      fc.property(anyJourney, anyState, (definition, state) => {
        const stored = stateSchema.parse(JSON.parse(JSON.stringify(state)));
        const answer = on(definition, stored);
        expect(on(definition, stored)).toEqual(answer);
        expect(stateSchema.parse(JSON.parse(JSON.stringify(answer.state)))).toEqual(answer.state);
      }),
    );
  });
});
