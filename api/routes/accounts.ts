import type { Request as ExpressRequest, Response as ExpressResponse } from 'express';
import * as z from 'zod';
import type { ApiDependencies } from '../dependencies.ts';
import { ProblemError } from '../problem.ts';
import { type PlainRoute, plain } from '../route.ts';
import { signUp } from '../schemas.ts';

const email = z.object({ email: z.email() });
const password = z.string().min(10).max(128);

/** A path of the accounts, served by whoever keeps them. */
const passed = (summary: string, body?: z.ZodType): PlainRoute =>
  plain({
    summary,
    reads: 'json',
    body,
    handlers: (deps) => [
      async (request, response) => {
        if (body) body.parse(request.body ?? {});
        await relay(await deps.accounts.handler(webRequest(request, deps)), response);
      },
    ],
  });

export const accounts = {
  'POST /api/auth/sign-up/email': plain({
    summary: 'Makes an account and its organization, and signs in',
    reads: 'json',
    body: signUp,
    handlers: (deps) => [
      async (request, response) => relay(await deps.accounts.signUp(signUp.parse(request.body ?? {})), response),
    ],
  }),
  'POST /api/auth/sign-in/email': passed('Signs in', email.extend({ password: z.string() })),
  'POST /api/auth/sign-out': passed('Signs out'),
  'GET /api/auth/get-session': passed('The session, or null'),
  'POST /api/auth/request-password-reset': passed('Sends a link to choose a new password', email),
  'POST /api/auth/reset-password': passed(
    'Sets a new password with the token of the link',
    z.object({ newPassword: password, token: z.string() }),
  ),
  'GET /api/auth/verify-email': passed('Confirms an address by the link that was sent'),
  'POST /api/auth/send-verification-email': passed('Sends that link again', email),
  'POST /api/auth/change-password': passed(
    'Changes the password',
    z.object({ currentPassword: z.string(), newPassword: password }),
  ),
};

function webRequest(request: ExpressRequest, { settings }: ApiDependencies): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined && !['content-length', 'transfer-encoding', 'content-type'].includes(name))
      headers.set(name, String(value));
  const secure = settings.publicUrl.startsWith('https:') || request.secure;
  const url = new URL(request.originalUrl, `${secure ? 'https' : 'http'}://${request.headers.host ?? 'localhost'}`);
  if (request.method === 'GET') return new Request(url, { headers });
  headers.set('content-type', 'application/json');
  return new Request(url, { method: request.method, headers, body: JSON.stringify(request.body ?? {}) });
}

async function relay(answer: Response, response: ExpressResponse): Promise<void> {
  for (const cookie of answer.headers.getSetCookie()) response.append('set-cookie', cookie);
  const location = answer.headers.get('location');
  if (location) return response.redirect(answer.status, location);
  const body = await answer.text();
  if (answer.status >= 400) throw refusal(answer.status, body);
  response
    .status(answer.status)
    .set('cache-control', 'no-store')
    .type('application/json')
    .send(body || 'null');
}

const sentences: Record<string, string> = {
  INVALID_EMAIL_OR_PASSWORD: 'The email address or the password is not right.',
  INVALID_TOKEN: 'The link is not valid any more. Please ask for a new one.',
  INVALID_PASSWORD: 'The password is not right.',
  PASSWORD_TOO_SHORT: 'The password needs at least 10 characters.',
  EMAIL_ALREADY_VERIFIED: 'The address is confirmed already.',
};

function refusal(status: number, body: string): ProblemError {
  const { code } = codeSchema.catch({}).parse(json(body));
  const word = code && code in sentences ? code : 'REFUSED';
  const detail = sentences[word] ?? 'That was refused. Please load the page again and retry.';
  return status >= 500
    ? new ProblemError(500, 'unexpected', 'Something went wrong on our side. Please try again.')
    : new ProblemError(status, word.toLowerCase(), detail);
}

const codeSchema = z.object({ code: z.string().optional() });

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
