import type { ContactPoint, ContactPreference, Customer } from '../prisma/generated/client.ts';
import { Prisma } from '../prisma/generated/client.ts';
import { type CustomerFilter, filterSql } from './customer-filter.ts';
import { type ListPage, searchSql } from './customer-search.ts';
import type { Tenant } from './database.ts';

export type CustomerSearch = CustomerFilter & ListPage & { search: string | null };

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
  mutedAt: Date | null;
  address: unknown;
  createdAt: Date;
  updatedAt: Date;
  /** The systems in which the same person stands, too. */
  linkedSources: string[];
  sortKey: string;
};

/** Customers by name, without those who were erased. `search` is part of a name, company, address, number or place. */
export async function listCustomers(
  tenant: Tenant,
  { search, after, limit, ...filter }: CustomerSearch,
): Promise<ListedCustomer[]> {
  const page = Object.values(filter).every((each) => each === null) ? { after, limit } : null;
  const found = search ? await searchSql(tenant, search, page) : Prisma.empty;
  if (!found) return [];
  return tenant.db.$queryRaw<ListedCustomer[]>`
    SELECT c.id, c.source, c.name, c.company_name AS "companyName", c.email, c.phone, c.is_lead AS "isLead",
      c.is_archived AS "isArchived", c.is_sample AS "isSample", c.deleted_at AS "deletedAt", c.muted_at AS "mutedAt",
      c.address, c.created_at AS "createdAt", c.updated_at AS "updatedAt",
      array(
        SELECT DISTINCT o.source FROM afterjob.customers AS o
        WHERE o.organization_id = c.organization_id AND o.person_id = c.person_id AND o.id <> c.id ORDER BY o.source
      ) AS "linkedSources",
      c.sort_name AS "sortKey"
    FROM afterjob.customers AS c
    WHERE c.organization_id = ${tenant.id}::uuid AND c.erased_at IS NULL ${found} ${filterSql(tenant, filter)}
      ${after ? Prisma.sql`AND (c.sort_name, c.id) > (${after.value}, ${after.id}::uuid)` : Prisma.empty}
    ORDER BY c.sort_name, c.id LIMIT ${limit}`;
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
