import type { Prisma } from '../prisma/generated/client.ts';
import type { Tenant } from './database.ts';
import { readPerson } from './people.ts';

const journeyRef = { select: { id: true, name: true } } as const;

const eventInclude = {
  decisions: { include: { journey: journeyRef }, orderBy: { decidedAt: 'asc' } },
} satisfies Prisma.EventInclude;

const enrollmentInclude = {
  customer: { select: { id: true, name: true } },
  journey: { select: { id: true, name: true, status: true } },
  version: { select: { number: true } },
  aboutEvent: { select: { provider: true, trigger: true } },
  steps: { orderBy: { id: 'asc' } },
} satisfies Prisma.EnrollmentInclude;

export type WhyEvent = Prisma.EventGetPayload<{ include: typeof eventInclude }>;
export type WhyEnrollment = Prisma.EnrollmentGetPayload<{ include: typeof enrollmentInclude }>;
export type WhyLeftOut = {
  bulkId: string;
  journey: { id: string; name: string };
  trigger: { provider: string; type: string };
  outcome: string;
  detail: unknown;
  decidedAt: Date;
};

/** Everything that was decided of one person, and whatever was done. */
export type WhyOfPerson = {
  customer: { id: string; name: string };
  /** Newest first. */
  events: WhyEvent[];
  enrollments: WhyEnrollment[];
  /** Whom a bulk did not let in. */
  leftOut: WhyLeftOut[];
  /** Journeys that nothing has ever asked about this person, with what they start from. */
  silent: { id: string; name: string; trigger: { provider: string; type: string } }[];
  more: boolean;
};

/** Null when there is no such customer. `journeyId`: only what that journey decided and did. */
export async function readWhy(
  tenant: Tenant,
  customerId: string,
  { journeyId, limit }: { journeyId: string | null; limit: number },
): Promise<WhyOfPerson | null> {
  const customer = await tenant.db.customer.findFirst({ where: { id: customerId }, select: { id: true, name: true } });
  if (!customer) return null;
  const { customerIds } = await readPerson(tenant, customerId);
  const own = { organizationId: tenant.id, customerId: { in: customerIds } };
  const decidedBy = journeyId ? { decisions: { some: { OR: [{ journeyId }, { journeyId: null }] } } } : {};
  const events = await tenant.db.event.findMany({
    where: { ...own, ...decidedBy },
    orderBy: [{ occurredAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    include: eventInclude,
  });
  const enrollments = await tenant.db.enrollment.findMany({
    where: { ...own, ...(journeyId ? { journeyId } : {}) },
    orderBy: [{ enrolledAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    include: enrollmentInclude,
  });
  const leftOut = await leftOutOf(tenant, customerIds, journeyId, limit + 1);
  return {
    customer,
    events: events.slice(0, limit).map((event) => ({
      ...event,
      decisions: event.decisions.filter((one) => !journeyId || !one.journeyId || one.journeyId === journeyId),
    })),
    enrollments: enrollments.slice(0, limit),
    leftOut: leftOut.slice(0, limit),
    silent: await silentJourneys(tenant, customerIds, journeyId),
    more: [events, enrollments, leftOut].some(({ length }) => length > limit),
  };
}

async function leftOutOf(
  tenant: Tenant,
  customerIds: readonly string[],
  journeyId: string | null,
  limit: number,
): Promise<WhyLeftOut[]> {
  const rows = await tenant.db.$queryRaw<
    (Omit<WhyLeftOut, 'journey' | 'trigger'> & { journeyId: string; name: string; provider: string; type: string })[]
  >`
    SELECT b.bulk_id AS "bulkId", j.id AS "journeyId", j.name, j.trigger_provider AS provider, j.trigger_type AS type,
      b.outcome, b.detail, b.decided_at AS "decidedAt"
    FROM afterjob.bulk_customers AS b
    JOIN afterjob.bulk_enrollments AS k ON k.organization_id = b.organization_id AND k.id = b.bulk_id
    JOIN afterjob.journeys AS j ON j.organization_id = k.organization_id AND j.id = k.journey_id
    WHERE b.organization_id = ${tenant.id}::uuid AND b.customer_id = ANY (${customerIds}::uuid[])
      AND b.outcome IS NOT NULL AND b.outcome <> 'enrolled'
      AND (${journeyId}::uuid IS NULL OR j.id = ${journeyId}::uuid)
    ORDER BY b.decided_at DESC, b.bulk_id LIMIT ${limit}`;
  return rows.map(({ journeyId: id, name, provider, type, ...row }) => ({
    ...row,
    journey: { id, name },
    trigger: { provider, type },
  }));
}

/** Published journeys that nothing has asked about the person: what starts them has not happened since. */
async function silentJourneys(
  tenant: Tenant,
  customerIds: readonly string[],
  journeyId: string | null,
): Promise<WhyOfPerson['silent']> {
  const rows = await tenant.db.$queryRaw<{ id: string; name: string; provider: string; type: string }[]>`
    SELECT j.id, j.name, j.trigger_provider AS provider, j.trigger_type AS type FROM afterjob.journeys AS j
    WHERE j.organization_id = ${tenant.id}::uuid AND j.status IN ('active', 'paused')
      AND (${journeyId}::uuid IS NULL OR j.id = ${journeyId}::uuid)
      AND NOT EXISTS (SELECT FROM afterjob.sequence_enrollments AS e
        WHERE e.organization_id = j.organization_id AND e.journey_id = j.id AND e.customer_id = ANY (${customerIds}::uuid[]))
      AND NOT EXISTS (SELECT FROM afterjob.events AS v
        JOIN afterjob.decisions AS d ON d.organization_id = v.organization_id AND d.event_id = v.id AND d.journey_id = j.id
        WHERE v.organization_id = j.organization_id AND v.customer_id = ANY (${customerIds}::uuid[]))
    ORDER BY j.name, j.id LIMIT 50`;
  return rows.map(({ id, name, provider, type }) => ({ id, name, trigger: { provider, type } }));
}
