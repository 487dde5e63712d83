import type { Tenant } from './database.ts';
import { olderThan } from './event-list.ts';

type Search = { status: string | null; before: { value: string; id: string } | null; limit: number };

/** Twins of invoices and estimates, newest first, each with its two papers in the order of their systems. */
export async function listTwins(tenant: Tenant, { status, before, limit }: Search) {
  const twins = await tenant.db.twin.findMany({
    where: { organizationId: tenant.id, ...(status ? { status } : {}), ...olderThan('createdAt', before) },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit,
  });
  return withPapers(tenant, twins);
}

export type ListedTwins = Awaited<ReturnType<typeof listTwins>>[number];

/** One pair of them; null when it is not there. */
export async function findTwins(tenant: Tenant, id: string): Promise<ListedTwins | null> {
  const twins = await tenant.db.twin.findMany({ where: { organizationId: tenant.id, id } });
  return (await withPapers(tenant, twins))[0] ?? null;
}

type PaperRow = {
  id: string;
  kind: string;
  provider: string;
  number: string | null;
  total: string | null;
  customer_id: string | null;
  customer_name: string | null;
  made_at: Date | null;
};

async function withPapers<Twins extends { entityA: string; entityB: string }>(tenant: Tenant, twins: readonly Twins[]) {
  const ids = twins.flatMap(({ entityA, entityB }) => [entityA, entityB]);
  const papers = await tenant.db.$queryRaw<PaperRow[]>`
    SELECT e.id, e.kind, n.provider, e.paper_number AS number, e.paper_total::text AS total, c.id AS customer_id,
      c.name AS customer_name, e.external_created_at AS made_at
    FROM afterjob.entities AS e
    JOIN afterjob.connections AS n ON n.organization_id = e.organization_id AND n.id = e.connection_id
    LEFT JOIN afterjob.customers AS c ON c.organization_id = e.organization_id AND c.id = e.customer_id
    WHERE e.organization_id = ${tenant.id}::uuid AND e.id = ANY (${ids}::uuid[]) ORDER BY n.provider, e.id`;
  return twins.map((each) => ({
    ...each,
    papers: papers.filter(({ id }) => id === each.entityA || id === each.entityB),
  }));
}
