import { describe, expect, it } from '@jest/globals';
import { type Definition, emptyDefinition } from './definition.ts';
import { hoursProblems } from './publish-check-hours.ts';
import type { SendingWindow } from './sending-window.ts';

const steps: Definition['steps'] = [{ id: 'text', kind: 'send_sms', body: 'Hi' }];
const codes = (
  own: [number, number] | null,
  region = 'US',
  window: SendingWindow = {},
  weekdays: number[] | null = null,
) =>
  hoursProblems(
    { ...emptyDefinition(), purpose: 'invoice_reminder', steps, window: { hours: own, weekdays, holidays: false } },
    { providers: {}, hours: { window, region } },
  ).map(({ code, severity }) => `${severity} ${code}`);

describe('hours that never meet', () => {
  it('are those of the journey and of the business', () => {
    expect([codes([6, 8]), codes([6, 9]), codes(null)]).toEqual([['error never_open'], [], []]);
    const window = { transactionalSms: { everyDay: [8, 20], sunday: null } } as const;
    expect([codes(null, 'US', window, [7]), codes(null, 'US', window, [6, 7])]).toEqual([['error never_open'], []]);
  });

  it('are those of the business and of the law', () => {
    const window = { transactionalSms: { everyDay: [6, 9], sunday: [6, 9] } } as const;
    expect([codes(null, 'US-KY', window), codes(null, 'US-NY', window), codes(null, 'IE', window)]).toEqual([
      ['error never_open'],
      [],
      [],
    ]);
  });

  it('are not asked of emails by the law, nor where nothing is known of the business', () => {
    const mail: Definition['steps'] = [{ id: 'mail', kind: 'send_email', subject: 'Hi', body: 'Hi' }];
    const hours = { window: { email: { everyDay: [6, 9], sunday: [6, 9] } }, region: 'US-KY' } as const;
    expect(hoursProblems({ ...emptyDefinition(), steps: mail }, { providers: {}, hours })).toEqual([]);
    expect(hoursProblems({ ...emptyDefinition(), steps }, { providers: {} })).toEqual([]);
  });
});
