import { normalizePhone } from './phone.ts';

/** As providers write them. */
type Phones = readonly { number: string; smsAllowed: boolean }[];

/** Whether texts may go to a number: it is none of those that must not be texted. */
export const mayBeTexted = (phones: Phones, number: string, region: string): boolean =>
  !phones.some((phone) => !phone.smsAllowed && normalizePhone(phone.number, region) === number);

/** Why there is nowhere to write to: whose only numbers must not be texted has refused; one without any has just none. */
export function missingAddress(phones: Phones, channel: 'email' | 'sms'): 'no_consent' | 'no_address' {
  const refused = channel === 'sms' && phones.length > 0 && phones.every(({ smsAllowed }) => !smsAllowed);
  return refused ? 'no_consent' : 'no_address';
}
