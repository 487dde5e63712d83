import type { Tenant } from './database.ts';
import { olderThan } from './event-list.ts';

type Search = {
  status: string | null;
  customerId: string | null;
  before: { value: string; id: string } | null;
  limit: number;
};

/** Matches of customers (of one, where it is named), newest first, each with its two records in the order of their systems. */
export async function listCustomerMatches(tenant: Tenant, { status, customerId, before, limit }: Search) {
  const matches = await tenant.db.customerMatch.findMany({
    where: {
      organizationId: tenant.id,
      ...(status ? { status } : {}),
      AND: [
        customerId ? { OR: [{ customerA: customerId }, { customerB: customerId }] } : {},
        olderThan('createdAt', before),
      ],
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
  });
  return withRecords(tenant, matches);
}

export type ListedMatch = Awaited<ReturnType<typeof listCustomerMatches>>[number];

/** One of them; null when it is not there. */
export async function findCustomerMatch(tenant: Tenant, id: string): Promise<ListedMatch | null> {
  const matches = await tenant.db.customerMatch.findMany({ where: { organizationId: tenant.id, id } });
  return (await withRecords(tenant, matches))[0] ?? null;
}

async function withRecords<Match extends { customerA: string; customerB: string }>(
  tenant: Tenant,
  matches: readonly Match[],
) {
  const records = await tenant.db.customer.findMany({
    where: { id: { in: matches.flatMap(({ customerA, customerB }) => [customerA, customerB]) } },
    select: { id: true, source: true, name: true, companyName: true, email: true, phone: true, phoneKeys: true },
    orderBy: [{ source: 'asc' }, { id: 'asc' }],
  });
  return matches.map((match) => {
    const both = records.filter(({ id }) => id === match.customerA || id === match.customerB);
    const [own = [], other = []] = both.map(({ phoneKeys }) => phoneKeys);
    return {
      ...match,
      records: both.map(({ phoneKeys: _, ...record }) => record),
      samePhone: own.find((key) => other.includes(key)) ?? null,
    };
  });
}

/** How many pairs wait for the owner's word. */
export const countProposals = (tenant: Tenant): Promise<number> =>
  tenant.db.customerMatch.count({ where: { organizationId: tenant.id, status: 'proposed' } });
