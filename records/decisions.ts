import * as z from 'zod';
import type { TemplateFacts } from '../journeys/facts.ts';
import type { Prisma } from '../prisma/generated/client.ts';
import type { Tenant } from './database.ts';
import type { PaperFamily } from './papers.ts';

export type NewDecision = {
  eventId: string;
  /** Null: judged before any journey was asked. */
  journeyId: string | null;
  reason: string;
  /** The values that made it. */
  detail?: Prisma.InputJsonObject;
  /** Null: it did not become an enrollment. */
  enrollmentId: string | null;
  /** It is for the owner to decide. */
  asked?: boolean;
};

/** Keeps why an event did or did not start a journey; once per pair. Returns false when it was decided before. */
export async function recordDecision(tenant: Tenant, decision: NewDecision, at: Date): Promise<boolean> {
  const { eventId, journeyId, reason, detail = {}, enrollmentId, asked = false } = decision;
  // The unique key counts two nulls as equal, which the client's own skipDuplicates relies on.
  const { count } = await tenant.db.decision.createMany({
    data: [
      {
        organizationId: tenant.id,
        eventId,
        journeyId,
        outcome: enrollmentId ? 'enrolled' : asked ? 'asked' : 'skipped',
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
  facts: TemplateFacts;
  decidedAt: Date | null;
};

const factsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

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
      facts: true,
      decidedAt: true,
      customer: { select: { deletedAt: true } },
    },
  });
  if (!row) return null;
  const { customer, ...event } = row;
  return { ...event, facts: factsSchema.parse(event.facts), customerGone: customer?.deletedAt != null };
}

export type TwinEvent = {
  enrolled: boolean;
  /** The owner is asked about it. */
  asked: boolean;
  decided: boolean;
  /** Where the other copy is: the words are made of it. */
  detail: { provider: string; number: string | null; eventId: string };
};

/**
 * The same happening as another copy of the paper tells it: of the same trigger, and as often after the connection;
 * the one that has enrolled somebody, else one that is decided, else any. Null when no other copy tells of it.
 */
export async function twinEvent(
  tenant: Tenant,
  event: Pick<DecidedEvent, 'id' | 'trigger'>,
  paper: PaperFamily | null,
): Promise<TwinEvent | null> {
  if (!paper || paper.copies.length < 2) return null;
  const [row] = await tenant.db.$queryRaw<
    { id: string; provider: string; number: string | null; enrolled: boolean; asked: boolean; decided: boolean }[]
  >`
    WITH told AS (
      SELECT v.id, v.connection_id, v.provider, v.decided_at, c.number,
        row_number() OVER (PARTITION BY v.connection_id, v.entity_kind, v.entity_id ORDER BY v.n) AS nth
      FROM jsonb_to_recordset(${JSON.stringify(paper.copies)}::jsonb)
        AS c ("connectionId" uuid, kind text, "externalId" text, number text)
      JOIN afterjob.events AS v ON v.organization_id = ${tenant.id}::uuid AND v.connection_id = c."connectionId"
        AND v.entity_kind = c.kind AND v.entity_id = c."externalId" AND v.trigger = ${event.trigger} AND v.origin = 'live'
    )
    SELECT o.id, o.provider, o.number, o.decided_at IS NOT NULL AS decided,
      EXISTS (SELECT FROM afterjob.sequence_enrollments AS e
        WHERE e.organization_id = ${tenant.id}::uuid AND coalesce(e.event_id, e.about_event_id) = o.id) AS enrolled,
      EXISTS (SELECT FROM afterjob.decisions AS d
        WHERE d.organization_id = ${tenant.id}::uuid AND d.event_id = o.id AND d.outcome = 'asked') AS asked
    FROM told AS own JOIN told AS o ON o.nth = own.nth AND o.connection_id <> own.connection_id
    WHERE own.id = ${event.id}::uuid
    ORDER BY enrolled DESC, asked DESC, decided DESC, o.id LIMIT 1`;
  if (!row) return null;
  const { id: eventId, provider, number, enrolled, asked, decided } = row;
  return { enrolled, asked, decided, detail: { provider, number, eventId } };
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
