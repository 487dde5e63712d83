import { NotProcessed, OutcomeUnknown, RateLimited, Refused } from '../channels/channel.ts';
import { ProblemError } from './problem.ts';

/** Asks a sending service for something the caller waits for. @throws a problem that says what to do */
export function vendor<T>(asked: Promise<T>): Promise<T> {
  return asked.catch((error: unknown) => {
    throw problemOf(error) ?? error;
  });
}

function problemOf(error: unknown): ProblemError | null {
  if (error instanceof RateLimited)
    return new ProblemError(503, 'vendor_busy', 'The sending service asks us to wait. Please try again shortly.', {
      headers: { 'retry-after': String(Math.ceil(error.retryAfterMs / 1000)) },
    });
  if (error instanceof NotProcessed || error instanceof OutcomeUnknown)
    return new ProblemError(503, 'vendor_unavailable', 'The sending service does not answer. Please try again.');
  if (!(error instanceof Refused)) return null;
  return error.about === 'account'
    ? new ProblemError(422, 'vendor_account', 'The sending service does not accept this account and its secret.')
    : new ProblemError(422, 'vendor_refused', `The sending service refused it (${error.code}).`);
}
