import type { Answered } from '../records/owner-questions.ts';
import type { ApiDependencies } from './dependencies.ts';
import { tell } from './engine.ts';

/** Tells the journey that waits for an answer; what is not told now is found by the worker. */
export async function wakeAnswered(
  { temporal, log }: ApiDependencies,
  organizationId: string,
  { question, wake }: Extract<Answered, { kind: 'answered' }>,
): Promise<void> {
  const told = wake
    ? temporal.startResume({ organizationId, reason: wake.kind, scope: wake.scope })
    : temporal.nudgeEnrollment(question.enrollmentId);
  await tell(log, told);
}
