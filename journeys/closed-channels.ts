import { isAllowed, nextAllowed, weekdayOf } from './clock.ts';
import type { Definition } from './definition.ts';
import type { Holidays } from './holidays.ts';
import { openingsOf } from './openings.ts';
import { type Hours, type SendingWindow, windowFor } from './sending-window.ts';
import { places } from './tree.ts';
import { localDay } from './zone-offsets.ts';

/** A channel whose messages may not leave now: from when they may, and the local hours of that day. */
export type ClosedChannel = { channel: 'email' | 'sms'; hours: Hours; next: Date };

/** The business that sends: its hours, its holidays, and where it is. */
type SendingBusiness = { window: SendingWindow; holidays: Holidays; zone: string; region: string };

const channels = [
  ['email', 'send_email'],
  ['sms', 'send_sms'],
] as const;

/** The channels of a definition that are closed at an instant where the business is; customers elsewhere differ. */
export function closedChannels(
  definition: Definition,
  { window, holidays, zone, region }: SendingBusiness,
  now: Date,
): ClosedChannel[] {
  const { purpose, window: journeyWindow } = definition;
  const kinds = new Set(places(definition).map(({ step }) => step.kind));
  return channels.flatMap(([channel, kind]) => {
    if (!kinds.has(kind)) return [];
    const rules = openingsOf({ channel, purpose, window, holidays, journeyWindow, regions: [region] });
    const next = isAllowed(now, [zone], rules) ? null : nextAllowed(now, [zone], rules);
    if (next === null) return [];
    const { everyDay, sunday } = windowFor(channel, purpose, window);
    const onSunday = weekdayOf(localDay(next.getTime(), zone)) === 7;
    return [{ channel, hours: (onSunday && sunday) || everyDay, next }];
  });
}
