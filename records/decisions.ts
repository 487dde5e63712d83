import type { Prisma } from '../prisma/generated/client.ts';
import type { Tenant } from './database.ts';

export type NewDecision = {
  eventId: string;
  /** Null: judged before any journey was asked. */
  journeyId: string | null;
  reason: string;
  detail?: Prisma.InputJsonObject;
  /** Null: it did not become an enrollment. */
  enrollmentId: string | null;
};

/** Keeps why an event did or did not start a journey; once per pair. Returns false when it was decided before. */
export async function recordDecision(tenant: Tenant, decision: NewDecision, at: Date): Promise<boolean> {
  const { eventId, journeyId, reason, detail = {}, enrollmentId } = decision;
  // The unique key counts two nulls as equal, which the client's own skipDuplicates relies on.
  const { count } = await tenant.db.decision.createMany({
    data: [
      {
        organizationId: tenant.id,
        eventId,
        journeyId,
        outcome: enrollmentId ? 'enrolled' : 'skipped',
        reason,
        detail,
        enrollmentId,
        decidedAt: at,
      },
    ],
    skipDuplicates: true,
  });
  return count > 0;
}

/** What was decided for an event and a journey; null: nothing yet. */
export async function findDecision(
  tenant: Tenant,
  eventId: string,
  journeyId: string,
): Promise<{ enrollmentId: string | null } | null> {
  return tenant.db.decision.findFirst({ where: { eventId, journeyId }, select: { enrollmentId: true } });
}

export type DecidedEvent = {
  id: string;
  connectionId: string;
  provider: string;
  trigger: string;
  entityKind: string;
  entityId: string;
  customerId: string | null;
  customerGone: boolean;
  origin: string;
  occurredAt: Date;
  decidedAt: Date | null;
};

/** The event as deciding needs it; null when it is not this organization's. */
export async function findEventToDecide(tenant: Tenant, eventId: string): Promise<DecidedEvent | null> {
  const row = await tenant.db.event.findFirst({
    where: { id: eventId },
    select: {
      id: true,
      connectionId: true,
      provider: true,
      trigger: true,
      entityKind: true,
      entityId: true,
      customerId: true,
      origin: true,
      occurredAt: true,
      decidedAt: true,
      customer: { select: { deletedAt: true } },
    },
  });
  if (!row) return null;
  const { customer, ...event } = row;
  return { ...event, customerGone: customer?.deletedAt != null };
}

/** Every journey was asked. */
export async function markDecided(tenant: Tenant, eventId: string, at: Date): Promise<void> {
  await tenant.db.event.updateMany({ where: { id: eventId, decidedAt: null }, data: { decidedAt: at } });
}

/** The enrollments that an event led to, for whoever starts their workflows. */
export async function enrollmentsOfEvent(tenant: Tenant, eventId: string): Promise<string[]> {
  const rows = await tenant.db.enrollment.findMany({
    where: { eventId },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ id }) => id);
}
