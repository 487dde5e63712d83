import { DateTime } from 'luxon';
import { isAllowed, nextAllowed } from './clock.ts';
import type { Definition } from './definition.ts';
import { type Hours, type SendingWindow, windowFor } from './sending-window.ts';

/** A channel whose messages may not leave now: from when they may, and the local hours of that day. */
export type ClosedChannel = { channel: 'email' | 'sms'; hours: Hours; next: Date };

const channels = [
  ['email', 'send_email'],
  ['sms', 'send_sms'],
] as const;

/** The channels of a definition that are outside the sending hours at an instant in the organization's zone. */
export function closedChannels(
  { steps, purpose }: Definition,
  own: SendingWindow,
  zone: string,
  now: Date,
): ClosedChannel[] {
  return channels.flatMap(([channel, kind]) => {
    if (!steps.some((step) => step.kind === kind)) return [];
    const rules = windowFor(channel, purpose, own);
    const next = isAllowed(now, [zone], rules) ? null : nextAllowed(now, [zone], rules);
    if (next === null) return [];
    const onSunday = DateTime.fromJSDate(next, { zone }).weekday === 7;
    return [{ channel, hours: (onSunday && rules.sunday) || rules.everyDay, next }];
  });
}
