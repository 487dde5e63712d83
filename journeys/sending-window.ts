import * as z from 'zod';
import { defaults } from './defaults.ts';
import { type Purpose, rulesOf } from './purposes.ts';

/** Local hours [from, to); `to` at or before `from` reaches over midnight into the next day. */
export type Hours = readonly [from: number, to: number];
/** `sunday: null` means never on a Sunday. A window that reaches over midnight belongs to the day it opened on. */
export type WindowRules = { everyDay: Hours; sunday: Hours | null };

const hours = z.tuple([z.int().min(0).max(23), z.int().min(0).max(24)]);
const rules = z.strictObject({ everyDay: hours, sunday: hours.nullable() });

/** What an organization has set for itself; what it has not said is the default. */
export const sendingWindowSchema = z.strictObject({
  email: rules.optional(),
  marketingSms: rules.optional(),
  transactionalSms: rules.optional(),
});
export type SendingWindow = z.infer<typeof sendingWindowSchema>;

/** The window of one channel and purpose. */
export function windowFor(channel: 'email' | 'sms', purpose: Purpose, own: SendingWindow): WindowRules {
  if (channel === 'email') return own.email ?? defaults.window.email;
  const { class: kind } = rulesOf(purpose);
  return (kind === 'marketing' ? own.marketingSms : own.transactionalSms) ?? defaults.window.sms[kind];
}
