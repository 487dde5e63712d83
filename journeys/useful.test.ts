import { describe, expect, it } from '@jest/globals';
import { emptyDefinition, type Step } from './definition.ts';
import { usefulUntil } from './useful.ts';

const since = new Date('2026-11-24T15:00:00Z');
const text: Step = { id: 'text', kind: 'send_sms', body: 'Hello' };
const until = (step: Step, more = {}) => usefulUntil({ ...emptyDefinition(), ...more }, step, since).toISOString();

describe('a message helps', () => {
  it('for a week, a reminder for three days, one about an appointment for a day', () => {
    expect([
      until(text),
      until(text, { purpose: 'invoice_reminder' }),
      until(text, { purpose: 'visit_reminder' }),
    ]).toEqual(['2026-12-01T15:00:00.000Z', '2026-11-27T15:00:00.000Z', '2026-11-25T15:00:00.000Z']);
  });

  it('as long as the journey says, and the step before all', () => {
    expect(until(text, { usefulForHours: 5 })).toBe('2026-11-24T20:00:00.000Z');
    expect(until({ ...text, usefulForHours: 2 }, { usefulForHours: 5 })).toBe('2026-11-24T17:00:00.000Z');
  });
});
