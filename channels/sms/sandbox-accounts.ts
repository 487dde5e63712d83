import { randomBytes } from 'node:crypto';
import * as z from 'zod';

export const storedAccount = z.object({ sid: z.string(), token: z.string(), name: z.string() });

export const storedNumber = z.object({
  sid: z.string(),
  account: z.string(),
  number: z.string(),
  label: z.string(),
  smsUrl: z.string().nullable(),
  /** Of a toll-free number alone; null: nobody asked for it. */
  verification: z.enum(['PENDING_REVIEW', 'IN_REVIEW', 'TWILIO_APPROVED', 'TWILIO_REJECTED']).nullable(),
});

export const storedService = z.object({
  sid: z.string(),
  account: z.string(),
  name: z.string(),
  numbers: z.array(z.string()),
  inboundUrl: z.string().nullable(),
  onNumber: z.boolean(),
  /** Its A2P 10DLC campaign; null: it has none. */
  campaign: z.enum(['IN_PROGRESS', 'VERIFIED', 'FAILED']).nullable(),
});

export type Account = z.infer<typeof storedAccount>;
export type OwnNumber = z.infer<typeof storedNumber>;
export type Service = z.infer<typeof storedService>;
export type Estate = { accounts: Account[]; owned: OwnNumber[]; services: Service[] };

export const newSid = (prefix: string) => `${prefix}${randomBytes(16).toString('hex')}`;

/** The numbers that one may buy: those of an area code that nobody has yet. */
export function freeNumbers({ owned }: Estate, areaCode: string): string[] {
  const all = Array.from({ length: 100 }, (_, last) => `+1${areaCode}55501${String(last).padStart(2, '0')}`);
  return all.filter((number) => !owned.some((one) => one.number === number)).slice(0, 20);
}

const capabilities = { voice: true, sms: true, mms: true, fax: false };
const date = 'Mon, 23 Nov 2026 08:00:00 +0000';

export const accountOnWire = ({ sid, token, name }: Account, owner: string) => ({
  sid,
  auth_token: token,
  friendly_name: name,
  owner_account_sid: owner,
  status: 'active',
  type: 'Full',
  date_created: date,
  date_updated: date,
  uri: `/2010-04-01/Accounts/${sid}.json`,
});

export const numberOnWire = ({ sid, account, number, label, smsUrl }: OwnNumber) => ({
  sid,
  account_sid: account,
  phone_number: number,
  friendly_name: label,
  capabilities,
  sms_url: smsUrl,
  sms_method: 'POST',
  status: 'in-use',
  date_created: date,
  date_updated: date,
  uri: `/2010-04-01/Accounts/${account}/IncomingPhoneNumbers/${sid}.json`,
});

export const availableOnWire = (number: string) => ({
  friendly_name: `(${number.slice(2, 5)}) ${number.slice(5, 8)}-${number.slice(8)}`,
  phone_number: number,
  iso_country: 'US',
  locality: null,
  region: null,
  capabilities,
  beta: false,
});

export const serviceOnWire = ({ sid, account, name, inboundUrl, onNumber, campaign }: Service) => ({
  sid,
  account_sid: account,
  friendly_name: name,
  inbound_request_url: inboundUrl,
  inbound_method: 'POST',
  use_inbound_webhook_on_number: onNumber,
  us_app_to_person_registered: campaign === 'VERIFIED',
  usecase: 'mixed',
});

export const campaignOnWire = ({ sid, account, campaign }: Service) => ({
  sid: `QE${sid.slice(2)}`,
  account_sid: account,
  messaging_service_sid: sid,
  us_app_to_person_usecase: 'LOW_VOLUME',
  campaign_status: campaign,
  errors: campaign === 'FAILED' ? [{ error_code: 30886, fields: ['MESSAGE_FLOW'] }] : [],
});
