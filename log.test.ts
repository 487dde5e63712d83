import { describe, expect, it } from '@jest/globals';
import { createLog, describeError } from './log.ts';

describe('the log', () => {
  it('strikes out what could hold a secret or a person', () => {
    const lines: string[] = [];
    const log = createLog('test', { write: (line) => void lines.push(line) });
    log.info({ accessToken: 'canary', customer: { email: 'canary', phone: 'canary' }, id: 'c1' }, 'said');
    expect(lines.join('')).not.toContain('canary');
    expect(lines.join('')).toContain('"id":"c1"');
  });

  it('tells of an error its kind, code and place, and none of its words', () => {
    const cause = new TypeError('canary of Ada <ada@example.com>');
    const error = Object.assign(new Error('canary\n    at ada@example.com', { cause }), {
      code: 'P2002',
      reference: 'tid-1',
    });
    const told = describeError(error);
    expect(JSON.stringify(told)).not.toMatch(/canary|example\.com/);
    expect(told).toMatchObject({ name: 'Error', code: 'P2002', reference: 'tid-1', cause: { name: 'TypeError' } });
    expect(JSON.stringify(told)).toContain('log.test.ts');
  });

  it('tells no more of what is not an error', () => {
    expect(describeError('canary')).toEqual({ name: 'string' });
  });
});
