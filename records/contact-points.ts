import { defaults } from '../journeys/defaults.ts';
import { purposeKeys, rulesOf } from '../journeys/purposes.ts';
import type { Tenant } from './database.ts';
import { recallContact } from './erased.ts';

const marketing = purposeKeys.filter((purpose) => rulesOf(purpose).class === 'marketing');

export type Contact = { channel: 'email' | 'sms'; address: string };
/** `by`: the person of the business who did it; none: the holder of the address, or a vendor. */
export type ConsentChange = Contact & { reason: string; source: string; by?: string | null };

/** Locks the row of an address or number until the transaction ends, making it when it is new. */
export async function lockContactPoint(
  tenant: Tenant,
  { channel, address }: Contact,
  at: Date,
): Promise<{ id: string; suppressedAt: Date | null; suppressedReason: string | null }> {
  const key = { organizationId: tenant.id, channel, address: comparable(channel, address) };
  const made = await tenant.db.contactPoint.createMany({ data: [{ ...key, createdAt: at }], skipDuplicates: true });
  if (made.count > 0) await recallContact(tenant, { channel, address: key.address });
  const [row] = await tenant.db.$queryRaw<
    { id: string; suppressed_at: Date | null; suppressed_reason: string | null }[]
  >`
    SELECT id::text, suppressed_at, suppressed_reason FROM afterjob.contact_points
    WHERE organization_id = ${tenant.id}::uuid AND channel = ${key.channel} AND address = ${key.address} FOR UPDATE`;
  if (!row) throw new Error('The row of an address was there and is gone');
  return { id: row.id, suppressedAt: row.suppressed_at, suppressedReason: row.suppressed_reason };
}

/** Whether messages of a category were switched off at an address. */
export async function refusesCategory(tenant: Tenant, contact: Contact, category: string): Promise<boolean> {
  const { channel } = contact;
  const address = comparable(channel, contact.address);
  const row = await tenant.db.contactPreference.findFirst({
    where: { organizationId: tenant.id, channel, address, category },
  });
  return row?.allowed === false;
}

/**
 * When marketing of the last seven days was handed over to an address, or may have been; one message left out.
 * @param contactId of the locked row: one address, however it was spelled
 */
export async function marketingBefore(tenant: Tenant, contactId: string, exceptId: string, at: Date): Promise<Date[]> {
  const rows = await tenant.db.message.findMany({
    where: {
      organizationId: tenant.id,
      contactId,
      firstAttemptAt: { gt: new Date(at.getTime() - defaults.capWeekMs) },
      kind: { in: ['journey', 'fallback'] },
      purpose: { in: marketing },
      status: { notIn: ['rendered', 'skipped', 'failed'] },
      id: { not: exceptId },
    },
    select: { firstAttemptAt: true },
  });
  return rows.flatMap(({ firstAttemptAt }) => firstAttemptAt ?? []);
}

/**
 * Whether so many messages of a channel were handed over in the last 24 hours, or may have been. What is on its way at
 * the same instant may go beyond it.
 */
export async function isQuotaUsed(tenant: Tenant, channel: 'email' | 'sms', quota: number, at: Date): Promise<boolean> {
  if (quota <= 0) return true;
  const rows = await tenant.db.$queryRaw<unknown[]>`
    SELECT 1 FROM afterjob.messages
    WHERE organization_id = ${tenant.id}::uuid AND channel = ${channel} AND status NOT IN ('rendered', 'skipped')
      AND first_attempt_at > ${new Date(at.getTime() - defaults.quotaMs)}::timestamptz
    OFFSET ${quota - 1} LIMIT 1`;
  return rows.length > 0;
}

/** Nobody of this organization writes to it any more. Returns false when that was so already. */
export async function suppress(tenant: Tenant, change: ConsentChange, at: Date): Promise<boolean> {
  const { suppressedAt } = await lockContactPoint(tenant, change, at);
  if (suppressedAt) return false;
  await setSuppressed(tenant, change, at, change.reason);
  await log(tenant, 'suppress', change, at);
  return true;
}

/** Messages may go there again. Returns false when nothing stood in their way. */
export async function liftSuppression(tenant: Tenant, change: ConsentChange, at: Date): Promise<boolean> {
  const { suppressedAt } = await lockContactPoint(tenant, change, at);
  if (!suppressedAt) return false;
  await setSuppressed(tenant, change, null, null);
  await log(tenant, 'lift', change, at);
  return true;
}

/** Notes when something was last sent there. */
export async function noteMessage(tenant: Tenant, contact: Contact, at: Date): Promise<void> {
  await tenant.db.contactPoint.update({ where: keyOf(tenant, contact), data: { lastMessageAt: at } });
}

async function setSuppressed(tenant: Tenant, contact: Contact, at: Date | null, reason: string | null) {
  await tenant.db.contactPoint.update({
    where: keyOf(tenant, contact),
    data: { suppressedAt: at, suppressedReason: reason },
  });
}

async function log(tenant: Tenant, action: 'suppress' | 'lift', change: ConsentChange, at: Date): Promise<void> {
  const { channel, reason, source } = change;
  const address = comparable(channel, change.address);
  await tenant.db.suppression.create({
    data: { organizationId: tenant.id, channel, address, action, reason, source, changedBy: change.by ?? null, at },
  });
}

const keyOf = (tenant: Tenant, { channel, address }: Contact) => ({
  organizationId_channel_address: { organizationId: tenant.id, channel, address: comparable(channel, address) },
});

// Nobody's mailbox differs by case, and an opt-out must not be missed by it.
const comparable = (channel: Contact['channel'], address: string): string =>
  channel === 'email' ? address.trim().toLowerCase() : address.trim();
