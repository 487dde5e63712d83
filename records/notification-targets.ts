import type { Contact } from './contact-points.ts';
import type { Tenant } from './database.ts';

export type NotificationTarget = Contact & { id: string; label: string | null };

/** Who of the business is told when somebody writes, in the order in which they were added. */
export async function listTargets(tenant: Tenant): Promise<NotificationTarget[]> {
  const rows = await tenant.db.notificationTarget.findMany({
    where: { organizationId: tenant.id },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, channel: true, address: true, label: true },
  });
  return rows.map(({ channel, ...row }) => ({ ...row, channel: channel === 'email' ? 'email' : 'sms' }));
}

/** From now on somebody is told; adding an address again changes only its label. */
export async function addTarget(
  tenant: Tenant,
  { channel, address, label }: Omit<NotificationTarget, 'id'>,
  at: Date,
): Promise<NotificationTarget> {
  const { id } = await tenant.db.notificationTarget.upsert({
    where: { organizationId_channel_address: { organizationId: tenant.id, channel, address } },
    create: { organizationId: tenant.id, channel, address, label, createdAt: at },
    update: { label },
    select: { id: true },
  });
  return { id, channel, address, label };
}

/** Nobody is told there any more. Returns false when it was not there. */
export async function removeTarget(tenant: Tenant, id: string): Promise<boolean> {
  const { count } = await tenant.db.notificationTarget.deleteMany({ where: { organizationId: tenant.id, id } });
  return count > 0;
}

/** Those who are told of something: nobody of what they wrote themselves (`from`), nor where it was refused. */
export async function targetsFor(tenant: Tenant, from: Contact | null): Promise<NotificationTarget[]> {
  const targets = (await listTargets(tenant)).filter(
    ({ channel, address }) => channel !== from?.channel || address !== from.address,
  );
  if (targets.length === 0) return [];
  const refused = await tenant.db.contactPoint.findMany({
    where: {
      organizationId: tenant.id,
      suppressedAt: { not: null },
      OR: targets.map(({ channel, address }) => ({ channel, address })),
    },
    select: { channel: true, address: true },
  });
  return targets.filter(
    (target) => !refused.some((row) => row.channel === target.channel && row.address === target.address),
  );
}
