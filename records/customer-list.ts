import type { ContactPoint, ContactPreference, Customer } from '../prisma/generated/client.ts';
import { Prisma } from '../prisma/generated/client.ts';
import type { Tenant } from './database.ts';

export type CustomerSearch = {
  search: string | null;
  source: string | null;
  /** The last one seen: its sort key and id. */
  after: { value: string; id: string } | null;
  limit: number;
};

export type ListedCustomer = {
  id: string;
  source: string;
  name: string;
  companyName: string | null;
  email: string | null;
  phone: string | null;
  isLead: boolean;
  isArchived: boolean;
  isSample: boolean;
  deletedAt: Date | null;
  updatedAt: Date;
  /** The systems in which the same person stands, too. */
  linkedSources: string[];
  sortKey: string;
};

/** Customers by name. `search` is part of a name, company, address or number. */
export function listCustomers(
  tenant: Tenant,
  { search, source, after, limit }: CustomerSearch,
): Promise<ListedCustomer[]> {
  const like = `%${(search ?? '').replace(/[\\%_]/g, '\\$&')}%`;
  const digits = (search ?? '').replace(/\D/g, '');
  return tenant.db.$queryRaw<ListedCustomer[]>`
    SELECT id, source, name, company_name AS "companyName", email, phone, is_lead AS "isLead",
      is_archived AS "isArchived", is_sample AS "isSample", deleted_at AS "deletedAt", updated_at AS "updatedAt",
      array(
        SELECT DISTINCT o.source FROM afterjob.customers AS o
        WHERE o.organization_id = c.organization_id AND o.person_id = c.person_id AND o.id <> c.id ORDER BY o.source
      ) AS "linkedSources",
      lower(name) AS "sortKey"
    FROM afterjob.customers AS c
    WHERE organization_id = ${tenant.id}::uuid
      ${source ? Prisma.sql`AND source = ${source}` : Prisma.empty}
      ${
        search
          ? Prisma.sql`AND (name ILIKE ${like} OR company_name ILIKE ${like} OR email ILIKE ${like}
        ${digits.length >= 3 ? Prisma.sql`OR phone LIKE ${`%${digits}%`}` : Prisma.empty})`
          : Prisma.empty
      }
      ${after ? Prisma.sql`AND (lower(name), id) > (${after.value}, ${after.id}::uuid)` : Prisma.empty}
    ORDER BY lower(name), id LIMIT ${limit}`;
}

/** One customer, with what is known of their addresses and numbers; null when there is none. */
export async function readCustomer(
  tenant: Tenant,
  customerId: string,
): Promise<{ customer: Customer; contactPoints: ContactPoint[]; refusals: ContactPreference[] } | null> {
  const customer = await tenant.db.customer.findUnique({ where: { id: customerId } });
  if (!customer) return null;
  const there = { organizationId: tenant.id, address: { in: addressesOf(customer) } };
  const contactPoints = await tenant.db.contactPoint.findMany({ where: { ...there, suppressedAt: { not: null } } });
  const refusals = await tenant.db.contactPreference.findMany({ where: { ...there, allowed: false } });
  return { customer, contactPoints, refusals };
}

function addressesOf({ email, phone, emails }: Customer): string[] {
  const all = Array.isArray(emails) ? emails : [];
  const listed = all.flatMap((entry) =>
    entry && typeof entry === 'object' && 'address' in entry ? [String(entry.address)] : [],
  );
  return [email, phone, ...listed].flatMap((address) => (address ? [address, address.toLowerCase()] : []));
}
