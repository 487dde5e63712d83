import type { Organization } from '../prisma/generated/client.ts';
import type { Tenant } from './database.ts';

/** How the business's messages look and where their links lead. */
export type BrandSettings = Pick<
  Organization,
  'logoUrl' | 'brandColor' | 'reviewUrl' | 'bookingUrl' | 'trackLinks' | 'imageHosts'
>;

const select = {
  logoUrl: true,
  brandColor: true,
  reviewUrl: true,
  bookingUrl: true,
  trackLinks: true,
  imageHosts: true,
} as const;

/** The brand of the organization; nothing is set at first, and links are tracked. */
export function readBrand(tenant: Tenant): Promise<BrandSettings> {
  return tenant.db.organization.findUniqueOrThrow({ where: { organizationId: tenant.id }, select });
}

/** Messages that are written from now on look like this; what is written already stays. */
export function changeBrand(tenant: Tenant, change: Partial<BrandSettings>, at: Date): Promise<BrandSettings> {
  return tenant.db.organization.update({
    where: { organizationId: tenant.id },
    data: { ...change, updatedAt: at },
    select,
  });
}
