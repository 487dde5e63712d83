import { randomUUID } from 'node:crypto';
import { types } from 'node:util';
import { CompleteAsyncError } from '@temporalio/activity';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { Logger } from 'pino';
import {
  ProviderFailure,
  RateLimited,
  ReconnectNeeded,
  Rejected,
  TokenStale,
  TooCostly,
  Unavailable,
} from '../providers/provider.ts';

/** A failure of ours: a code, and ids. It alone may enter a history. */
export function failure(
  type: string,
  options: { message?: string; nonRetryable?: boolean; retryAfterMs?: number } = {},
): ApplicationFailure {
  const made = ApplicationFailure.create({
    type,
    message: options.message ?? type,
    nonRetryable: options.nonRetryable ?? false,
    nextRetryDelay: options.retryAfterMs,
  });
  made.stack = '';
  return made;
}

/** The one place where a provider's error kinds become failures; anything else stays what it is. */
export function toFailure(error: unknown): unknown {
  if (error instanceof RateLimited) return failure('RateLimited', { retryAfterMs: Math.max(error.retryAfterMs, 100) });
  if (error instanceof Unavailable) return failure('Unavailable');
  if (error instanceof TokenStale) return failure('TokenStale');
  if (error instanceof ReconnectNeeded) return failure('ReconnectNeeded', { message: error.why, nonRetryable: true });
  if (error instanceof TooCostly) return failure('TooCostly', { nonRetryable: true });
  if (error instanceof Rejected) return failure('Rejected', { message: error.path ?? 'refused', nonRetryable: true });
  return error;
}

/** In every worker: nothing but our failures leaves an activity. What was met goes to the log, cleaned. */
export function failureInterceptor(log: Logger): ActivityInterceptorsFactory {
  return (context) => ({
    inbound: {
      async execute(input, next) {
        try {
          return await next(input);
        } catch (caught) {
          const error = toFailure(caught);
          if (caught instanceof ProviderFailure && caught.reference) {
            const { activityType: activity, workflowExecution } = context.info;
            log.warn({ activity, workflow: workflowExecution?.workflowId, err: caught }, 'a provider refused a call');
          }
          if (error instanceof CancelledFailure || error instanceof CompleteAsyncError) throw error;
          if (error instanceof ApplicationFailure) throw bare(error);
          const reference = randomUUID();
          const { activityType, workflowExecution, attempt } = context.info;
          log.error(
            {
              reference,
              activity: activityType,
              workflow: workflowExecution?.workflowId,
              attempt,
              err: error,
            },
            'activity failed unexpectedly',
          );
          const name = types.isNativeError(error) ? error.name : typeof error;
          throw failure('Unexpected', { message: `Unexpected(${name}, ${reference})` });
        }
      },
    },
  });
}

// A cause or a stack may quote what the error was about.
function bare(error: ApplicationFailure): ApplicationFailure {
  const made = ApplicationFailure.create({
    type: error.type ?? 'Failure',
    message: error.message,
    nonRetryable: error.nonRetryable ?? false,
    nextRetryDelay: error.nextRetryDelay ?? undefined,
    details: error.details ?? undefined,
  });
  made.stack = '';
  return made;
}
