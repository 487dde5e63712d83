import type { Logger } from 'pino';
import type { Channels } from '../channels/index.ts';
import type { Clock } from '../clock.ts';
import type { Manifest, Provider } from '../providers/provider.ts';
import type { Database } from '../records/database.ts';
import type { Inbox } from '../records/deliveries.ts';
import type { KeyRing } from '../records/encryption.ts';
import type { Temporal } from '../temporal.ts';
import type { Accounts } from './accounts/accounts.ts';
import type { Live } from './live/live.ts';
import type { Metrics } from './metrics.ts';

/** Everything that the routes may reach; built once by main.ts. */
export type ApiDependencies = {
  database: Database;
  accounts: Accounts;
  inbox: Inbox;
  providers: Readonly<Record<string, Provider>>;
  manifests: Readonly<Record<string, Manifest>>;
  channels: Channels;
  keys: KeyRing;
  temporal: Temporal;
  metrics: Metrics;
  live: Live;
  clock: Clock;
  log: Logger;
  settings: ApiSettings;
};

export type ProviderSettings = { mode: 'sandbox' | 'real' | 'off'; redirectUri: string; registerWebhooks: boolean };

export type ApiSettings = {
  publicUrl: string;
  webOrigins: readonly string[];
  providers: Readonly<Record<string, ProviderSettings>>;
  /** Folder of the built web app; null: none is served. */
  webRoot: string | null;
};
