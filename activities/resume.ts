import { heldEnrollments } from '../records/enrollments.ts';
import { waitingAnswers } from '../records/sending.ts';
import { enrollmentsDue, hoursChanged } from '../records/sending-hours.ts';
import type { Dependencies } from './dependencies.ts';
import { startEnrollments } from './enrollment.ts';

export type ResumeInput = { organizationId: string; reason: string; scope: string };
export type Woken = { count: number; after: string | null };

/** What people wrote by hand while sending was paused; more than that looks again by itself. */
async function startAnswers({ database, temporal }: Dependencies, organizationId: string): Promise<void> {
  const rows = await database.withOrganization(organizationId, (tenant) => waitingAnswers(tenant, 500));
  for (const { id, channel } of rows) {
    await temporal.startMessage({ organizationId, messageId: id, channel: channel === 'email' ? 'email' : 'sms' });
  }
}

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
    if (reason === 'sending_paused' && scope === organizationId && after === null)
      await startAnswers(deps, organizationId);
    for (const enrollmentId of ids) {
      if (!(await deps.temporal.nudgeEnrollment(enrollmentId))) {
        await startEnrollments(deps, { organizationId, enrollmentIds: [enrollmentId] });
      }
    }
    return { count: ids.length, after: ids.length < limit ? null : (ids.at(-1) ?? null) };
  },
});
