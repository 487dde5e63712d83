import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import * as z from 'zod';
import {
  OutcomeUnknown,
  RateLimited,
  ReconnectNeeded,
  Rejected,
  TokenStale,
  Unavailable,
} from '../providers/provider.ts';
import { ProblemError } from './problem.ts';
import type { Problem } from './schemas.ts';

/** The one place where errors become answers: no stack, no message that we did not write. */
export const problems =
  (log: Logger): ErrorRequestHandler =>
  (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const problem = problemOf(error);
    // A link that a person followed leads to the page that helps, not to JSON.
    if (problem.status === 401 && request.method === 'GET' && request.get('accept')?.startsWith('text/html'))
      return response.redirect(`/sign-in?next=${encodeURIComponent(request.originalUrl.split('?')[0] ?? '/')}`);
    if (problem.status >= 500) log.error({ code: problem.code, request: request.id, err: error }, 'A request failed');
    answerProblem(response, problem);
  };

export function answerProblem(response: Response, { status, code, message, extra }: ProblemError): void {
  const { headers = {}, errors, action } = extra;
  const title = STATUS_CODES[status] ?? 'Error';
  const body: Problem = { type: 'about:blank', title, status, detail: message, code, errors, action };
  response.status(status).set(headers).type('application/problem+json').send(JSON.stringify(body));
}

const integrations = { action: { label: 'Open integrations', href: '/settings/integrations' } };

export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof z.ZodError) return invalid(error);
  if (error instanceof ReconnectNeeded)
    return new ProblemError(409, 'reconnect_needed', 'The connection has ended. Please connect again.', integrations);
  if (error instanceof RateLimited)
    return new ProblemError(503, 'provider_busy', 'The provider asks us to wait. Please try again shortly.', {
      headers: { 'retry-after': String(Math.ceil(error.retryAfterMs / 1000)) },
    });
  if (error instanceof Unavailable || error instanceof OutcomeUnknown || error instanceof TokenStale)
    return new ProblemError(
      503,
      'provider_unavailable',
      'The provider does not answer. Please try again.',
      integrations,
    );
  if (error instanceof Rejected)
    return new ProblemError(502, 'provider_refused', 'The provider refused what we asked.', integrations);
  return parserProblem(error) ?? databaseProblem(error) ?? unexpected();
}

const unexpected = () =>
  new ProblemError(500, 'unexpected', 'Something went wrong on our side. It has been noted; please try again.');

function invalid(error: z.ZodError): ProblemError {
  const errors = error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
  const first = errors[0];
  const where = first?.path ? `${first.path}: ` : '';
  return new ProblemError(400, 'invalid', `Please check what you sent. ${where}${first?.message ?? ''}`.trim(), {
    errors,
  });
}

// body-parser and the router mark a caller's fault by a 4xx status; their messages may quote the body.
function parserProblem(error: unknown): ProblemError | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null;
  if (error.status === 413) return new ProblemError(413, 'too_large', 'The request is too large.');
  if (error.status === 415) return new ProblemError(400, 'unsupported_encoding', 'The encoding is not supported.');
  return error.status >= 400 && error.status < 500
    ? new ProblemError(error.status, 'unreadable', 'The request could not be read.')
    : null;
}

function databaseProblem(error: unknown): ProblemError | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'P2025') return new ProblemError(404, 'not_found', 'There is no such thing.');
  if (['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028', 'ECONNREFUSED'].includes(code))
    return new ProblemError(503, 'database_unavailable', 'The database does not answer. Please try again.', {
      headers: { 'retry-after': '5' },
    });
  return null;
}
