import type { Logger } from 'pino';
import { ProblemError } from './problem.ts';

/** Asks Temporal for something the caller waits for. @throws a problem that says to try again */
export async function engine<T>(asked: Promise<T>): Promise<T> {
  return asked.catch(() => {
    throw new ProblemError(
      503,
      'engine_unavailable',
      'The engine that runs journeys does not answer. Please try again.',
      {
        headers: { 'retry-after': '5' },
      },
    );
  });
}

/** Tells Temporal of something that is stored already: when it fails, the worker finds it by itself. */
export async function tell(log: Logger, ...told: Promise<unknown>[]): Promise<void> {
  for (const result of await Promise.allSettled(told)) {
    if (result.status === 'fulfilled') continue;
    log.warn({ err: result.reason }, 'Temporal was not told; the worker will find it');
  }
}
