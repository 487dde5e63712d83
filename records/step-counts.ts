import { gone, troubled } from '../journeys/statuses.ts';
import type { Prisma } from '../prisma/generated/client.ts';
import type { Tenant } from './database.ts';

/** What a step may have come to for somebody; `waiting`: they stand there now, whenever they came. */
export const steppings = ['waiting', 'sent', 'skipped', 'failed'] as const;
export type Stepping = (typeof steppings)[number];

/** How many people a step has seen: each counts once, however often it was tried for them. */
export type StepCounts = { stepId: string } & Record<Stepping, number>;

const here = ['new', 'active', 'held'];
const skipped = ['skipped'];

/**
 * What the steps of a journey came to, over all its versions: a step keeps its id. Steps that saw nobody are left out.
 * @param since messages made since then; null: all. Who waits is counted as of now.
 */
export async function countSteps(tenant: Tenant, journeyId: string, since: Date | null): Promise<StepCounts[]> {
  return tenant.db.$queryRaw<StepCounts[]>`
    WITH people AS (
      SELECT id, step_id, status FROM afterjob.sequence_enrollments
      WHERE organization_id = ${tenant.id}::uuid AND journey_id = ${journeyId}::uuid
    ), waiting AS (
      SELECT step_id, count(*)::int AS waiting FROM people
      WHERE status = ANY (${here}::text[]) AND step_id IS NOT NULL GROUP BY step_id
    ), messages AS (
      SELECT m.step_id,
        (count(DISTINCT m.enrollment_id) FILTER (WHERE m.status = ANY (${gone}::text[])))::int AS sent,
        (count(DISTINCT m.enrollment_id) FILTER (WHERE m.status = ANY (${skipped}::text[])))::int AS skipped,
        (count(DISTINCT m.enrollment_id) FILTER (WHERE m.status = ANY (${troubled}::text[])))::int AS failed
      FROM people JOIN afterjob.messages AS m
        ON m.organization_id = ${tenant.id}::uuid AND m.enrollment_id = people.id
      WHERE m.step_id IS NOT NULL AND m.created_at >= coalesce(${since}::timestamptz, '-infinity')
      GROUP BY m.step_id
    )
    SELECT step_id AS "stepId", coalesce(waiting, 0) AS waiting, coalesce(sent, 0) AS sent,
      coalesce(skipped, 0) AS skipped, coalesce(failed, 0) AS failed
    FROM waiting FULL JOIN messages USING (step_id) ORDER BY step_id`;
}

/** The people behind one of these numbers. */
export function seenAtStep(stepId: string, came: Stepping, since: Date | null): Prisma.EnrollmentWhereInput {
  if (came === 'waiting') return { stepId, status: { in: here } };
  const statuses = { sent: gone, skipped, failed: troubled }[came];
  return { messages: { some: { stepId, status: { in: [...statuses] }, ...(since && { createdAt: { gte: since } }) } } };
}
