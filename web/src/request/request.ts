import type { Problem } from '../../../api/schemas.ts';

/** What the server answered instead of what was asked for; `problem` says what to do. */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

type Asking = { method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; body?: unknown; signal?: AbortSignal };

const patienceMs = 30_000;

export async function request<Answer>(path: string, { method = 'GET', body, signal }: Asking = {}): Promise<Answer> {
  const limit = AbortSignal.timeout(patienceMs);
  const response = await fetch(path, {
    method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json, application/problem+json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
  }).catch((reason: unknown) => {
    if (signal?.aborted) throw reason;
    throw new ProblemError(unreachable());
  });
  const answer = await readJson(response);
  if (!response.ok) throw new ProblemError(toProblem(response.status, answer));
  return answer as Answer;
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!text) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function unreachable(): Problem {
  return { type: 'about:blank', title: '', status: 0, code: 'unreachable' };
}

// The accounts' own routes answer { code, message }; everything else is a problem already.
function toProblem(status: number, answer: unknown): Problem {
  const said = (answer ?? {}) as Partial<Problem> & { message?: string };
  return {
    type: said.type ?? 'about:blank',
    title: said.title ?? '',
    status,
    code: said.code ?? (status >= 500 ? 'server_error' : 'unknown'),
    ...(said.detail || said.message ? { detail: said.detail ?? said.message } : {}),
    ...(said.errors ? { errors: said.errors } : {}),
    ...(said.action ? { action: said.action } : {}),
  };
}

export function problemOf(error: unknown): Problem | null {
  return error instanceof ProblemError ? error.problem : null;
}

/** The address of a list with its filters; empty ones are left out. */
export function withQuery(path: string, query: Record<string, string | null | undefined>): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}
