import { type Holidays, readHolidays } from '../journeys/holidays.ts';
import { type SendingWindow, sendingHours, sendingWindowSchema } from '../journeys/sending-window.ts';
import { homeRegion } from '../journeys/whereabouts.ts';
import type { Organization } from '../prisma/generated/client.ts';
import type { Tenant } from './database.ts';
import { addTarget } from './notification-targets.ts';
import { releaseMoved } from './sending-hours.ts';

export type { Organization } from '../prisma/generated/client.ts';

export type NewOrganization = { name: string; slug: string; zone: string | null; replyTo: string | null };

/**
 * Makes the organization's own row, and tells whoever gets its answers when a customer writes; does nothing when it is
 * there.
 * @returns the slug it got: the wished one, or that with a number when another organization has it
 */
export async function openOrganization(
  tenant: Tenant,
  { name, slug, zone, replyTo }: NewOrganization,
  at: Date,
): Promise<string> {
  const present = await tenant.db.organization.findUnique({ where: { organizationId: tenant.id } });
  if (present) return present.slug;
  for (let attempt = 1; attempt < 1000; attempt++) {
    const wished = attempt === 1 ? slug : `${slug}-${attempt}`;
    const made = await tenant.db.$executeRaw`
      INSERT INTO afterjob.organizations (organization_id, name, slug, zone, reply_to, created_at, updated_at)
      VALUES (${tenant.id}::uuid, ${name}, ${wished}, ${zone ?? 'America/New_York'}, ${replyTo}, ${at}, ${at})
      ON CONFLICT DO NOTHING`;
    if (made === 1) {
      if (replyTo)
        await addTarget(tenant, { channel: 'email', address: replyTo.trim().toLowerCase(), label: null }, at);
      return wished;
    }
  }
  throw new Error('No free name was found for the organization');
}

/** The organization's profile. @throws when its row was never made */
export function readOrganization(tenant: Tenant): Promise<Organization> {
  return tenant.db.organization.findUniqueOrThrow({ where: { organizationId: tenant.id } });
}

/** The same, or null. */
export function findOrganization(tenant: Tenant): Promise<Organization | null> {
  return tenant.db.organization.findUnique({ where: { organizationId: tenant.id } });
}

export type OrganizationChange = Partial<
  Pick<
    Organization,
    'name' | 'zone' | 'country' | 'phone' | 'websiteUrl' | 'street1' | 'city' | 'province' | 'postalCode' | 'replyTo'
  >
> & {
  zoneConfirmed?: boolean;
  sendingWindow?: SendingWindow;
  holidays?: Holidays;
  linkCustomers?: 'ask' | 'automatic';
};

/**
 * What the owner says of the business stands over what a provider says; its mail says the same at once.
 * `hoursChanged`: what waited for the old hours is due now. Wake it afterwards.
 */
export async function changeOrganization(
  tenant: Tenant,
  change: OrganizationChange,
  at: Date,
): Promise<{ organization: Organization; hoursChanged: boolean }> {
  const { zoneConfirmed, ...values } = change;
  const before = await readOrganization(tenant);
  const organization = await tenant.db.organization.update({
    where: { organizationId: tenant.id },
    data: {
      ...values,
      ...(zoneConfirmed || values.zone ? { zoneSource: 'owner' } : {}),
      updatedAt: at,
    },
  });
  const { name: displayName, replyTo } = organization;
  await tenant.db.sender.updateMany({
    where: { organizationId: tenant.id, channel: 'email' },
    data: { displayName, replyTo },
  });
  const hoursChanged = hoursOf(before) !== hoursOf(organization);
  if (hoursChanged) await releaseMoved(tenant, at);
  return { organization, hoursChanged };
}

function hoursOf(organization: Organization): string {
  const { zone, sendingWindow, holidays } = organization;
  const { email, marketingSms, transactionalSms } = sendingHours(sendingWindowSchema.catch({}).parse(sendingWindow));
  return JSON.stringify([
    ...[zone, homeRegion(organization), readHolidays(holidays)],
    ...[email, marketingSms, transactionalSms].map((rules) => [rules.everyDay, rules.sunday]),
  ]);
}
