import { stateSchema } from '../journeys/advance.ts';
import { definitionSchema, type StepKind, stepById } from '../journeys/definition.ts';
import type { Tenant } from './database.ts';
import { isRunning } from './enrollments.ts';

export type Recorded = 'recorded' | 'missing' | 'finished' | 'not_waiting';

/** A question may be left open: then what is said for silence counts. */
const skippable: readonly StepKind[] = ['wait', 'wait_until', 'wait_for', 'ask_owner'];

/** The owner does not want to wait for the end of the wait it stands at. Nudge the workflow afterwards. */
export async function recordSkipWait(
  tenant: Tenant,
  enrollmentId: string,
  by: string | null,
  at: Date,
): Promise<Recorded> {
  const row = await read(tenant, enrollmentId);
  if (!row) return 'missing';
  if (!isRunning(row.status)) return 'finished';
  const { stepId } = stateSchema.parse(row.state);
  const step = stepId === null ? null : stepById(definitionSchema.parse(row.version.definition), stepId);
  if (!step || !skippable.includes(step.kind)) return 'not_waiting';
  await write(tenant, { enrollmentId, kind: 'skip_wait', stepId, by }, at);
  return 'recorded';
}

/** The owner ends it. Nudge the workflow afterwards. */
export async function recordStop(
  tenant: Tenant,
  enrollmentId: string,
  by: string | null,
  at: Date,
): Promise<Exclude<Recorded, 'not_waiting'>> {
  const row = await read(tenant, enrollmentId);
  if (!row) return 'missing';
  if (!isRunning(row.status)) return 'finished';
  await write(tenant, { enrollmentId, kind: 'stop', stepId: null, by }, at);
  return 'recorded';
}

/** True while an enrollment stands as its reader knows it: nothing was recorded since, nobody stored or moved it. */
export async function isAsRead(
  tenant: Tenant,
  { id, seq, records }: { id: string; seq: number; records: readonly bigint[] },
): Promise<boolean> {
  const rows = await tenant.db.$queryRaw<unknown[]>`
    SELECT 1 FROM afterjob.sequence_enrollments AS e
    WHERE e.organization_id = ${tenant.id}::uuid AND e.id = ${id}::uuid AND e.seq = ${seq}
      AND NOT EXISTS (SELECT FROM afterjob.enrollment_records AS r
        WHERE r.organization_id = e.organization_id AND r.enrollment_id = e.id AND r.taken_at IS NULL
          AND r.id <> ALL (${[...records]}::bigint[]))`;
  return rows.length > 0;
}

const read = (tenant: Tenant, id: string) =>
  tenant.db.enrollment.findFirst({
    where: { id },
    select: { status: true, state: true, version: { select: { definition: true } } },
  });

type NewRecord = { enrollmentId: string; kind: 'skip_wait' | 'stop'; stepId: string | null; by: string | null };

async function write(tenant: Tenant, { enrollmentId, kind, stepId, by }: NewRecord, at: Date): Promise<void> {
  const same = { enrollmentId, kind, stepId, takenAt: null };
  if ((await tenant.db.enrollmentRecord.count({ where: same })) > 0) return;
  await tenant.db.enrollmentRecord.create({
    data: { organizationId: tenant.id, enrollmentId, kind, stepId, byUser: by, recordedAt: at },
  });
}
