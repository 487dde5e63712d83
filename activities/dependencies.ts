import type { Logger } from 'pino';
import type { Channel, ChannelKey } from '../channels/channel.ts';
import type { Clock } from '../clock.ts';
import type { AllowedRecipients } from '../journeys/recipients.ts';
import type { Provider } from '../providers/provider.ts';
import type { Database } from '../records/database.ts';
import type { KeyRing } from '../records/encryption.ts';
import type { Temporal } from '../temporal.ts';

/** Everything that activities may reach; built once by the worker. */
export type Dependencies = {
  database: Database;
  providers: Readonly<Record<string, Provider>>;
  channels: Readonly<Partial<Record<ChannelKey, Channel>>>;
  keys: KeyRing;
  temporal: Temporal;
  clock: Clock;
  log: Logger;
  settings: {
    publicUrl: string;
    /** Outside production a real channel sends to nobody else. */
    allowedRecipients: AllowedRecipients;
    /** Providers whose webhooks we register ourselves. */
    registerWebhooks: readonly string[];
    platformFrom: string;
    /** Messages of one organization in 24 hours, where it has no number of its own; null: as many as there are. */
    dailyQuota: Record<ChannelKey, number | null>;
    /** Smaller pages than the provider's own; null: as it likes them. */
    customerPageSize: number | null;
    /** How often we look for what no webhook told. */
    sweepEveryMs: number;
  };
};
