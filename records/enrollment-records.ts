import { stateSchema } from '../journeys/advance.ts';
import { definitionSchema, stepById } from '../journeys/definition.ts';
import type { Tenant } from './database.ts';
import { isRunning } from './enrollments.ts';

export type Recorded = 'recorded' | 'missing' | 'finished' | 'not_waiting';

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
  if (step?.kind !== 'wait' && step?.kind !== 'wait_for') return 'not_waiting';
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

/** True when something was recorded for an enrollment beside what its reader knows of. */
export async function hasNewRecords(tenant: Tenant, enrollmentId: string, known: readonly bigint[]): Promise<boolean> {
  const where = { enrollmentId, takenAt: null, id: { notIn: [...known] } };
  return (await tenant.db.enrollmentRecord.count({ where })) > 0;
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
