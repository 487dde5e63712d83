import type { Prisma } from '../prisma/generated/client.ts';
import type { Tenant } from './database.ts';
import { olderThan } from './event-list.ts';

const include = {
  customer: { select: { id: true, name: true } },
  journey: { select: { id: true, name: true } },
} satisfies Prisma.EnrollmentInclude;

export type ListedEnrollment = Prisma.EnrollmentGetPayload<{ include: typeof include }>;

export type EnrollmentSearch = {
  journeyId?: string | undefined;
  customerId?: string | undefined;
  status?: string | undefined;
  group?: keyof typeof groups | undefined;
  before: { value: string; id: string } | null;
  limit: number;
};

/** As the journeys count them. */
const groups = { waiting: ['new', 'active'], held: ['held'], finished: ['completed', 'exited', 'stopped', 'failed'] };

/** People in journeys, who came last first. */
export function listEnrollments(tenant: Tenant, search: EnrollmentSearch): Promise<ListedEnrollment[]> {
  const { journeyId, customerId, status, group, before, limit } = search;
  return tenant.db.enrollment.findMany({
    where: {
      organizationId: tenant.id,
      journeyId,
      customerId,
      AND: [{ status }, group ? { status: { in: groups[group] } } : {}],
      ...olderThan('enrolledAt', before),
    },
    orderBy: [{ enrolledAt: 'desc' }, { id: 'desc' }],
    take: limit,
    include,
  });
}

const timelineInclude = {
  ...include,
  event: { select: { id: true, provider: true, trigger: true, occurredAt: true } },
  version: { select: { number: true, definition: true } },
  steps: { orderBy: { id: 'asc' } },
  messages: { orderBy: { createdAt: 'asc' } },
} satisfies Prisma.EnrollmentInclude;

export type EnrollmentTimeline = Prisma.EnrollmentGetPayload<{ include: typeof timelineInclude }>;

/** One person's way through a journey with everything that happened on it; null when there is none. */
export function readTimeline(tenant: Tenant, enrollmentId: string): Promise<EnrollmentTimeline | null> {
  return tenant.db.enrollment.findUnique({
    where: { organizationId_id: { organizationId: tenant.id, id: enrollmentId } },
    include: timelineInclude,
  });
}

/** How many people wait because of one cause's scope, such as a connection. */
export function countHeld(tenant: Tenant, reason: string, scope: string): Promise<number> {
  return tenant.db.enrollment.count({
    where: { organizationId: tenant.id, status: 'held', holdReason: reason, holdScope: scope },
  });
}
