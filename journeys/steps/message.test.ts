import { describe, expect, it } from '@jest/globals';
import { journeyOf, linesOf, read, said } from '../../testing/paper-journey.ts';
import type { Step } from '../definition.ts';
import type { News } from './step.ts';

const mail: Step = { id: 'mail', kind: 'send_email', subject: 'Hi', body: 'Hello' };
const text: Step = { id: 'text', kind: 'send_sms', body: 'Hello' };
const rest: Step = { id: 'rest', kind: 'wait', amount: 1, unit: 'days' };
const two = journeyOf([mail, text]);
const skip = (stepId: string): News => ({ kind: 'skip_message', stepId });
const moved = (stepId: string, until: string): News => ({
  kind: 'moved',
  stepId,
  reason: 'rescheduled_by_owner',
  until,
  messageId: null,
});

describe('a message step', () => {
  const due = read(two);

  it('is left out when the owner says so, and the next one is due', () => {
    const left = read(two, { state: due.state, news: [skip('mail')] });
    expect(left.next).toMatchObject({ kind: 'message', stepId: 'text' });
    expect(linesOf(left)).toEqual(['message_skipped skipped_by_owner']);
    expect(left.state.outcomes).toEqual({ mail: 'skipped' });
  });

  it('is not left out by what was said of another one', () => {
    const still = read(two, { state: due.state, news: [skip('text')] });
    expect(still.next).toMatchObject({ kind: 'message', stepId: 'mail' });
    const sent = read(two, { state: due.state, news: [said('mail')] });
    const late = read(two, { state: sent.state, news: [skip('mail')] });
    expect(late.next).toMatchObject({ kind: 'message', stepId: 'text' });
    expect(late.state.outcomes).toEqual({ mail: 'sent' });
  });

  it('waits until the time that the owner moved it to, and helps no longer for that', () => {
    const until = '2026-11-26T15:00:00.000Z';
    const later = read(two, {
      state: due.state,
      news: [moved('mail', '2026-11-25T15:00:00.000Z'), moved('mail', until)],
    });
    expect(later.next).toEqual({ kind: 'wait', due: new Date(until), activity: 'sendEmail' });
    expect(later.decisions).toMatchObject([{ code: 'message_moved', reason: 'rescheduled_by_owner', until }]);
    const then = read(two, { state: later.state, at: until });
    expect(then.next).toMatchObject({ kind: 'message', stepId: 'mail' });
    const usefulUntil = due.next.kind === 'message' ? due.next.usefulUntil : null;
    expect(then.next).toMatchObject({ usefulUntil });
  });

  it('is left out rather than moved when both were said', () => {
    const both = [moved('mail', '2026-11-26T15:00:00.000Z'), skip('mail'), moved('mail', '2026-11-27T15:00:00.000Z')];
    expect(read(two, { state: due.state, news: both }).next).toMatchObject({ stepId: 'text' });
  });

  it('has been due since its wait was over, whenever somebody looked', () => {
    const waiting = read(journeyOf([rest, mail]));
    const late = read(journeyOf([rest, mail]), { state: waiting.state, at: '2026-11-27T09:00:00Z' });
    expect(late.next).toMatchObject({ since: new Date('2026-11-25T15:00:00Z') });
  });

  it.each<[string, Step]>([
    [
      'an answer',
      { id: 'rest', kind: 'wait_for', for: 'replied', amount: 1, unit: 'days', happened: [], timedOut: [mail] },
    ],
    [
      'a yes',
      { id: 'rest', kind: 'ask_owner', question: '?', amount: 1, unit: 'days', silence: 'yes', yes: [mail], no: [] },
    ],
  ])('has been due since the time for %s was over', (_, step) => {
    const definition = journeyOf([step]);
    const waiting = read(definition, { news: [{ kind: 'asked', stepId: 'rest' }] });
    const late = read(definition, { state: waiting.state, at: '2026-11-27T09:00:00Z' });
    expect(late.next).toMatchObject({ since: new Date('2026-11-25T15:00:00Z') });
  });

  it('keeps what it was due since over a branch, and forgets it with the message', () => {
    const fork: Step = {
      id: 'fork',
      kind: 'branch',
      lanes: [{ id: 'a', when: { all: [] }, steps: [mail] }],
      otherwise: [],
    };
    const definition = journeyOf([rest, fork, text]);
    const late = read(definition, { state: read(definition).state, at: '2026-11-27T09:00:00Z' });
    expect(late.next).toMatchObject({ stepId: 'mail', since: new Date('2026-11-25T15:00:00Z') });
    const after = read(definition, { state: late.state, news: [said('mail')], at: '2026-11-27T10:00:00Z' });
    expect(after.next).toMatchObject({ stepId: 'text', since: new Date('2026-11-27T10:00:00Z') });
  });
});
