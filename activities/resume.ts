import { heldEnrollments } from '../records/enrollments.ts';
import { enrollmentsDue, hoursChanged } from '../records/sending-hours.ts';
import type { Dependencies } from './dependencies.ts';
import { startEnrollments } from './enrollment.ts';

export type ResumeInput = { organizationId: string; reason: string; scope: string };
export type Woken = { count: number; after: string | null };

export const createResumeActivities = (deps: Dependencies) => ({
  /**
   * Wakes one page of the enrollments held for a reason, or due because the hours have changed. `after` null: there are
   * no more. Waking twice is harmless.
   */
  async wakeHeld({
    organizationId,
    reason,
    scope,
    after,
    limit,
  }: ResumeInput & { after: string | null; limit: number }): Promise<Woken> {
    const ids = await deps.database.withOrganization(organizationId, (tenant) =>
      reason === hoursChanged
        ? enrollmentsDue(tenant, deps.clock(), after, limit)
        : heldEnrollments(tenant, { kind: reason, scope }, after, limit),
    );
    for (const enrollmentId of ids) {
      if (!(await deps.temporal.nudgeEnrollment(enrollmentId))) {
        await startEnrollments(deps, { organizationId, enrollmentIds: [enrollmentId] });
      }
    }
    return { count: ids.length, after: ids.length < limit ? null : (ids.at(-1) ?? null) };
  },
});
