import type { Problem } from './schemas.ts';

type Extra = Pick<Problem, 'errors' | 'action'> & { headers?: Record<string, string> };

/** Thrown anywhere behind a route; answered as RFC 9457. `detail` is a sentence for the owner. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly status: number;
  readonly code: string;
  readonly extra: Extra;

  constructor(status: number, code: string, detail: string, extra: Extra = {}) {
    super(detail);
    this.status = status;
    this.code = code;
    this.extra = extra;
  }
}

export const notFound = (what: string): ProblemError => new ProblemError(404, 'not_found', `There is no such ${what}.`);

export const signInNeeded = (): ProblemError =>
  new ProblemError(401, 'not_signed_in', 'Please sign in.', { action: { label: 'Sign in', href: '/sign-in' } });
