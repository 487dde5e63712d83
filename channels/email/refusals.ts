import * as z from 'zod';
import { NotProcessed, OutcomeUnknown, RateLimited, Refused } from '../channel.ts';

const errorSchema = z.object({
  name: z.string().catch('unnamed'),
  statusCode: z.number().nullable().catch(null),
  message: z.string().catch(''),
});

type Headers = Record<string, string> | null;

const quotaWaitMs = 60 * 60 * 1000;

/** Refusals that a name settles, whatever the status. */
const aboutByName: Record<string, Refused['about']> = {
  missing_api_key: 'account',
  invalid_api_key: 'account',
  restricted_api_key: 'account',
  invalid_access: 'account',
  invalid_region: 'account',
  not_found: 'account',
  method_not_allowed: 'account',
  invalid_from_address: 'sender',
};

/** What a failed call means for the caller: by the error's name first, then by its status. */
export function toChannelError(error: unknown, headers: Headers, unsent: boolean): Error {
  if (unsent) return new NotProcessed('Resend could not be reached; nothing was sent.');
  const { name, statusCode, message } = errorSchema.parse(error ?? {});
  if (statusCode === null || statusCode < 400) return new OutcomeUnknown('Resend gave no readable answer.');
  if (name === 'invalid_idempotent_request')
    return new OutcomeUnknown('Resend knows this message with another content; the first one probably went out.', true);
  if (name === 'daily_quota_exceeded' || name === 'monthly_quota_exceeded')
    return new RateLimited(retryAfterMs(headers) ?? quotaWaitMs, true);
  if (name === 'rate_limit_exceeded' || statusCode === 429) return new RateLimited(retryAfterMs(headers) ?? 1000);
  if (name === 'concurrent_idempotent_requests' || statusCode === 409)
    return new OutcomeUnknown('Resend is still working on the first request with this key.');
  if (name === 'internal_server_error' || statusCode >= 500)
    return new OutcomeUnknown(`Resend failed with status ${statusCode}.`);
  return new Refused(/^\w{1,60}$/.test(name) ? name : 'unnamed', aboutOf(name, statusCode, message));
}

function aboutOf(name: string, status: number, message: string): Refused['about'] {
  const about = aboutByName[name];
  if (about) return about;
  // One name, three causes: an unverified domain (403), a bad address (422), anything else in the message.
  if (name === 'validation_error' && status === 403) return 'sender';
  if (/`to`/.test(message)) return 'recipient';
  if (/`from`/.test(message)) return 'sender';
  return status === 401 || status === 403 ? 'account' : 'message';
}

function retryAfterMs(headers: Headers): number | null {
  const seconds = Number(headers?.['retry-after'] ?? headers?.['ratelimit-reset'] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.max(1000, seconds * 1000) : null;
}
