import { getCountries } from 'libphonenumber-js';
import type { Profile } from '../providers/provider.ts';
import type { Tenant } from './database.ts';
import { releaseMoved } from './sending-hours.ts';

/**
 * Fills what the organization has not said of itself. The zone and the country give way only while they are the
 * browser's guess.
 */
export async function fillProfile(tenant: Tenant, provider: string, profile: Profile, at: Date): Promise<void> {
  const now = await tenant.db.organization.findUniqueOrThrow({ where: { organizationId: tenant.id } });
  const guessed = now.zoneSource === 'browser';
  const zone = guessed && profile.zone && isZone(profile.zone) ? profile.zone : null;
  const country = guessed ? countryCode(profile.country) : null;
  const hasAddress = now.street1 || now.city || now.postalCode;
  await tenant.db.organization.update({
    where: { organizationId: tenant.id },
    data: {
      phone: now.phone ?? profile.phone,
      websiteUrl: now.websiteUrl ?? profile.websiteUrl,
      logoUrl: now.logoUrl ?? profile.logoUrl,
      ...(!hasAddress && {
        street1: profile.street1,
        city: profile.city,
        province: profile.province,
        postalCode: profile.postalCode,
      }),
      ...(country && { country }),
      ...(zone && { zone, zoneSource: provider }),
      updatedAt: at,
    },
  });
  // Nobody has to nudge: rows that are due are found within the hour.
  if (zone && zone !== now.zone) await releaseMoved(tenant, at);
}

/** The IANA zone, when the runtime knows it. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** ISO 3166 code of a country by its code or its English name. */
export function countryCode(spelled: string | null): string | null {
  const wanted = spelled?.trim().toLowerCase();
  if (!wanted) return null;
  const names = new Intl.DisplayNames('en', { type: 'region' });
  return getCountries().find((code) => [code.toLowerCase(), names.of(code)?.toLowerCase()].includes(wanted)) ?? null;
}
