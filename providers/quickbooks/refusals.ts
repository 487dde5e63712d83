import * as z from 'zod';
import { type ProviderFailure, RateLimited, ReconnectNeeded, Rejected, TokenStale, Unavailable } from '../provider.ts';

const text = z.string().catch('');
const upper = z.object({ Message: text, Detail: text, code: text, element: z.string().nullish().catch(null) });
const lower = z.object({ message: text, detail: text, code: text, element: z.string().nullish().catch(null) });
const answerShape = z.union([
  z.object({ Fault: z.object({ Error: z.array(upper).min(1), type: text }) }).transform(({ Fault }) => ({
    type: Fault.type,
    errors: Fault.Error.map(({ Message, Detail, code, element }) => ({ said: `${Message} ${Detail}`, code, element })),
  })),
  z.object({ fault: z.object({ error: z.array(lower).min(1), type: text }) }).transform(({ fault }) => ({
    type: fault.type,
    errors: fault.error.map(({ message, detail, code, element }) => ({ said: `${message} ${detail}`, code, element })),
  })),
]);

/** `said` is for telling refusals apart only: it may quote a token, a name or an address. */
type Fault = { code: string; said: string; element: string | null };

/** The first fault of an answer in either of the vendor's spellings; null where there is none. */
export function faultOf(answer: unknown): Fault | null {
  const first = answerShape.safeParse(answer).data?.errors[0];
  return first ? { code: first.code, said: first.said, element: first.element || null } : null;
}

/** The vendor names no time and documents no Retry-After: a minute, unless it says one. */
const throttledForMs = 60_000;

export const retryAfterMs = (header: string | null) => {
  const seconds = Number(header);
  return header && Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : throttledForMs;
};

export const objectNotFound = 'fault_610';

const spokenElement = /^[A-Za-z0-9_.]{1,60}$/;
const has = (fault: Fault | null, ...codes: string[]) =>
  fault !== null && codes.some((code) => fault.code === code || fault.said.includes(`errorCode=00${code}`));

/** What an answer of the data API means; null where it is no refusal. A fault may come with status 200. */
export function refusalOf(status: number, headers: Headers, answer: unknown): ProviderFailure | null {
  const fault = faultOf(answer);
  if (status < 400 && !fault) return null;
  return withReference(kindOf(status, headers, fault), headers);
}

function kindOf(status: number, headers: Headers, fault: Fault | null): ProviderFailure {
  if (status === 429 || has(fault, '3001')) return new RateLimited(retryAfterMs(headers.get('retry-after')));
  if (status === 401 || has(fault, '3200', '100')) return new TokenStale();
  // The app may not reach this company any more, whatever the token's age.
  if (has(fault, '3100')) return new ReconnectNeeded('refused');
  if (status >= 500 || status === 408 || has(fault, '10000')) {
    return new Unavailable(`The provider answered ${status}.`);
  }
  if (has(fault, '6190')) return new Rejected('subscription_ended');
  if (!fault) return new Rejected(`http_${status}`);
  const code = /^\d{1,6}$/.test(fault.code) ? `fault_${fault.code}` : `http_${status}`;
  return new Rejected(code, fault.element && spokenElement.test(fault.element) ? fault.element : null);
}

/** Keeps the vendor's id of the call on the refusal, for its support. */
export function withReference<Failure extends ProviderFailure>(failure: Failure, headers: Headers): Failure {
  const id = headers.get('intuit_tid') ?? '';
  if (/^[\w.:-]{1,100}$/.test(id)) failure.reference = id;
  return failure;
}

/** Null for a body that is not JSON. */
export function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
