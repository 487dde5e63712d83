import type { PastStay, StayElsewhere } from '../journeys/rehearsal/past.ts';
import type { Tenant } from './database.ts';

/** Who really entered a journey before an instant, and when they left. */
export function staysBefore(tenant: Tenant, journeyId: string, before: Date): Promise<PastStay[]> {
  return tenant.db.$queryRaw<PastStay[]>`
    SELECT coalesce(c.person_id, c.id)::text AS person, e.enrolled_at AS "enteredAt", e.finished_at AS "leftAt",
      coalesce(x.paper_id::text, s.connection_id || ' ' || s.entity_kind || ' ' || s.entity_id) AS paper
    FROM afterjob.sequence_enrollments AS e
    JOIN afterjob.customers AS c ON c.organization_id = e.organization_id AND c.id = e.customer_id
    LEFT JOIN afterjob.events AS s
      ON s.organization_id = e.organization_id AND s.id = coalesce(e.event_id, e.about_event_id)
    LEFT JOIN afterjob.entities AS x ON x.organization_id = s.organization_id
      AND x.connection_id = s.connection_id AND x.kind = s.entity_kind AND x.external_id = s.entity_id
    WHERE e.organization_id = ${tenant.id}::uuid AND e.journey_id = ${journeyId}::uuid AND e.enrolled_at < ${before}`;
}

/** Who was, since an instant, in another journey of a group. */
export function staysElsewhere(
  tenant: Tenant,
  group: string,
  journeyId: string | null,
  since: Date,
): Promise<StayElsewhere[]> {
  return tenant.db.$queryRaw<StayElsewhere[]>`
    SELECT coalesce(c.person_id, c.id)::text AS person, NULL::text AS paper, e.enrolled_at AS "enteredAt",
      e.finished_at AS "leftAt", e.journey_id AS "journeyId", e.id AS "enrollmentId"
    FROM afterjob.sequence_enrollments AS e
    JOIN afterjob.journey_versions AS v ON v.organization_id = e.organization_id AND v.id = e.version_id
    JOIN afterjob.customers AS c ON c.organization_id = e.organization_id AND c.id = e.customer_id
    WHERE e.organization_id = ${tenant.id}::uuid AND v.definition ->> 'exclusive' = ${group}
      AND e.journey_id IS DISTINCT FROM ${journeyId}::uuid AND (e.finished_at IS NULL OR e.finished_at > ${since})`;
}

/** Whether anybody ever entered a journey. */
export const hasRun = async (tenant: Tenant, journeyId: string): Promise<boolean> =>
  (await tenant.db.enrollment.findFirst({ where: { journeyId }, select: { id: true } })) !== null;
