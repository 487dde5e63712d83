import { NotProcessed, OutcomeUnknown, RateLimited, Refused } from '../channels/channel.ts';
import { ProblemError } from './problem.ts';

type Whose = 'installation' | 'caller';

const accountWords: Record<Whose, string> = {
  installation: 'This installation may not do that at the sending service: its operator has to look at its key.',
  caller: 'The sending service does not accept this account and its secret.',
};

/**
 * Asks a sending service for something the caller waits for.
 * @param account whose credentials it is asked with
 * @throws a problem that says what to do
 */
export function vendor<T>(asked: Promise<T>, account: Whose = 'installation'): Promise<T> {
  return asked.catch((error: unknown) => {
    throw problemOf(error, account) ?? error;
  });
}

function problemOf(error: unknown, account: Whose): ProblemError | null {
  if (error instanceof RateLimited)
    return new ProblemError(503, 'vendor_busy', 'The sending service asks us to wait. Please try again shortly.', {
      headers: { 'retry-after': String(Math.ceil(error.retryAfterMs / 1000)) },
    });
  if (error instanceof NotProcessed || error instanceof OutcomeUnknown)
    return new ProblemError(503, 'vendor_unavailable', 'The sending service does not answer. Please try again.');
  if (!(error instanceof Refused)) return null;
  if (error.about === 'account') return new ProblemError(422, 'vendor_account', accountWords[account]);
  return new ProblemError(422, 'vendor_refused', `The sending service refused it (${error.code}).`);
}
