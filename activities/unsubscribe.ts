import { type Purpose, rulesOf } from '../journeys/purposes.ts';
import { contactPointId } from '../records/consent.ts';
import type { Contact } from '../records/contact-points.ts';
import type { Tenant } from '../records/database.ts';
import { unsubscribeToken } from '../records/unsubscribe-tokens.ts';
import type { Dependencies } from './dependencies.ts';

/** Where somebody says what they want to get at an address. */
export async function unsubscribeUrl(
  tenant: Tenant,
  { keys, settings, clock }: Pick<Dependencies, 'keys' | 'settings' | 'clock'>,
  contact: Contact,
): Promise<string> {
  const link = { organizationId: tenant.id, contactPointId: await contactPointId(tenant, contact, clock()) };
  return `${settings.publicUrl}/u/${unsubscribeToken(keys, link)}`;
}

/** By these a mail program offers to unsubscribe with one click (RFC 2369, RFC 8058): on everything that advertises. */
export function unsubscribeHeaders(purpose: Purpose, url: string | null): Record<string, string> {
  if (url === null || rulesOf(purpose).class !== 'marketing') return {};
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}
