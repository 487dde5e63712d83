import type { Tenant } from './database.ts';

/** Why enrollments are woken, beside the causes of holds: `scope` is the organization. */
export const hoursChanged = 'hours_changed';

/**
 * The hours or the zone have changed: what was moved by the old ones is due now, and the guards decide anew. Who stands
 * at a message just now is raised too, so that an answer read from the old hours is not stored. Wake them afterwards.
 */
export async function releaseMoved(tenant: Tenant, at: Date): Promise<void> {
  await tenant.db.$executeRaw`
    UPDATE afterjob.sequence_enrollments AS e
    SET seq = e.seq + 1, due = ${at}, state = jsonb_set(e.state, '{due}', to_jsonb(${at.toISOString()}::text))
    WHERE e.organization_id = ${tenant.id}::uuid AND e.status = 'active' AND e.next IN ('sendEmail', 'sendSms')
      AND (e.due IS NULL OR e.due <= ${at} OR EXISTS (SELECT FROM afterjob.messages AS m
        WHERE m.organization_id = e.organization_id AND m.enrollment_id = e.id AND m.step_id = e.step_id
          AND m.status IN ('rendered', 'reserved')))`;
}

/** Ids of the enrollments that have a message to send by now, in pages by id. */
export async function enrollmentsDue(
  tenant: Tenant,
  now: Date,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await tenant.db.enrollment.findMany({
    where: {
      organizationId: tenant.id,
      status: 'active',
      next: { in: ['sendEmail', 'sendSms'] },
      due: { lte: now },
      ...(after ? { id: { gt: after } } : {}),
    },
    orderBy: { id: 'asc' },
    take: limit,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
