import { describe, expect, it } from '@jest/globals';
import { closedChannels } from './closed-channels.ts';
import { type Definition, emptyDefinition } from './definition.ts';
import { usualHolidays } from './holidays.ts';

const zone = 'America/New_York';
const hours = { everyDay: [9, 20], sunday: [12, 18] } as const;
const own = { email: { everyDay: [0, 24], sunday: [0, 24] }, marketingSms: hours, transactionalSms: hours } as const;
const business = { window: own, holidays: usualHolidays, zone, region: 'US-NY' };
const definition: Definition = {
  ...emptyDefinition(),
  steps: [
    { id: 'a', kind: 'send_email', subject: 'Hi', body: 'Hi' },
    { id: 'b', kind: 'send_sms', body: 'Hi' },
  ],
};
const at = (local: string) => new Date(`${local}-05:00`);

describe('the channels that are closed', () => {
  it('say from when messages may leave', () => {
    const [closed, ...others] = closedChannels(definition, business, at('2026-11-23T22:00:00'));
    expect(closed).toEqual({ channel: 'sms', hours: [9, 20], next: at('2026-11-24T09:00:00') });
    expect(others).toEqual([]);
  });

  it('have the hours of the day on which they open', () => {
    expect(closedChannels(definition, business, at('2026-11-28T22:00:00'))).toEqual([
      { channel: 'sms', hours: [12, 18], next: at('2026-11-29T12:00:00') },
    ]);
  });

  it('are those inside lanes too, and on a holiday the next day is told', () => {
    const steps: Definition['steps'] = [
      {
        id: 'half',
        kind: 'split',
        lanes: [{ id: 'all', share: 100, steps: [{ id: 'b', kind: 'send_sms', body: 'Hi' }] }],
      },
    ];
    expect(closedChannels({ ...definition, steps }, business, at('2026-11-26T12:00:00'))).toEqual([
      { channel: 'sms', hours: [9, 20], next: at('2026-11-27T09:00:00') },
    ]);
  });

  it('are none inside the hours, and none that the journey does not use', () => {
    expect(closedChannels(definition, business, at('2026-11-23T10:00:00'))).toEqual([]);
    expect(closedChannels(emptyDefinition(), business, at('2026-11-23T22:00:00'))).toEqual([]);
  });
});
