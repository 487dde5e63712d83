import { type Purpose, rulesOf } from '../journeys/purposes.ts';
import type { ChannelName } from '../journeys/steps/step.ts';
import { contactPointId } from '../records/consent.ts';
import type { Tenant } from '../records/database.ts';
import type { LoadedEnrollment } from '../records/loaded-enrollment.ts';
import { unsubscribeToken } from '../records/unsubscribe-tokens.ts';
import type { Dependencies } from './dependencies.ts';

/** Where the customer says what they want to get by email; null for a text, and for mail that does not advertise. */
export async function unsubscribeUrl(
  tenant: Tenant,
  { keys, settings, clock }: Pick<Dependencies, 'keys' | 'settings' | 'clock'>,
  { customer: { email }, definition: { purpose } }: LoadedEnrollment,
  channel: ChannelName,
): Promise<string | null> {
  if (channel !== 'email' || email === null || rulesOf(purpose).class !== 'marketing') return null;
  const id = await contactPointId(tenant, { channel, address: email }, clock());
  return `${settings.publicUrl}/u/${unsubscribeToken(keys, { organizationId: tenant.id, contactPointId: id })}`;
}

/** By these a mail program offers to unsubscribe with one click (RFC 2369, RFC 8058): on everything that advertises. */
export function unsubscribeHeaders(purpose: Purpose, url: string | null): Record<string, string> {
  if (url === null || rulesOf(purpose).class !== 'marketing') return {};
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}
