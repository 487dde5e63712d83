import * as z from 'zod';
import { RateLimited, ReconnectNeeded, Rejected, TokenStale, TooCostly, Unavailable } from '../provider.ts';
import { isAbsentField } from './absent-fields.ts';

const graphqlError = z.object({
  message: z.string().catch(''),
  path: z.array(z.union([z.string(), z.number()])).catch([]),
  locations: z.array(z.object({ line: z.number(), column: z.number() })).catch([]),
  extensions: z.object({ code: z.string().optional().catch(undefined) }).catch({}),
});
const costShape = z.object({
  requestedQueryCost: z.number(),
  actualQueryCost: z.number().nullish(),
  throttleStatus: z.object({ maximumAvailable: z.number(), currentlyAvailable: z.number(), restoreRate: z.number() }),
});
const answerShape = z.object({
  data: z.unknown().optional(),
  message: z.string().optional().catch(undefined),
  error: z
    .union([z.object({ message: z.string() }), z.string()])
    .optional()
    .catch(undefined),
  errors: z.array(graphqlError).catch([]),
  extensions: z
    .object({
      cost: costShape.optional().catch(undefined),
      versioning: z.object({ version: z.string(), warning: z.string().optional() }).optional().catch(undefined),
    })
    .catch({}),
});

export type Answer = z.infer<typeof answerShape>;
export type GraphqlError = z.infer<typeof graphqlError>;

/** Null for a body that is not a JSON object. */
export function readAnswer(body: string): Answer | null {
  try {
    return answerShape.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}

/** 2,500 requests in five minutes: the vendor documents no Retry-After, so half a minute unless it says one. */
const requestLimitWaitMs = 30_000;

export const retryAfterMs = (header: string | null) => {
  const seconds = Number(header);
  return header && Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : requestLimitWaitMs;
};

const isDead = (text: string) => /has disconnected this app|account is not active/i.test(text);

function throttled({ extensions: { cost } }: Answer): RateLimited | TooCostly {
  if (!cost) return new RateLimited(requestLimitWaitMs);
  const { maximumAvailable, currentlyAvailable, restoreRate } = cost.throttleStatus;
  if (cost.requestedQueryCost > maximumAvailable) return new TooCostly('The request costs more than the bucket holds.');
  // A full bucket that still refuses (a race with another request) is asked again after a second.
  const seconds = Math.ceil((cost.requestedQueryCost - currentlyAvailable) / Math.max(1, restoreRate));
  return new RateLimited(Math.max(1, seconds) * 1000);
}

function ofGraphqlError({ message, path, extensions }: GraphqlError): Error {
  if (extensions.code === 'UNAUTHENTICATED' || /because you are unauthenticated/i.test(message))
    return new TokenStale();
  if (/hidden due to permissions/i.test(message)) return new Rejected('missing_permission', path.join('.') || null);
  if (/(was provided|got) invalid value/i.test(message))
    return new Rejected('invalid_variable', path.join('.') || null);
  if (/temporarily unavailable/i.test(message)) return new Unavailable('The provider is temporarily unavailable.');
  if (isAbsentField({ message })) return new Rejected('absent_field', path.join('.') || null);
  return new Rejected('graphql_error', path.join('.') || null);
}

/** What a vendor's answer in any of its error shapes means; null where it is no refusal. */
export function refusalOf(status: number, headers: Headers, answer: Answer | null): Error | null {
  const flat = answer
    ? (answer.message ?? (typeof answer.error === 'string' ? answer.error : answer.error?.message) ?? '')
    : '';
  if (isDead(flat)) return new ReconnectNeeded('disconnected');
  const throttle = answer?.errors.some(
    ({ extensions, message }) => extensions.code === 'THROTTLED' || message === 'Throttled',
  );
  if (answer && throttle) return throttled(answer);
  if (status === 429) return new RateLimited(retryAfterMs(headers.get('retry-after')));
  if (status === 401) return new TokenStale();
  if (status >= 500 || status === 408 || /temporarily unavailable/i.test(flat)) {
    return new Unavailable(`The provider answered ${status}.`);
  }
  if (status === 404 && /GraphQL API version/i.test(flat)) return new Rejected('unknown_api_version');
  if (answer?.errors[0]) return ofGraphqlError(answer.errors[0]);
  if (status >= 400) return new Rejected(`http_${status}`);
  if (!answer || answer.data === undefined || answer.data === null) return new Rejected('unexpected_answer');
  return null;
}
