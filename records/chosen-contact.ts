import { faultOf } from '../journeys/email-address.ts';
import { normalizePhone } from '../journeys/phone.ts';
import type { CustomerRecord } from '../providers/provider.ts';

/** The address that messages go to: the primary one, else the first that may be used. */
export function chooseEmail(emails: CustomerRecord['emails']): string | null {
  const usable = emails
    .map(({ address, primary }) => ({ address: address.trim(), primary }))
    .filter(({ address }) => faultOf(address, 'system') === null);
  return (usable.find((email) => email.primary) ?? usable[0])?.address ?? null;
}

/**
 * The number that texts go to, in E.164: the primary one if it is a mobile, else the first mobile, else one of which
 * the provider does not say. Never one with `smsAllowed` false. `region`: the organization's country.
 */
export function choosePhone(phones: CustomerRecord['phones'], region: string): string | null {
  const usable = phones.flatMap((phone) => {
    const number = phone.smsAllowed && phone.mobile !== false ? normalizePhone(phone.number, region) : null;
    return number ? [{ ...phone, number }] : [];
  });
  const mobiles = usable.filter((phone) => phone.mobile);
  const first = mobiles.length > 0 ? mobiles : usable;
  return (first.find((phone) => phone.primary) ?? first[0])?.number ?? null;
}
