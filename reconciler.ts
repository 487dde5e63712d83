import { WorkflowNotFoundError } from '@temporalio/client';
import { decideEvent } from './activities/decide-event.ts';
import type { Dependencies } from './activities/dependencies.ts';
import { startEnrollments } from './activities/enrollment.ts';
import { nudgeEnrollments } from './activities/record-for-enrollments.ts';
import { bulksOverdue } from './records/bulk-enrollments.ts';
import { connectionsToTend, findConnection } from './records/connections.ts';
import { enrollmentsToStart } from './records/enrollments.ts';
import { undecidedBefore } from './records/events.ts';
import {
  type EnrollmentRef,
  enrollmentsNotStarted,
  enrollmentsOverdue,
  enrollmentsUnread,
  holdsWithoutCause,
} from './records/forgotten-enrollments.ts';
import { type ForgottenMessage, messagesNotStarted } from './records/forgotten-messages.ts';
import { readMessage } from './records/messages.ts';
import { enrollmentWorkflowId } from './workflows/ids.ts';

const minute = 60_000;
const batch = 1_000;
const atOnce = 16;
/** A round takes at most an hour. */
const longestRoundMs = 130 * minute;

export type PickedUp = { decided: number; started: number };
export type Told = { told: number; resumed: number };
export type Reconciled = PickedUp & Told & { nudged: number; lost: number; tended: number };

/** What was left lying between a row and its workflow is picked up: events, enrollments, connections. */
export async function reconcile(deps: Dependencies): Promise<Reconciled> {
  const { decided, started } = await pickUp(deps);
  const overdue = await enrollmentsOverdue(deps.database, ago(deps, 10 * minute), batch);
  const { nudged, again, lost } = await wake(deps, overdue);
  const { told, resumed } = await tellUnread(deps);
  const tended = await tendConnections(deps, ago(deps, longestRoundMs));
  return { decided, started: started + again, nudged, told, resumed, lost, tended };
}

/** The part that costs next to nothing: events that nobody decided for a minute, what nobody started. */
export async function pickUp(deps: Dependencies): Promise<PickedUp> {
  const undecided = await undecidedBefore(deps.database, ago(deps, minute), batch);
  const decided = await each(deps, undecided, async (event) => {
    const { enrollmentIds, nudge } = await decideEvent(deps, event);
    await nudgeEnrollments(deps, nudge);
    const { organizationId } = event;
    if (enrollmentIds.length > 0) await startEnrollments(deps, { organizationId, enrollmentIds });
  });
  const fresh = await enrollmentsNotStarted(deps.database, ago(deps, minute), batch);
  const started = await each(deps, fresh, (ref) => start(deps, ref));
  await each(deps, await bulksOverdue(deps.database, ago(deps, minute), batch), (ref) => deps.temporal.startBulk(ref));
  const written = await messagesNotStarted(deps.database, ago(deps, minute), batch);
  return { decided, started: started + (await each(deps, written, (ref) => startMessage(deps, ref))) };
}

/** What was recorded while Temporal was out of reach: stops, skipped waits, events that end a journey; what ended a hold. */
export async function tellUnread(deps: Dependencies): Promise<Told> {
  const unread = await enrollmentsUnread(deps.database, ago(deps, minute), batch);
  const { nudged, again } = await wake(deps, unread);
  const over = await holdsWithoutCause(deps.database, ago(deps, minute), batch);
  const resumed = await each(deps, over, ({ organizationId, kind, scope }) =>
    deps.temporal.startResume({ organizationId, reason: kind, scope }),
  );
  return { told: nudged + again, resumed };
}

/** Starts the loops of connections that did not go round since `before`. */
export async function tendConnections(deps: Dependencies, before: Date): Promise<number> {
  const forgotten = await connectionsToTend(deps.database, before, batch);
  return each(deps, forgotten, async (ref) => {
    const row = await deps.database.withOrganization(ref.organizationId, (tenant) =>
      findConnection(tenant, ref.connectionId),
    );
    if (row) await deps.temporal.startConnection({ ...ref, provider: row.provider });
  });
}

const ago = ({ clock }: Dependencies, ms: number): Date => new Date(clock().getTime() - ms);

/** One that fails does not keep the others waiting: it comes again next time. Returns how many went well. */
async function each<Ref extends object>(
  { log }: Dependencies,
  refs: readonly Ref[],
  work: (ref: Ref) => Promise<void>,
): Promise<number> {
  const waiting = [...refs];
  let failed = 0;
  const take = async (): Promise<void> => {
    for (let ref = waiting.shift(); ref; ref = waiting.shift()) {
      try {
        await work(ref);
      } catch (error) {
        // When Temporal or the database is away, all fail alike.
        if (failed++ === 0) log.child(ref).warn({ err: error }, 'not picked up this time');
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, take));
  return refs.length - failed;
}

/** Nudges; whose workflow is gone is started again, unless it says that it was done. */
async function wake(deps: Dependencies, refs: readonly EnrollmentRef[]) {
  let lost = 0;
  let again = 0;
  const done = await each(deps, refs, async (ref) => {
    if (await deps.temporal.nudgeEnrollment(ref.enrollmentId)) return;
    if (await hasEndedTooSoon(deps, ref)) lost++;
    else {
      await start(deps, ref);
      again++;
    }
  });
  return { nudged: done - lost - again, again, lost };
}

function start(deps: Dependencies, { organizationId, enrollmentId }: EnrollmentRef): Promise<void> {
  return startEnrollments(deps, { organizationId, enrollmentIds: [enrollmentId] });
}

async function startMessage(deps: Dependencies, ref: ForgottenMessage): Promise<void> {
  const { organizationId, messageId } = ref;
  const row = await deps.database.withOrganization(organizationId, (tenant) => readMessage(tenant, messageId));
  if (row) await deps.temporal.startMessage({ ...ref, channel: row.channel });
}

/** A workflow that completed under a row that goes on is a fault of ours: it is told, and not started over. */
async function hasEndedTooSoon(deps: Dependencies, ref: EnrollmentRef): Promise<boolean> {
  if (!(await hasCompleted(deps, ref.enrollmentId))) return false;
  // Asked last: the row is final before its workflow is.
  const { organizationId, enrollmentId } = ref;
  const going = await deps.database.withOrganization(organizationId, (tenant) =>
    enrollmentsToStart(tenant, [enrollmentId]),
  );
  if (going.length === 0) return false;
  deps.log.error(ref, 'the workflow of an enrollment ended while its row goes on');
  return true;
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
