import { CompleteAsyncError } from '@temporalio/activity';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { attention, holdForAttention } from '../records/attention.ts';
import type { Dependencies } from './dependencies.ts';
import { toFailure } from './failures.ts';
import { lookAgain } from './look-again.ts';

/** About half a minute of trying: a database that comes back is not a step that cannot be done. */
export const attemptsBeforeAttention = 6;

/** What ends by itself, however long it takes. */
const patient: readonly string[] = ['RateLimited', 'NotProcessed', 'OutcomeUnknown', 'Unavailable', 'TokenStale'];

/**
 * Does a step; one that fails for ever is held, with the failure's code, and everybody else goes on.
 * @param attempt of the activity, from 1
 * @returns null when it was held
 * @throws what another attempt may mend
 */
export async function orNeedsAttention<T>(
  deps: Dependencies,
  { organizationId, enrollmentId }: { organizationId: string; enrollmentId: string },
  attempt: number,
  work: () => Promise<T>,
): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    const code = hopelessBecause(toFailure(error), attempt);
    if (code === null) throw error;
    deps.log.error({ organizationId, enrollmentId, code, attempt, err: error }, 'a step needs attention');
    const at = deps.clock();
    const due = lookAgain({ kind: attention }, at);
    await deps.database.withOrganization(organizationId, (tenant) =>
      holdForAttention(tenant, enrollmentId, { code, due }, at),
    );
    return null;
  }
}

/** The code of a failure that no further attempt will mend; null: another may. */
function hopelessBecause(error: unknown, attempt: number): string | null {
  if (error instanceof CancelledFailure || error instanceof CompleteAsyncError) return null;
  if (error instanceof ApplicationFailure) {
    const type = error.type ?? 'Failure';
    if (error.nonRetryable) return type;
    return patient.includes(type) || attempt < attemptsBeforeAttention ? null : type;
  }
  if (attempt < attemptsBeforeAttention) return null;
  return error instanceof Error ? error.name : 'Unexpected';
}
