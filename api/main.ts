import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createChannels } from '../channels/index.ts';
import { systemClock } from '../clock.ts';
import { readConfig } from '../config.ts';
import { armCrashPoint } from '../crash-points.ts';
import { createLog } from '../log.ts';
import { createProviders } from '../providers/index.ts';
import { manifests } from '../providers/manifests.ts';
import { openDatabase } from '../records/database.ts';
import { createInbox } from '../records/deliveries.ts';
import { createKeyRing } from '../records/encryption.ts';
import { listenForChanges } from '../records/live-listener.ts';
import { everyOrganization } from '../records/live-notices.ts';
import { topics } from '../records/live-topics.ts';
import { createTemporal } from '../temporal.ts';
import { createApp } from './app.ts';
import type { ApiDependencies } from './dependencies.ts';
import { createLive } from './live/live.ts';
import { createMetrics } from './metrics.ts';
import { openAccounts } from './open-accounts.ts';

const log = createLog('api');

try {
  await serve();
} catch (error) {
  // Before the first request no message can hold a customer's words.
  console.error(error instanceof Error ? error.message : String(error));
  log.fatal({ err: error }, 'The API could not start');
  process.exit(1);
}

async function serve(): Promise<void> {
  const config = readConfig(process.env);
  armCrashPoint(config.crash);
  const { publicUrl, webOrigins, databaseUrl, allowedRecipients } = config;
  const clock = systemClock;
  const database = await openDatabase({ url: databaseUrl });
  const temporal = await createTemporal(config);
  const channels = createChannels(config);
  const { from, sendingDomain } = config.email;
  const accounts = openAccounts({
    database,
    url: config.databaseAuthUrl ?? databaseUrl,
    secret: config.authSecret,
    publicUrl,
    webOrigins,
    issuer: config.issuer,
    email: { channel: channels.email, from, sendingDomain, allowedRecipients: allowedRecipients.email },
    sms: { channel: channels.sms, defaultSender: config.sms.defaultSender },
    clock,
    log,
  });
  const keys = Object.keys(manifests) as (keyof typeof manifests)[];
  const deps: ApiDependencies = {
    database,
    accounts,
    inbox: createInbox(database, clock),
    providers: createProviders(config),
    manifests,
    channels,
    keys: createKeyRing(config.encryptionKeys),
    temporal,
    metrics: createMetrics(),
    live: createLive(),
    clock,
    log,
    settings: {
      publicUrl,
      webOrigins,
      providers: Object.fromEntries(keys.map((key) => [key, config[key]])),
      webRoot: webRoot(),
    },
  };
  const listener = listenForChanges(config.databaseListenUrl, {
    ...deps.live,
    lost: (error) => {
      log.warn({ err: error }, 'Changes are not heard of; pages are told when they are again');
      deps.live.lost();
    },
  });
  // What the process before this one did not come to tell.
  database.changed(everyOrganization, topics);
  const server = createServer(createApp(deps));
  // A proxy that keeps connections longer than we do would meet closed ones.
  server.keepAliveTimeout = 65_000;
  server.listen(config.port, () => log.info({ port: config.port }, 'The API listens'));
  await stopped(server, () => deps.live.close());
  await Promise.allSettled([listener.close(), accounts.close(), database.close(), temporal.close()]);
  log.info('The API has stopped');
}

/** Until a signal asks to stop and every answer that was begun has been given; `ending` ends those that never do. */
function stopped(server: ReturnType<typeof createServer>, ending: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    const stop = () => {
      server.close(() => resolve());
      ending();
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 10_000).unref();
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  });
}

// From the sources and from the build the folder lies at different depths.
function webRoot(): string | null {
  const folders = ['../web/dist', '../../web/dist'].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  return folders.find((folder) => existsSync(`${folder}/index.html`)) ?? null;
}
