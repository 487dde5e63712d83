import { describe, expect, it } from '@jest/globals';
import { journeyOf, linesOf, read } from '../../testing/paper-journey.ts';
import type { Step } from '../definition.ts';
import type { WaitUntil } from './schema.ts';

const mail: Step = { id: 'mail', kind: 'send_email', subject: 'Hi', body: 'Hello' };
const until = (more: Partial<WaitUntil>): WaitUntil => ({
  id: 'until',
  kind: 'wait_until',
  time: null,
  weekdays: [],
  date: null,
  passed: 'go_on',
  ...more,
});
const before = { field: 'invoice.due_date', amount: -1, unit: 'days' } as const;
const dueOn = (date: string | null) => ({ values: { 'invoice.due_date': date } });
const nine = (more: Partial<WaitUntil> = {}) => journeyOf([until({ time: '09:00', date: before, ...more }), mail]);

describe('a wait until', () => {
  it('nine o’clock waits for the next nine o’clock', () => {
    const waiting = read(journeyOf([until({ time: '09:00' }), mail]));
    expect(waiting.next).toEqual({ kind: 'wait', due: new Date('2026-11-25T14:00:00Z'), activity: 'sendEmail' });
    expect(waiting.decisions).toMatchObject([{ code: 'waiting', until: '2026-11-25T14:00:00.000Z' }]);
  });

  it('a weekday that is today goes on at once', () => {
    const today = read(journeyOf([until({ weekdays: [2], passed: 'end' }), mail]));
    expect(today.next).toMatchObject({ kind: 'message' });
    expect(read(journeyOf([until({ weekdays: [1] }), mail])).next).toMatchObject({
      due: new Date('2026-11-30T15:00:00Z'),
    });
  });

  it('the day before a date waits for its morning there, though the date is a day alone', () => {
    const waiting = read(nine(), dueOn('2026-12-04'));
    expect(waiting.next).toMatchObject({ due: new Date('2026-12-03T14:00:00Z') });
    expect(waiting.state.basis).toBe('2026-12-04');
  });

  it('a date that moves waits for the new one, and says so once', () => {
    const waiting = read(nine(), dueOn('2026-12-04'));
    const moved = read(nine(), { state: waiting.state, ...dueOn('2026-12-08') });
    expect(moved.next).toMatchObject({ kind: 'wait', due: new Date('2026-12-07T14:00:00Z') });
    expect(moved.decisions).toMatchObject([{ code: 'date_moved', until: '2026-12-07T14:00:00.000Z' }]);
    expect(read(nine(), { state: moved.state, ...dueOn('2026-12-08') }).decisions).toEqual([]);
    const then = read(nine(), { state: moved.state, ...dueOn('2026-12-08'), at: '2026-12-07T14:00:00Z' });
    expect(then.next).toMatchObject({ kind: 'message', since: new Date('2026-12-07T14:00:00Z') });
  });

  it('a date that moved on while nobody looked waits again', () => {
    const waiting = read(nine(), dueOn('2026-12-04'));
    const late = read(nine(), { state: waiting.state, ...dueOn('2026-12-20'), at: '2026-12-03T14:00:00Z' });
    expect(late.next).toMatchObject({ kind: 'wait', due: new Date('2026-12-19T14:00:00Z') });
  });

  it('a date that moved into the past is over as if it had come', () => {
    const waiting = read(nine({ passed: 'end' }), dueOn('2026-12-04'));
    const over = read(nine({ passed: 'end' }), { state: waiting.state, ...dueOn('2026-11-20') });
    expect(over.next).toMatchObject({ kind: 'message', stepId: 'mail' });
    expect(linesOf(over)).toEqual(['date_passed']);
  });

  it.each([
    ['is not known', null, 'date_unknown'],
    ['is no date', 'soon', 'date_unknown'],
    ['lies behind', '2026-11-20', 'date_passed'],
  ])('a date that %s goes on or ends, as it says', (_, date, code) => {
    expect(read(nine(), dueOn(date)).next).toMatchObject({ kind: 'message' });
    expect(linesOf(read(nine(), dueOn(date)))).toEqual([code]);
    expect(read(nine({ passed: 'end' }), dueOn(date)).next).toEqual({ kind: 'finish', status: 'exited', reason: code });
  });

  it('is skipped by hand', () => {
    const waiting = read(nine(), dueOn('2026-12-04'));
    const skipped = read(nine(), {
      state: waiting.state,
      ...dueOn('2026-12-04'),
      news: [{ kind: 'skip_wait', stepId: 'until' }],
    });
    expect(skipped.next).toMatchObject({ kind: 'message' });
    expect(linesOf(skipped)).toEqual(['wait_skipped']);
  });
});
