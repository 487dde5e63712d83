import { definitionSchema, stepById } from '../journeys/definition.ts';
import type { EntityKey } from '../journeys/observation.ts';
import type { Tenant } from './database.ts';

type WaitingRow = {
  id: string;
  step_id: string | null;
  basis: string;
  definition: unknown;
  facts: Record<string, unknown>;
};

/** The running enrollments that wait for a date of these entities which is another one now: nudge them. */
export async function enrollmentsOfMovedDates(
  tenant: Tenant,
  connectionId: string,
  entities: readonly EntityKey[],
): Promise<string[]> {
  const rows = await tenant.db.$queryRaw<WaitingRow[]>`
    SELECT e.id, e.step_id, e.state ->> 'basis' AS basis, v.definition, n.facts
    FROM afterjob.sequence_enrollments AS e
    JOIN afterjob.events AS s ON s.organization_id = e.organization_id AND s.id = coalesce(e.event_id, e.about_event_id)
    JOIN unnest(${entities.map(({ kind }) => kind)}::text[], ${entities.map(({ id }) => id)}::text[]) AS r (kind, external_id)
      ON r.kind = s.entity_kind AND r.external_id = s.entity_id
    JOIN afterjob.entities AS n ON n.organization_id = s.organization_id AND n.connection_id = s.connection_id
      AND n.kind = s.entity_kind AND n.external_id = s.entity_id AND n.gone_at IS NULL
    JOIN afterjob.journey_versions AS v ON v.organization_id = e.organization_id AND v.id = e.version_id
    WHERE e.organization_id = ${tenant.id}::uuid AND s.connection_id = ${connectionId}::uuid
      AND e.state ->> 'basis' IS NOT NULL AND e.status IN ('new', 'active', 'held')
    ORDER BY e.id`;
  const moved = rows.filter(({ step_id, basis, definition, facts }) => {
    const step = step_id === null ? null : stepById(definitionSchema.parse(definition), step_id);
    const now = step?.kind === 'wait_until' && step.date ? facts[step.date.field] : undefined;
    return typeof now === 'string' && now !== basis;
  });
  return moved.map(({ id }) => id);
}

/**
 * Whether the entity of an enrollment says another date than the one a wait was just computed from. It stays as it is
 * until the transaction ends: who writes it afterwards finds the wait.
 */
export async function hasMoved(
  tenant: Tenant,
  enrollmentId: string,
  { field, basis }: { field: string; basis: string },
): Promise<boolean> {
  const [row] = await tenant.db.$queryRaw<{ now: string | null }[]>`
    SELECT n.facts ->> ${field} AS now
    FROM afterjob.sequence_enrollments AS e
    JOIN afterjob.events AS s ON s.organization_id = e.organization_id AND s.id = coalesce(e.event_id, e.about_event_id)
    JOIN afterjob.entities AS n ON n.organization_id = s.organization_id AND n.connection_id = s.connection_id
      AND n.kind = s.entity_kind AND n.external_id = s.entity_id AND n.gone_at IS NULL
    WHERE e.organization_id = ${tenant.id}::uuid AND e.id = ${enrollmentId}::uuid
    FOR SHARE OF n`;
  return typeof row?.now === 'string' && row.now !== basis;
}
