import { describe, expect, it } from '@jest/globals';
import type { Step } from '../../../../journeys/definition.ts';
import { numbersOf } from './numbers.ts';

const text = (id: string): Step => ({ id, kind: 'send_sms', body: '' });

describe('the number of a step', () => {
  it('counts through the lanes in reading order, a wait with the step behind it', () => {
    const steps: Step[] = [
      { id: 'rest', kind: 'wait', amount: 1, unit: 'days' },
      text('a'),
      {
        id: 'fork',
        kind: 'branch',
        lanes: [{ id: 'lane-1', when: { all: [] }, steps: [text('b')] }],
        otherwise: [text('c')],
      },
      text('d'),
    ];
    expect(Object.fromEntries(numbersOf(steps))).toEqual({ rest: 1, a: 1, fork: 2, b: 3, c: 4, d: 5 });
  });
});
