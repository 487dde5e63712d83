import { createHash } from 'node:crypto';
import { type Request, type RequestHandler, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import { bearerOf } from './accounts/bearer.ts';
import { ProblemError } from './problem.ts';

const minute = 60_000;

/** Per address. Never on webhooks, which are served before: a vendor's burst is its right. */
export function rateLimits(): RequestHandler {
  const limits = Router();
  limits.post(['/auth/sign-in/email', '/auth/sign-up/email'], limit(60, 10 * minute));
  limits.post(['/auth/request-password-reset', '/auth/send-verification-email'], limit(20, 10 * minute));
  limits.post('/team/invitations', limit(60, 10 * minute));
  limits.use(limitOfKeys());
  limits.use(limit(1200, minute, (request) => isProbe(request.path)));
  return limits;
}

/** Pages for people without an account: who tries addresses out is slowed down, a mail program's many clicks are not. */
export const publicPageLimits = (): RequestHandler[] => [limit(1200, minute), limit(60, minute, undefined, true)];

function limit(
  count: number,
  windowMs: number,
  skip: (request: Request) => boolean = () => false,
  failuresOnly = false,
  by?: (request: Request) => string,
): RequestHandler {
  return rateLimit({
    windowMs,
    limit: count,
    skip,
    ...(by ? { keyGenerator: by } : {}),
    skipSuccessfulRequests: failuresOnly,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Express knows the proxy setting already; the library's own checks only write to the console.
    validate: false,
    handler: () => {
      throw new ProblemError(429, 'too_many_requests', 'That was too often. Please wait a few minutes.');
    },
  });
}

/** A program that asks too often slows down itself, and no other behind its address. */
const limitOfKeys = (): RequestHandler =>
  limit(
    600,
    minute,
    ({ headers }) => bearerOf(headers) === null,
    false,
    ({ headers }) =>
      createHash('sha256')
        .update(bearerOf(headers) ?? '')
        .digest('base64'),
  );

const isProbe = (path: string): boolean => /^\/(health|ready)\/?$/.test(path);
