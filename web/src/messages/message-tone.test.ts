import { describe, expect, it } from '@jest/globals';
import { scheduledFor } from './message-tone.ts';

const notBefore = '2026-11-24T14:00:00.000Z';
const nine = Date.parse(notBefore);

describe('a message that was moved', () => {
  it('is scheduled until its time has come', () => {
    expect(scheduledFor({ status: 'rendered', notBefore }, nine - 1)).toBe(notBefore);
    expect(scheduledFor({ status: 'rendered', notBefore }, nine)).toBeNull();
  });

  it('is not scheduled any more once it went out, nor one that was never moved', () => {
    expect(scheduledFor({ status: 'sent', notBefore }, nine - 1)).toBeNull();
    expect(scheduledFor({ status: 'rendered', notBefore: null }, nine - 1)).toBeNull();
  });
});
