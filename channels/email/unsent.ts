import { subscribe } from 'node:diagnostics_channel';
import * as z from 'zod';

// The Resend client hides why a request failed; Node's fetch tells it on these channels, request by request.
const created = z.object({ request: z.object({ headers: z.array(z.unknown()) }) });
const failed = z.object({ error: z.object({ code: z.string() }) });
const named = z.object({ request: z.custom<object>((value) => typeof value === 'object' && value !== null) });

const beforeAnythingWasSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

type Watch = { sent: boolean; failure: string | null };
const byHeader = new Map<string, Watch>();
const byRequest = new WeakMap<object, Watch>();

const watchOf = (message: unknown) => {
  const { data } = named.safeParse(message);
  return data && byRequest.get(data.request);
};

subscribe('undici:request:create', (message) => {
  if (byHeader.size === 0) return;
  const request = named.safeParse(message).data?.request;
  for (const header of created.safeParse(message).data?.request.headers ?? []) {
    const watch = typeof header === 'string' ? byHeader.get(header) : undefined;
    if (watch && request) byRequest.set(request, watch);
  }
});

subscribe('undici:client:sendHeaders', (message) => {
  const watch = watchOf(message);
  if (watch) watch.sent = true;
});

subscribe('undici:request:error', (message) => {
  const watch = watchOf(message);
  // An aborted request fails once more when its socket ends: only the first failure counts.
  if (watch) watch.failure ??= failed.safeParse(message).data?.error.code ?? 'unnamed';
});

/** Runs one request and tells whether it failed before anything was sent. `key` is the value of one of its headers. */
export async function watchingSent<T>(key: string, request: () => Promise<T>): Promise<{ result: T; unsent: boolean }> {
  const watch: Watch = { sent: false, failure: null };
  byHeader.set(key, watch);
  try {
    const result = await request();
    return { result, unsent: !watch.sent && watch.failure !== null && beforeAnythingWasSent.has(watch.failure) };
  } finally {
    if (byHeader.get(key) === watch) byHeader.delete(key);
  }
}
