import { createHash } from 'node:crypto';
import { Resend } from 'resend';
import * as z from 'zod';
import { type Channel, NotProcessed, OutcomeUnknown, type Outgoing, Refused } from '../channel.ts';
import { createDomains } from './domains.ts';
import { perSecondOf } from './limit-headers.ts';
import { lookUp, sentTo } from './look-up.ts';
import { toChannelError } from './refusals.ts';
import { watchingSent } from './unsent.ts';
import { readWebhook, verifyWebhook } from './webhook.ts';

export type EmailConfig = {
  apiKey: string;
  baseUrl: string;
  /** `whsec_…`; several while one is being replaced. */
  webhookSecrets: string[];
  /** Calls of the whole team; without it nobody waits. */
  perSecond?: number;
  /** For tests of the time-out. */
  timeoutMs?: number;
  clock?: () => Date;
};

const acceptedSchema = z.object({ id: z.string().min(1) });

/** Email by Resend. */
export function createEmail(config: EmailConfig): Channel {
  const { timeoutMs = 30_000, clock = () => new Date() } = config;
  const resend = new Resend(config.apiKey, { baseUrl: config.baseUrl });
  // The key names the team and is itself never stored.
  const vendorAccount = `resend:${createHash('sha256').update(config.apiKey).digest('hex').slice(0, 16)}`;
  const { perSecond } = config;
  return {
    key: 'email',
    vendorAccount,
    ...(perSecond === undefined ? {} : { pace: () => ({ key: vendorAccount, perSecond, everyCall: true }) }),

    async send(message) {
      const { result, unsent } = await watchingSent(message.id, () =>
        resend.emails.send(payload(message), {
          idempotencyKey: message.id,
          signal: AbortSignal.timeout(timeoutMs),
        }),
      );
      if (result.error) throw toChannelError(result.error, result.headers, unsent);
      const accepted = acceptedSchema.safeParse(result.data);
      if (!accepted.success) throw new OutcomeUnknown('Resend answered without an id.');
      const told = perSecondOf(result.headers);
      return { vendorId: accepted.data.id, status: 'accepted', ...(told === undefined ? {} : { perSecond: told }) };
    },

    domains: createDomains(resend, timeoutMs),
    lookUp: (vendorId) => lookUp(resend, vendorId, AbortSignal.timeout(timeoutMs)),
    sentTo: (message, since) => sentTo(resend, message, since, AbortSignal.timeout(timeoutMs)),
    verifyWebhook: (request) => verifyWebhook(request, config.webhookSecrets, clock()),
    readWebhook,

    async check() {
      const { error, headers } = await resend.get('/domains', { signal: AbortSignal.timeout(timeoutMs) });
      if (!error) return;
      const failure = toChannelError(error, headers, false);
      // A key that may only send is refused here, and is just what we need.
      if (failure instanceof Refused && failure.code === 'restricted_api_key') return;
      throw failure instanceof OutcomeUnknown ? new NotProcessed(failure.message) : failure;
    },
  };
}

/** A pure function of the stored message: every retry is byte for byte the same. */
function payload(message: Outgoing) {
  const { id, from, to, replyTo, subject, text, html, headers } = message;
  return {
    from,
    to,
    subject: subject ?? '',
    text,
    ...(html === null ? {} : { html }),
    ...(replyTo === null ? {} : { replyTo }),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    // It comes back in every webhook, also when the answer to this request was lost.
    tags: [{ name: 'message_id', value: id }],
  };
}
