import type { Prisma } from '../prisma/generated/client.ts';
import type { Tenant } from './database.ts';

const columns = {
  ...{ id: true, journeyId: true, status: true, source: true, perDay: true, spreadHours: true },
  ...{ nextAt: true, createdAt: true, finishedAt: true },
} as const;

export type ListedBulk = Prisma.BulkEnrollmentGetPayload<{ select: typeof columns }> & {
  journeyName: string;
  /** By outcome; null: not decided yet. */
  counts: { outcome: string | null; count: number }[];
};

/** One bulk with how far it has come; null when there is none. */
export async function findBulk(tenant: Tenant, id: string): Promise<ListedBulk | null> {
  const row = await tenant.db.bulkEnrollment.findFirst({ where: { id, organizationId: tenant.id }, select: columns });
  return row && withCounts(tenant, row);
}

/** The bulks of a journey, the newest first. */
export async function listBulks(tenant: Tenant, journeyId: string, limit: number): Promise<ListedBulk[]> {
  const rows = await tenant.db.bulkEnrollment.findMany({
    where: { organizationId: tenant.id, journeyId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
    select: columns,
  });
  const listed: ListedBulk[] = [];
  for (const row of rows) listed.push(await withCounts(tenant, row));
  return listed;
}

async function withCounts(tenant: Tenant, row: Omit<ListedBulk, 'journeyName' | 'counts'>): Promise<ListedBulk> {
  const journey = await tenant.db.journey.findFirstOrThrow({ where: { id: row.journeyId }, select: { name: true } });
  const counts = await tenant.db.bulkCustomer.groupBy({ by: ['outcome'], where: { bulkId: row.id }, _count: true });
  return {
    ...row,
    journeyName: journey.name,
    counts: counts.map(({ outcome, _count }) => ({ outcome, count: _count })),
  };
}

export type BulkPerson = {
  customer_id: string;
  name: string;
  position: number;
  outcome: string | null;
  detail: unknown;
  enrollment_id: string | null;
  decided_at: Date | null;
};

/** The people of a bulk in its order. */
export function listBulkPeople(
  tenant: Tenant,
  bulkId: string,
  { outcome, after, limit }: { outcome: string | null; after: number; limit: number },
): Promise<BulkPerson[]> {
  return tenant.db.$queryRaw<BulkPerson[]>`
    SELECT b.customer_id, c.name, b.position, b.outcome, b.detail, b.enrollment_id, b.decided_at
    FROM afterjob.bulk_customers AS b
    JOIN afterjob.customers AS c ON c.organization_id = b.organization_id AND c.id = b.customer_id
    WHERE b.organization_id = ${tenant.id}::uuid AND b.bulk_id = ${bulkId}::uuid AND b.position > ${after}
      AND (${outcome}::text IS NULL OR b.outcome = ${outcome}::text)
    ORDER BY b.position LIMIT ${limit}`;
}
