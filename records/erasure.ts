import { emailKeys, phoneKeys } from '../journeys/matching.ts';
import { type Customer, Prisma } from '../prisma/generated/client.ts';
import type { Contact } from './contact-points.ts';
import type { Tenant } from './database.ts';
import { customerText, erasedHash } from './erased.ts';
import { erasePapers, eraseSpoken } from './erasure-rows.ts';
import { contactsOf } from './evidence.ts';
import { readOrganization } from './organizations.ts';

export type Erased = {
  /** Every record of the person, in both systems. */
  customerIds: string[];
  /** Journeys that ended with it: nudge them afterwards. */
  enrollmentIds: string[];
};

/** The name that stands where an erased person's stood. */
export const erasedName = 'Erased customer';

/**
 * Takes everything out that tells who a person was: every record that is linked to them, their messages, papers and
 * what they wrote. Ids, times and counts stay; keyed hashes keep them from coming back and from being written to.
 * @returns null when there is no such customer
 */
export async function eraseCustomer(tenant: Tenant, customerId: string, by: string, at: Date): Promise<Erased | null> {
  const records = await lockPerson(tenant, customerId);
  if (records.length === 0) return null;
  const customerIds = records.map(({ id }) => id);
  const contacts = await ownContacts(tenant, records);
  await rememberByHash(tenant, records, contacts, by, at);
  const enrollmentIds = await endJourneys(tenant, customerIds, at);
  await eraseSpoken(tenant, customerIds, contacts);
  await erasePapers(tenant, customerIds);
  await blank(tenant, customerIds, at);
  return { customerIds, enrollmentIds };
}

async function lockPerson(tenant: Tenant, customerId: string): Promise<Customer[]> {
  const rows = await tenant.db.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM afterjob.customers AS c JOIN afterjob.customers AS one
      ON one.organization_id = c.organization_id AND (c.id = one.id OR c.person_id = one.person_id)
    WHERE one.organization_id = ${tenant.id}::uuid AND one.id = ${customerId}::uuid AND one.erased_at IS NULL
      AND c.erased_at IS NULL ORDER BY c.id FOR UPDATE OF c`;
  return tenant.db.customer.findMany({ where: { id: { in: rows.map(({ id }) => id) } } });
}

/** Their addresses and numbers, without those that somebody else here has as well. */
async function ownContacts(tenant: Tenant, records: readonly Customer[]): Promise<Contact[]> {
  const { country: region } = await readOrganization(tenant);
  const contacts = contactsOf(records, region);
  const others = await tenant.db.customer.findMany({
    where: {
      organizationId: tenant.id,
      erasedAt: null,
      id: { notIn: records.map(({ id }) => id) },
      OR: [
        { emailKeys: { hasSome: records.flatMap((record) => record.emailKeys) } },
        { phoneKeys: { hasSome: records.flatMap((record) => record.phoneKeys) } },
      ],
    },
    select: { emailKeys: true, phoneKeys: true },
    take: 200,
  });
  const shared = new Set(others.flatMap((other) => [...other.emailKeys, ...other.phoneKeys]));
  const keysOf = ({ channel, address }: Contact) =>
    channel === 'email' ? emailKeys([address]) : phoneKeys([address], region);
  return contacts.filter((contact) => !keysOf(contact).some((key) => shared.has(key)));
}

async function rememberByHash(
  tenant: Tenant,
  records: readonly Customer[],
  contacts: readonly Contact[],
  by: string,
  at: Date,
): Promise<void> {
  for (const { id, source, externalId } of records)
    await tenant.db.$executeRaw`
      INSERT INTO afterjob.erased_customers (organization_id, hash, customer_id, erased_at, erased_by)
      VALUES (${tenant.id}::uuid, ${erasedHash(tenant, customerText(source, Prisma.sql`${externalId}::text`))},
        ${id}::uuid, ${at}, ${by}::uuid) ON CONFLICT DO NOTHING`;
  for (const { channel, address } of contacts)
    await tenant.db.$executeRaw`
      INSERT INTO afterjob.erased_contacts (organization_id, channel, hash, contact_id, erased_at)
      SELECT ${tenant.id}::uuid, ${channel}, ${erasedHash(tenant, Prisma.sql`${address}::text`)}, p.id, ${at}
      FROM afterjob.contact_points AS p
      WHERE p.organization_id = ${tenant.id}::uuid AND p.channel = ${channel} AND p.address = ${address}
      ON CONFLICT (organization_id, channel, hash) DO UPDATE SET contact_id = excluded.contact_id,
        erased_at = excluded.erased_at`;
}

async function endJourneys(tenant: Tenant, customerIds: readonly string[], at: Date): Promise<string[]> {
  const rows = await tenant.db.$queryRaw<{ id: string }[]>`
    UPDATE afterjob.sequence_enrollments SET status = 'stopped', finish_reason = 'erased', finished_at = ${at},
      seq = seq + 1, due = NULL, hold_reason = NULL, hold_scope = NULL, last_step_at = ${at}
    WHERE organization_id = ${tenant.id}::uuid AND customer_id = ANY (${[...customerIds]}::uuid[])
      AND status IN ('new', 'active', 'held') RETURNING id`;
  return rows.map(({ id }) => id);
}

async function blank(tenant: Tenant, customerIds: readonly string[], at: Date): Promise<void> {
  await tenant.db.$executeRaw`
    UPDATE afterjob.customers SET external_id = 'erased:' || id, name = ${erasedName}, first_name = '', last_name = '',
      company_name = NULL, email = NULL, phone = NULL, emails = '[]', phones = '[]', address = NULL, consent = '{}',
      email_keys = '{}', phone_keys = '{}', sort_name = '', search_words = '', person_id = NULL,
      erased_at = ${at}, deleted_at = coalesce(deleted_at, ${at}), updated_at = ${at}
    WHERE organization_id = ${tenant.id}::uuid AND id = ANY (${[...customerIds]}::uuid[])`;
}
