import twilio from 'twilio';
import type RequestClient from 'twilio/lib/base/RequestClient.js';
import { RateLimited } from '../channel.ts';

/** Twilio's client at the configured address; a 429 keeps its Retry-After, which the client's own error drops. */
export function createClient(accountSid: string, authToken: string, baseUrl: string, timeoutMs: number) {
  const httpClient = new LimitAwareClient({ timeout: timeoutMs, autoRetry: false });
  const client = twilio(accountSid, authToken, { httpClient });
  client.api.baseUrl = baseUrl;
  // The Messaging API has a host of its own; whoever plays Twilio elsewhere plays both.
  if (new URL(baseUrl).host !== 'api.twilio.com') client.messaging.baseUrl = baseUrl;
  return client;
}

class LimitAwareClient extends twilio.RequestClient {
  override async request<T>(options: RequestClient.RequestOptions<T>) {
    const response = await super.request<T>(options);
    if (response.statusCode === 429) throw new RateLimited(retryAfterMs(response.headers));
    return response;
  }
}

function retryAfterMs(headers: unknown): number {
  const given = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'retry-after')?.[1];
  const seconds = Number(given ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.max(1000, seconds * 1000) : 1000;
}
