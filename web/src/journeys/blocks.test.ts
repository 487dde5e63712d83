import { describe, expect, it } from '@jest/globals';
import type { Definition } from '../../../journeys/definition.ts';
import { freshId, toBlocks, toSteps } from './blocks.ts';

const email = { id: 'a', kind: 'send_email', subject: 's', body: 'b' } as const;
const day = { id: 'b', kind: 'wait', amount: 1, unit: 'days' } as const;
const hour = { id: 'c', kind: 'wait', amount: 1, unit: 'hours' } as const;
const sms = { id: 'd', kind: 'send_sms', body: 'b' } as const;
const exit = { id: 'e', kind: 'exit' } as const;

describe('blocks', () => {
  it('keep a wait with the message that it stands before', () => {
    expect(toBlocks([email, day, sms])).toEqual([
      { key: 'a', wait: null, step: email },
      { key: 'd', wait: day, step: sms },
    ]);
  });

  it.each([
    [[]],
    [[email, day, sms]],
    [[day, hour, sms]],
    [[email, day]],
    [[day, hour]],
    [[email, exit, sms]],
  ] as Definition['steps'][][])('give the same steps back: %j', (steps) => {
    expect(toSteps(toBlocks(steps))).toEqual(steps);
  });

  it('get ids that are free', () => {
    expect(freshId([])).toBe('step-1');
    expect(freshId([{ ...email, id: 'step-2' }])).toBe('step-3');
  });
});
