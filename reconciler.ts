import { WorkflowNotFoundError } from '@temporalio/client';
import { decideEvent } from './activities/decide-event.ts';
import type { Dependencies } from './activities/dependencies.ts';
import { startEnrollments } from './activities/enrollment.ts';
import { connectionsToTend, findConnection } from './records/connections.ts';
import { undecidedBefore } from './records/events.ts';
import {
  type EnrollmentRef,
  enrollmentsNotStarted,
  enrollmentsOverdue,
  enrollmentsUnread,
  holdsWithoutCause,
} from './records/forgotten-enrollments.ts';
import { enrollmentWorkflowId } from './workflows/ids.ts';

const minute = 60_000;
const batch = 1_000;
/** A round takes at most an hour. */
const longestRoundMs = 130 * minute;

export type Reconciled = {
  decided: number;
  started: number;
  nudged: number;
  lost: number;
  resumed: number;
  tended: number;
};

/** What was left lying between a row and its workflow is picked up: events, enrollments, connections. */
export async function reconcile(deps: Dependencies): Promise<Reconciled> {
  const ago = (ms: number) => new Date(deps.clock().getTime() - ms);

  const undecided = await undecidedBefore(deps.database, ago(10 * minute), batch);
  for (const event of undecided) await decideEvent(deps, event);

  const fresh = await enrollmentsNotStarted(deps.database, ago(minute), batch);
  for (const ref of fresh) await start(deps, ref);

  const overdue = await enrollmentsOverdue(deps.database, ago(10 * minute), batch);
  const unread = await enrollmentsUnread(deps.database, ago(minute), batch);
  const lost = await wake(deps, [...overdue, ...unread]);
  const resumed = await resumeForgotten(deps);

  const tended = await tendConnections(deps, ago(longestRoundMs));
  return {
    decided: undecided.length,
    started: fresh.length,
    nudged: overdue.length + unread.length,
    lost,
    resumed,
    tended,
  };
}

/** What owners said while Temporal was out of reach is told now: stops, skipped waits, resumed journeys. */
export async function tellUnread(deps: Dependencies): Promise<void> {
  const before = new Date(deps.clock().getTime() - minute);
  await wake(deps, await enrollmentsUnread(deps.database, before, batch));
  await resumeForgotten(deps);
}

/** Starts the loops of connections that did not go round since `before`. */
export async function tendConnections(deps: Dependencies, before: Date): Promise<number> {
  const forgotten = await connectionsToTend(deps.database, before, batch);
  for (const ref of forgotten) {
    const row = await deps.database.withOrganization(ref.organizationId, (tenant) =>
      findConnection(tenant, ref.connectionId),
    );
    if (row) await deps.temporal.startConnection({ ...ref, provider: row.provider });
  }
  return forgotten.length;
}

/** Nudges; whose workflow is gone is started again, unless it says that it was done. Returns how many of those. */
async function wake(deps: Dependencies, refs: readonly EnrollmentRef[]): Promise<number> {
  const awake = await Promise.all(refs.map(({ enrollmentId }) => deps.temporal.nudgeEnrollment(enrollmentId)));
  let lost = 0;
  for (const [index, ref] of refs.entries()) {
    if (awake[index]) continue;
    if (await hasCompleted(deps, ref.enrollmentId)) {
      lost++;
      deps.log.error(ref, 'the workflow of an enrollment ended while its row goes on');
    } else await start(deps, ref);
  }
  return lost;
}

async function resumeForgotten(deps: Dependencies): Promise<number> {
  const before = new Date(deps.clock().getTime() - minute);
  const over = await holdsWithoutCause(deps.database, before, batch);
  for (const { organizationId, kind, scope } of over)
    await deps.temporal.startResume({ organizationId, reason: kind, scope });
  return over.length;
}

function start(deps: Dependencies, { organizationId, enrollmentId }: EnrollmentRef) {
  return startEnrollments(deps, { organizationId, enrollmentIds: [enrollmentId] });
}

async function hasCompleted(deps: Dependencies, enrollmentId: string): Promise<boolean> {
  try {
    const { status } = await deps.temporal.client.workflow.getHandle(enrollmentWorkflowId(enrollmentId)).describe();
    return status.name === 'COMPLETED';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
