import type { Tenant } from './database.ts';

/** Why a step is held that nothing but an answer of its people, a new version or another try can mend. */
export const attention = 'attention';

/**
 * Holds an enrollment whose step cannot be done; the timeline says so once. Nothing is lost: it looks again by itself.
 * @param code of the failure, never what it was about
 * @param due when it looks again
 */
export async function holdForAttention(
  tenant: Tenant,
  enrollmentId: string,
  { code, due }: { code: string; due: Date },
  at: Date,
): Promise<void> {
  // Not who has gone on meanwhile: nothing is due of them.
  const [row] = await tenant.db.$queryRaw<{ seq: number; step_id: string | null; held: boolean }[]>`
    SELECT seq, step_id, coalesce(hold_reason = ${attention}, false) AS held FROM afterjob.sequence_enrollments
    WHERE organization_id = ${tenant.id}::uuid AND id = ${enrollmentId}::uuid AND status IN ('new', 'active', 'held')
      AND (due IS NULL OR due <= ${at} OR status = 'held')
    FOR UPDATE`;
  if (!row) return;
  const seq = row.seq + 1;
  await tenant.db.enrollment.update({
    where: { id: enrollmentId },
    data: { seq, status: 'held', holdReason: attention, holdScope: enrollmentId, due, lastStepAt: at },
  });
  if (row.held) return;
  const own = { organizationId: tenant.id, enrollmentId, seq, stepId: row.step_id, at };
  await tenant.db.enrollmentStep.create({ data: { ...own, code: 'held', reason: `${attention}:${code}` } });
}

/** Lets a held step be tried at once. Nudge the workflow afterwards. */
export async function retryNow(
  tenant: Tenant,
  enrollmentId: string,
  at: Date,
): Promise<'asked' | 'missing' | 'not_held'> {
  const { count } = await tenant.db.enrollment.updateMany({
    where: { id: enrollmentId, status: 'held', holdReason: attention },
    data: { due: at },
  });
  if (count > 0) return 'asked';
  return (await tenant.db.enrollment.count({ where: { id: enrollmentId } })) > 0 ? 'not_held' : 'missing';
}
