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

  it('is not a warning', () => {
    expect(firstFault(problemsByPlace([warning], draft))).toBeUndefined();
  });
});
