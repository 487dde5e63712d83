import type { Tenant } from './database.ts';

/**
 * Journeys write to this person no more, or again (`at` null), in every system in which they stand.
 * Returns false when there is no such customer.
 */
export async function setMuted(
  tenant: Tenant,
  customerId: string,
  { at, by }: { at: Date | null; by: string },
): Promise<boolean> {
  const customer = await tenant.db.customer.findFirst({ where: { id: customerId }, select: { personId: true } });
  if (!customer) return false;
  const { personId } = customer;
  const same = personId ? [{ id: customerId }, { personId }] : [{ id: customerId }];
  await tenant.db.customer.updateMany({
    where: { OR: same, mutedAt: at ? null : { not: null } },
    data: { mutedAt: at, mutedBy: by },
  });
  return true;
}
