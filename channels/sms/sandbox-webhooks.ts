import { randomUUID } from 'node:crypto';
import twilio from 'twilio';
import type { WebhookSender } from '../../sandbox/webhook-sender.ts';
import type { Account } from './sandbox-accounts.ts';
import type { StoredMessage } from './sandbox-state.ts';

/** A form signed as Twilio signs it; `url` must be exactly the one that is called. */
export function signedForm(
  authToken: string,
  url: string,
  fields: Record<string, string>,
  token: string = randomUUID(),
) {
  return {
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'user-agent': 'TwilioProxy/1.1',
      'i-twilio-idempotency-token': token,
      'x-twilio-signature': twilio.getExpectedTwilioSignature(authToken, url, fields),
    },
    body: new URLSearchParams(fields).toString(),
  };
}

/** Status callbacks and inbound messages, posted in the background. */
export function createTwilioWebhooks(sender: WebhookSender, accountOf: (message: StoredMessage) => Account) {
  const post = (url: string, account: Account, fields: Record<string, string>) => {
    const token = randomUUID();
    sender.post(url, () => signedForm(account.token, url, fields, token));
  };
  const common = (message: StoredMessage) => ({
    MessageSid: message.sid,
    SmsSid: message.sid,
    AccountSid: accountOf(message).sid,
    ApiVersion: '2010-04-01',
    From: message.from,
    To: message.to,
    ...(message.service ? { MessagingServiceSid: message.service } : {}),
  });
  return {
    status(message: StoredMessage, status: string) {
      if (!message.statusCallback) return;
      const error: Record<string, string> = message.errorCode === null ? {} : { ErrorCode: String(message.errorCode) };
      post(message.statusCallback, accountOf(message), {
        ...common(message),
        MessageStatus: status,
        SmsStatus: status,
        ...error,
      });
    },
    inbound(url: string, message: StoredMessage) {
      const size = { NumMedia: '0', NumSegments: String(message.segments) };
      post(url, accountOf(message), { ...common(message), SmsStatus: 'received', Body: message.body, ...size });
    },
  };
}
