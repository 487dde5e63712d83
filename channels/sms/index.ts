import { setTimeout as delay } from 'node:timers/promises';
import { type Channel, NotProcessed, OutcomeUnknown, type Outgoing, Refused } from '../channel.ts';
import type { Numbers, Subaccounts } from '../sender-setup.ts';
import { createClient } from './client.ts';
import { lookUp, sentTo } from './look-up.ts';
import { createNumbers } from './numbers.ts';
import { toChannelError } from './refusals.ts';
import { accountOf, readWebhook, toStatus, verifyWebhook } from './webhook.ts';

export type SmsConfig = {
  accountSid: string;
  authToken: string;
  baseUrl: string;
  publicUrl: string;
  /** Whether Twilio can call `publicUrl`; without it the status callback is left out. */
  callbacks?: boolean;
  /** Messages of one number or service; without it nobody waits. */
  perSecond?: number;
  /** For tests of the time-out. */
  timeoutMs?: number;
  clock?: () => Date;
};

/** What Twilio admits for ValidityPeriod, in seconds. */
const validity = { least: 1, most: 36_000 };

/** SMS by Twilio. */
export function createSms(config: SmsConfig): Channel & { numbers: Numbers } {
  const { accountSid, authToken, perSecond, timeoutMs = 30_000, clock = () => new Date() } = config;
  const client = createClient(accountSid, authToken, config.baseUrl, timeoutMs);
  const callbacks = config.callbacks ?? config.publicUrl.startsWith('https:');

  const statusCallback = (message: Outgoing) =>
    `${config.publicUrl}/api/channels/sms/status?m=${encodeURIComponent(message.id)}`;

  return {
    key: 'sms',
    vendorAccount: `twilio:${accountSid}`,
    // A number has a speed of its own; what is faster only stands in the vendor's line.
    ...(perSecond === undefined
      ? {}
      : { pace: (from) => ({ key: `twilio:${accountSid}:${from}`, perSecond, everyCall: false }) }),

    async send(message) {
      const validityPeriod = secondsUntil(message.until, clock());
      const created = await within(timeoutMs, () =>
        client.messages.create({
          to: message.to,
          body: message.text,
          ...(message.from.startsWith('MG') ? { messagingServiceSid: message.from } : { from: message.from }),
          ...(callbacks ? { statusCallback: statusCallback(message) } : {}),
          ...(validityPeriod === null ? {} : { validityPeriod }),
        }),
      );
      if (!created.sid) throw new OutcomeUnknown('Twilio answered without an id.');
      return { vendorId: created.sid, status: toStatus(created.status, null) ?? 'accepted' };
    },

    async lookUp(vendorId) {
      try {
        return await within(timeoutMs, () => lookUp(client, vendorId));
      } catch (error) {
        if (error instanceof Refused && error.code === '20404') return null;
        throw error;
      }
    },
    sentTo: (message, since) => within(timeoutMs, () => sentTo(client, message, since)),
    verifyWebhook: (request) => verifyWebhook(request, authToken),
    readWebhook,
    subaccounts: createSubaccounts(client, config, (call) => within(timeoutMs, call)),
    numbers: createNumbers(client, callbacks ? `${config.publicUrl}/api/channels/sms/inbound` : null, (call) =>
      within(timeoutMs, call),
    ),

    async check() {
      try {
        await within(timeoutMs, () => client.api.v2010.accounts(accountSid).fetch());
      } catch (error) {
        throw error instanceof OutcomeUnknown ? new NotProcessed(error.message) : error;
      }
    },
  };
}

const prefix = 'twilio:';

/** A subaccount is known by its id and signs with a token of its own. */
function createSubaccounts(
  client: ReturnType<typeof createClient>,
  config: SmsConfig,
  within: <T>(call: () => Promise<T>) => Promise<T>,
): Subaccounts {
  return {
    async create(label) {
      const { sid, authToken } = await within(() => client.api.v2010.accounts.create({ friendlyName: label }));
      if (!sid || !authToken) throw new OutcomeUnknown('Twilio answered without an account.');
      return { vendorAccount: `${prefix}${sid}`, secret: authToken };
    },
    async adopt(sid, authToken) {
      if (sid === config.accountSid) throw new Refused('account_of_the_operator', 'account');
      await createSms({ ...config, accountSid: sid, authToken }).check();
      return { vendorAccount: `${prefix}${sid}`, secret: authToken };
    },
    namedBy(request) {
      const sid = accountOf(request);
      return sid === null || sid === config.accountSid ? null : `${prefix}${sid}`;
    },
    open: ({ vendorAccount, secret }) =>
      createSms({ ...config, accountSid: vendorAccount.replace(prefix, ''), authToken: secret }),
  };
}

/** The client's own time-out starts anew with every byte; this one does not. */
async function within<T>(timeoutMs: number, call: () => Promise<T>): Promise<T> {
  const over = new AbortController();
  const deadline = delay(timeoutMs, null, { signal: over.signal }).then(() => {
    throw new OutcomeUnknown('Twilio did not answer in time.');
  });
  try {
    return await Promise.race([call(), deadline]);
  } catch (error) {
    throw error instanceof OutcomeUnknown ? error : toChannelError(error);
  } finally {
    deadline.catch(() => undefined);
    over.abort();
  }
}

function secondsUntil(until: Date | null, now: Date): number | null {
  if (until === null) return null;
  const seconds = Math.floor((until.getTime() - now.getTime()) / 1000);
  return Math.min(validity.most, Math.max(validity.least, seconds));
}
