import { describe, expect, it } from '@jest/globals';
import { journeyOf, linesOf, read } from '../../testing/paper-journey.ts';
import type { Step } from '../definition.ts';
import type { Answer, News } from './step.ts';

const ask: Step = {
  id: 'ask',
  kind: 'ask_owner',
  question: 'Write to them?',
  amount: 2,
  unit: 'days',
  silence: 'no',
  yes: [{ id: 'mail', kind: 'send_email', subject: 'Hi', body: 'Hello' }],
  no: [{ id: 'out', kind: 'exit' }],
};
const definition = journeyOf([ask]);
const asked: News = { kind: 'asked', stepId: 'ask' };
const answer = (stepId: string, says: Answer): News => ({ kind: 'answer', stepId, answer: says });
const waiting = read(definition, { state: read(definition).state, news: [asked] });

describe('a question to the owner', () => {
  it('is put before it waits', () => {
    expect(read(definition).next).toEqual({ kind: 'ask', stepId: 'ask', activity: 'askOwner' });
    expect(waiting.next).toEqual({ kind: 'wait', due: new Date('2026-11-26T15:00:00Z'), activity: 'decide' });
    expect(waiting.decisions).toMatchObject([{ code: 'asked', until: '2026-11-26T15:00:00.000Z' }]);
  });

  it('takes the lane of the answer', () => {
    const yes = read(definition, { state: waiting.state, news: [answer('ask', 'yes')] });
    expect(yes.next).toMatchObject({ kind: 'message', stepId: 'mail' });
    expect(linesOf(yes)).toEqual(['answered yes']);
    expect(yes.state.lanes).toEqual({ ask: 'yes' });
    expect(read(definition, { state: waiting.state, news: [answer('ask', 'no')] }).next).toMatchObject({
      reason: 'exit_step',
    });
  });

  it('is not answered by the answer to another one', () => {
    expect(read(definition, { state: waiting.state, news: [answer('other', 'yes')] }).next.kind).toBe('wait');
  });

  it('takes the lane of silence when the time is over, or when it is skipped', () => {
    const silent = read(definition, { state: waiting.state, at: '2026-11-26T15:00:00Z' });
    expect(linesOf(silent).slice(0, 1)).toEqual(['not_answered no']);
    const skipped = read(definition, { state: waiting.state, news: [{ kind: 'skip_wait', stepId: 'ask' }] });
    expect(linesOf(skipped).slice(0, 1)).toEqual(['wait_skipped no']);
    expect([silent.next.kind, skipped.next.kind]).toEqual(['finish', 'finish']);
  });
});
