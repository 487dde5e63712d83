import type { Channel, ChannelKey } from './channel.ts';
import { createEmail, type EmailConfig } from './email/index.ts';
import { createSms, type SmsConfig } from './sms/index.ts';

type Mode = { mode: 'sandbox' | 'real' | 'off' };
type ChannelsConfig = { email: EmailConfig & Mode; sms: SmsConfig & Mode };

/** The one list of implementations. A channel that is off is null. */
export function createChannels(config: ChannelsConfig) {
  return {
    email: config.email.mode === 'off' ? null : createEmail(config.email),
    sms: config.sms.mode === 'off' ? null : createSms(config.sms),
  } satisfies Record<ChannelKey, Channel | null>;
}

export type Channels = ReturnType<typeof createChannels>;
