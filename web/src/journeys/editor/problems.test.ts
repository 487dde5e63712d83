import { describe, expect, it } from '@jest/globals';
import { emptyDefinition } from '../../../../journeys/definition.ts';
import { firstFault, problemsByPlace } from './problems.ts';

const warning = { path: 'trigger', code: 'not_connected', message: 'Connect it.', severity: 'warning' } as const;
const error = { path: 'steps.0.body', code: 'empty', message: 'Write it.', severity: 'error' } as const;
const draft = { ...emptyDefinition(), steps: [{ id: 'a', kind: 'send_sms', body: '' } as const] };

describe('the first fault', () => {
  it('is the first error, with the field that it is about', () => {
    const fault = firstFault(problemsByPlace([warning, error], draft));
    expect(fault).toMatchObject({ message: 'Write it.', stepId: 'a', part: 'body' });
  });

  it('is found in the lanes of a step, at the innermost', () => {
    const inner = { id: 'b', kind: 'send_sms', body: '' } as const;
    const tree = { ...draft, steps: [{ id: 'fork', kind: 'branch' as const, lanes: [], otherwise: [inner] }] };
    const deep = { ...error, path: 'steps.0.otherwise.0.body' };
    const own = { ...error, path: 'steps.0.lanes.0.when' };
    expect(problemsByPlace([deep, own], tree).all).toMatchObject([
      { stepId: 'b', part: 'body' },
      { stepId: 'fork', part: 'lanes-0-when' },
    ]);
  });

  it('is not a warning', () => {
    expect(firstFault(problemsByPlace([warning], draft))).toBeUndefined();
  });
});
