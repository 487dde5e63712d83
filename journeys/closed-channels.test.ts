import { describe, expect, it } from '@jest/globals';
import { closedChannels } from './closed-channels.ts';
import { type Definition, emptyDefinition } from './definition.ts';

const zone = 'America/New_York';
const hours = { everyDay: [9, 20], sunday: [12, 18] } as const;
const own = { email: { everyDay: [0, 24], sunday: [0, 24] }, marketingSms: hours, transactionalSms: hours } as const;
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
    const [closed, ...others] = closedChannels(definition, own, zone, at('2026-11-23T22:00:00'));
    expect(closed).toEqual({ channel: 'sms', hours: [9, 20], next: at('2026-11-24T09:00:00') });
    expect(others).toEqual([]);
  });

  it('have the hours of the day on which they open', () => {
    expect(closedChannels(definition, own, zone, at('2026-11-28T22:00:00'))).toEqual([
      { channel: 'sms', hours: [12, 18], next: at('2026-11-29T12:00:00') },
    ]);
  });

  it('are none inside the hours, and none that the journey does not use', () => {
    expect(closedChannels(definition, own, zone, at('2026-11-23T10:00:00'))).toEqual([]);
    expect(closedChannels(emptyDefinition(), own, zone, at('2026-11-23T22:00:00'))).toEqual([]);
  });
});
