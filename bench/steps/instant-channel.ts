import { randomUUID } from 'node:crypto';
import type { Channel, ChannelKey, Outgoing } from '../../channels/channel.ts';

/** A vendor that answers at once and has no limit. */
export function instantChannel(key: ChannelKey, sent: (message: Outgoing) => void = () => undefined): Channel {
  return {
    key,
    vendorAccount: `bench:${key}`,
    async send(message) {
      sent(message);
      return { vendorId: randomUUID(), status: 'accepted' };
    },
    lookUp: async () => null,
    sentTo: async () => [],
    verifyWebhook: () => false,
    readWebhook: () => [],
    check: async () => undefined,
  };
}
