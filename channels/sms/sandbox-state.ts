import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { storedAccount, storedNumber, storedService } from './sandbox-accounts.ts';

const messageSchema = z.object({
  sid: z.string(),
  at: z.string(),
  direction: z.enum(['outbound-api', 'outbound-reply', 'inbound']),
  from: z.string(),
  to: z.string(),
  body: z.string(),
  service: z.string().nullable(),
  status: z.string(),
  errorCode: z.number().nullable(),
  segments: z.number(),
  validityPeriod: z.number().nullable(),
  statusCallback: z.string().nullable(),
  /** The subaccount that it belongs to; null: the account of the configuration. */
  account: z.string().nullable().default(null),
});

const stateSchema = z.object({
  messages: z.array(messageSchema),
  /** Numbers that messages left from, besides the sandbox's own. */
  numbers: z.array(z.string()),
  /** Who has said STOP to whom. */
  blocked: z.array(z.object({ sender: z.string(), customer: z.string() })),
  /** Subaccounts, and what accounts own; a state that was kept before there were any has none. */
  accounts: z.array(storedAccount).default([]),
  owned: z.array(storedNumber).default([]),
  services: z.array(storedService).default([]),
});

export type StoredMessage = z.infer<typeof messageSchema>;
export type TwilioState = z.infer<typeof stateSchema>;

export const emptyState = (): TwilioState => ({
  messages: [],
  numbers: [],
  blocked: [],
  accounts: [],
  owned: [],
  services: [],
});
export const readState = (kept: unknown): TwilioState => stateSchema.parse(kept);
export const newSid = () => `SM${randomBytes(16).toString('hex')}`;

/** A message as the API shows it. */
export function wire(message: StoredMessage, main: string) {
  const accountSid = message.account ?? main;
  const date = new Date(message.at).toUTCString().replace('GMT', '+0000');
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}.json`;
  return {
    sid: message.sid,
    account_sid: accountSid,
    messaging_service_sid: message.service,
    api_version: '2010-04-01',
    direction: message.direction,
    status: message.status,
    from: message.from,
    to: message.to,
    body: message.body,
    num_segments: String(message.segments),
    num_media: '0',
    error_code: message.errorCode,
    error_message: null,
    date_created: date,
    date_updated: date,
    date_sent: date,
    price: null,
    price_unit: 'USD',
    uri,
    subresource_uris: { media: uri.replace('.json', '/Media.json') },
  };
}

/** The refusal of a pair of numbers; Twilio's magic numbers answer here as with its test credentials. */
export function refusalOf(from: string, to: string): { code: number; message: string } | null {
  if (from === '+15005550001') return { code: 21212, message: "The 'From' number is not a valid phone number." };
  if (from === '+15005550007') return { code: 21606, message: "The 'From' number is not a Twilio number." };
  if (to === '+15005550001' || !/^\+[1-9]\d{6,14}$/.test(to))
    return { code: 21211, message: `Invalid 'To' Phone Number: ${to}` };
  if (to === '+15005550002')
    return { code: 21612, message: "The 'To' number cannot be reached from the 'From' number." };
  if (to === '+15005550003') return { code: 21408, message: 'Permission to send to this region is not enabled.' };
  if (to === '+15005550004') return { code: 21610, message: 'Attempt to send to unsubscribed recipient' };
  if (to === '+15005550009') return { code: 21614, message: `'To' number is not a valid mobile number` };
  return null;
}
