import type { Tenant } from '../records/database.ts';
import { heldEnrollments } from '../records/enrollments.ts';
import { insideOf, journeyArchived, recordKnown, settleStragglers, versionMoved } from '../records/moving.ts';
import { waitingAnswers } from '../records/sending.ts';
import { enrollmentsDue, hoursChanged } from '../records/sending-hours.ts';
import type { Dependencies } from './dependencies.ts';
import { startEnrollments } from './enrollment.ts';

export type ResumeInput = { organizationId: string; reason: string; scope: string };
export type Woken = { count: number; after: string | null };

type Page = { scope: string; after: string | null; limit: number; now: Date };

/** Whom to wake for what is no cause of a hold. */
const pages: Record<string, (tenant: Tenant, page: Page) => Promise<string[]>> = {
  [hoursChanged]: (tenant, { after, limit, now }) => enrollmentsDue(tenant, now, after, limit),
  [journeyArchived]: (tenant, { scope, after, limit }) => insideOf(tenant, { journeyId: scope }, after, limit),
  async [versionMoved](tenant, { scope, after, limit, now }) {
    if (after === null) await settleStragglers(tenant, scope, now);
    const ids = await insideOf(tenant, { versionId: scope }, after, limit);
    await recordKnown(tenant, ids, now);
    return ids;
  },
};

/** What people wrote by hand while sending was paused; more than that looks again by itself. */
async function startAnswers({ database, temporal }: Dependencies, organizationId: string): Promise<void> {
  const rows = await database.withOrganization(organizationId, (tenant) => waitingAnswers(tenant, 500));
  for (const { id, channel } of rows) {
    await temporal.startMessage({ organizationId, messageId: id, channel: channel === 'email' ? 'email' : 'sms' });
  }
}

export const createResumeActivities = (deps: Dependencies) => ({
  /**
   * Wakes one page of the enrollments held for a reason, or to be woken because something else has changed for them.
   * `after` null: there are no more. Waking twice is harmless.
   */
  async wakeHeld({
    organizationId,
    reason,
    scope,
    after,
    limit,
  }: ResumeInput & { after: string | null; limit: number }): Promise<Woken> {
    const page = pages[reason];
    const ids = await deps.database.withOrganization(organizationId, (tenant) =>
      page
        ? page(tenant, { scope, after, limit, now: deps.clock() })
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
