import type { Prisma } from '../prisma/generated/client.ts';
import type { Tenant } from './database.ts';
import { olderThan } from './event-list.ts';
import { type Stepping, seenAtStep } from './step-counts.ts';

const include = {
  customer: { select: { id: true, name: true } },
  journey: { select: { id: true, name: true, status: true } },
} satisfies Prisma.EnrollmentInclude;

export type ListedEnrollment = Prisma.EnrollmentGetPayload<{ include: typeof include }>;

export type EnrollmentSearch = {
  journeyId?: string | undefined;
  customerId?: string | undefined;
  status?: string | undefined;
  group?: keyof typeof groups | undefined;
  /** Held for this reason. */
  hold?: string | undefined;
  /** Those behind a number of a step. */
  seen?: { step: string; came: Stepping; since: Date | null } | null;
  before: { value: string; id: string } | null;
  limit: number;
};

const paused: Prisma.EnrollmentWhereInput = { journey: { status: 'paused' } };
const onTheWay: Prisma.EnrollmentWhereInput = { status: { in: ['new', 'active'] } };

/** As the journeys count them. */
const groups = {
  waiting: { AND: [onTheWay, { NOT: paused }] },
  held: { OR: [{ status: 'held' }, { AND: [onTheWay, paused] }] },
  finished: { status: { in: ['completed', 'exited', 'stopped', 'failed'] } },
} satisfies Record<string, Prisma.EnrollmentWhereInput>;

/** By the state that is shown. */
function showing(status: string | undefined): Prisma.EnrollmentWhereInput {
  if (status === 'held') return groups.held;
  return status === 'new' || status === 'active' ? { AND: [{ status }, { NOT: paused }] } : { status };
}

/** Who is on the way in a paused journey is held by that, though the row does not say so yet. */
const heldFor = (reason: string): Prisma.EnrollmentWhereInput =>
  reason === 'journey_paused'
    ? { OR: [{ status: 'held', holdReason: reason }, { AND: [onTheWay, paused] }] }
    : { status: 'held', holdReason: reason };

/** On the way in a journey that is paused: nothing is sent, although the row does not stand at a message yet. */
export const isPausedOnTheWay = ({ status, journey }: ListedEnrollment): boolean =>
  journey.status === 'paused' && (status === 'new' || status === 'active');

/** People in journeys, who came last first. */
export function listEnrollments(tenant: Tenant, search: EnrollmentSearch): Promise<ListedEnrollment[]> {
  const { journeyId, customerId, status, group, hold, seen, before, limit } = search;
  return tenant.db.enrollment.findMany({
    where: {
      organizationId: tenant.id,
      journeyId,
      customerId,
      AND: [
        showing(status),
        group ? groups[group] : {},
        hold ? heldFor(hold) : {},
        seen ? seenAtStep(seen.step, seen.came, seen.since) : {},
      ],
      ...olderThan('enrolledAt', before),
    },
    orderBy: [{ enrolledAt: 'desc' }, { id: 'desc' }],
    take: limit,
    include,
  });
}

const eventOf = {
  select: {
    ...{ id: true, provider: true, trigger: true, occurredAt: true, facts: true },
    ...{ connectionId: true, entityKind: true, entityId: true },
  },
} as const;

const timelineInclude = {
  ...include,
  customer: true,
  event: eventOf,
  aboutEvent: eventOf,
  version: { select: { number: true, definition: true } },
  steps: { orderBy: { id: 'asc' } },
  messages: { orderBy: { createdAt: 'asc' } },
} satisfies Prisma.EnrollmentInclude;

export type EnrollmentTimeline = Prisma.EnrollmentGetPayload<{ include: typeof timelineInclude }>;

/** One person's way through a journey with everything that happened on it; null when there is none. */
export async function readTimeline(tenant: Tenant, enrollmentId: string): Promise<EnrollmentTimeline | null> {
  const row = await tenant.db.enrollment.findUnique({
    where: { organizationId_id: { organizationId: tenant.id, id: enrollmentId } },
    include: timelineInclude,
  });
  // Who was enrolled by hand speaks of an event that started nothing.
  return row && { ...row, event: row.event ?? row.aboutEvent };
}

/** How many people wait because of one cause's scope, such as a connection. */
export function countHeld(tenant: Tenant, reason: string, scope: string): Promise<number> {
  return tenant.db.enrollment.count({
    where: { organizationId: tenant.id, status: 'held', holdReason: reason, holdScope: scope },
  });
}
