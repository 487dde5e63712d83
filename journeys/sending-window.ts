import * as z from 'zod';
import { always, type Opening, type Span } from './clock.ts';
import { defaults } from './defaults.ts';
import type { JourneyWindow } from './definition.ts';
import { type Purpose, rulesOf } from './purposes.ts';

/** Local hours [from, to); `to` at or before `from` reaches over midnight into the next day. */
export type Hours = readonly [from: number, to: number];
/** `sunday: null` means never on a Sunday. A window that reaches over midnight belongs to the day it opened on. */
export type WindowRules = { everyDay: Hours; sunday: Hours | null };

const wholeHour = 'An hour is a whole number from 0 to 24.';
const hour = (most: number) => z.int(wholeHour).min(0, wholeHour).max(most, wholeHour);
const hours = z.tuple([hour(23), hour(24)], 'Hours have a beginning and an end.').readonly();
const rules = z.strictObject({ everyDay: hours, sunday: hours.nullable() });

const windowOf = <Rules extends z.ZodType>(each: Rules) =>
  z.strictObject({ email: each.optional(), marketingSms: each.optional(), transactionalSms: each.optional() });

/** What an organization has set for itself; what it has not said is the default. */
export const sendingWindowSchema = windowOf(rules);
export type SendingWindow = z.infer<typeof sendingWindowSchema>;

const forward = ([from, to]: Hours) => to > from;
const daytime = hours.refine(forward, 'The hours must end after they begin.');

/** The same as an owner may set it: within one day. */
export const ownersWindowSchema = windowOf(z.strictObject({ everyDay: daytime, sunday: daytime.nullable() }));

/** The window of every kind of message. */
export const sendingHoursSchema = z.object({ email: rules, marketingSms: rules, transactionalSms: rules });
export type SendingHours = z.infer<typeof sendingHoursSchema>;

/** What holds for an organization: its own hours, else the defaults. */
export const sendingHours = (own: SendingWindow): SendingHours => ({
  email: own.email ?? defaults.window.email,
  marketingSms: own.marketingSms ?? defaults.window.sms.marketing,
  transactionalSms: own.transactionalSms ?? defaults.window.sms.transactional,
});

/** The window of one channel and purpose. */
export function windowFor(channel: 'email' | 'sms', purpose: Purpose, own: SendingWindow): WindowRules {
  if (channel === 'email') return own.email ?? defaults.window.email;
  return rulesOf(purpose).class === 'marketing'
    ? (own.marketingSms ?? defaults.window.sms.marketing)
    : (own.transactionalSms ?? defaults.window.sms.transactional);
}

const spanOf = ([from, to]: Hours): Span => [from * 60, to * 60];

/** The hours of the business as a rule of the clock. */
export function openingOf({ everyDay, sunday }: WindowRules): Opening {
  const usual = spanOf(everyDay);
  return { week: [usual, usual, usual, usual, usual, usual, sunday && spanOf(sunday)] };
}

/** The journey's own hours and weekdays as a rule of the clock; no weekday said means any. */
export function openingOfJourney({ hours, weekdays }: JourneyWindow): Opening {
  const usual = hours && spanOf(hours);
  return {
    week: always.map((whole, index) => {
      const closed = weekdays !== null && weekdays.length > 0 && !weekdays.includes(index + 1);
      return closed ? null : (usual ?? whole);
    }),
  };
}
