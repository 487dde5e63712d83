import { setTimeout } from 'node:timers/promises';
import {
  DefaultLogger,
  type LogEntry,
  makeTelemetryFilterString,
  NativeConnection,
  Runtime,
  type Worker,
} from '@temporalio/worker';
import type { Logger } from 'pino';
import { checkSenders } from './activities/check-senders.ts';
import type { Dependencies } from './activities/dependencies.ts';
import { sweepMessages } from './activities/message-sweep.ts';
import { createChannels } from './channels/index.ts';
import { systemClock } from './clock.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { armCrashPoint } from './crash-points.ts';
import { defaults } from './journeys/defaults.ts';
import { createLog } from './log.ts';
import { ensureSearchAttributes } from './namespace-attributes.ts';
import { createProviders } from './providers/index.ts';
import { manifests } from './providers/manifests.ts';
import { pickUp, reconcile, tellUnread, tendConnections } from './reconciler.ts';
import { openDatabase } from './records/database.ts';
import { createKeyRing } from './records/encryption.ts';
import { everyOrganization } from './records/live-notices.ts';
import { topics } from './records/live-topics.ts';
import { drainInbox } from './sweep.ts';
import { createTemporal, temporalConnection } from './temporal.ts';
import { createWorkers, workflowBundle } from './worker-pool.ts';

const second = 1_000;
const minute = 60 * second;

const providerKeys = Object.keys(manifests) as (keyof typeof manifests)[];

// Most of our workers do activities only, and the SDK cannot be told that this is meant.
const meant = 'No workflows registered, not polling for workflow tasks';

const log = createLog('worker');
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());

try {
  await main(readConfig(process.env));
} catch (error) {
  if (!stopping.signal.aborted || error !== stopping.signal.reason) {
    if (error instanceof ConfigError) console.error(error.message);
    else log.fatal({ err: error, reason: describe(error) }, 'worker ended');
    process.exitCode = 1;
  }
}

async function main(config: Config): Promise<void> {
  armCrashPoint(config.crash);
  Runtime.install({
    logger: sdkLogger(log),
    telemetryOptions: { logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'WARN', other: 'ERROR' }) } },
    shutdownSignals: [],
  });
  const bundling = workflowBundle();
  const { options, namespace } = temporalConnection(config);
  const connection = await untilItAnswers(() => NativeConnection.connect(options));
  const database = await openDatabase({ url: config.databaseUrl, poolSize: 20 });
  const temporal = await createTemporal(config);
  const deps: Dependencies = {
    database,
    providers: createProviders(config),
    channels: withoutOff(createChannels(config)),
    keys: createKeyRing(config.encryptionKeys),
    temporal,
    clock: systemClock,
    log,
    settings: {
      publicUrl: config.publicUrl,
      allowedRecipients: config.allowedRecipients,
      registerWebhooks: providerKeys.filter((key) => config[key].registerWebhooks),
      platformFrom: config.email.from,
      dailyQuota: { email: config.email.dailyQuota, sms: config.sms.dailyQuota },
      customerPageSize: null,
      sweepEveryMs: defaults.sweepEveryMs[config.publicUrl.startsWith('https:') ? 'reachable' : 'unreachable'],
    },
  };
  const searchable = { yet: await ensureSearchAttributes(temporal.client, namespace, log) };
  const workers = await createWorkers(deps, {
    connection,
    namespace,
    buildId: config.workerBuildId,
    activitySlots: config.activitySlots,
    bundle: await bundling,
  });
  const running = runAll(workers);
  // What the process before this one did not come to tell.
  database.changed(everyOrganization, topics);
  log.info({ queues: workers.map((worker) => worker.options.taskQueue) }, 'worker ready');

  const ago = (ms: number) => new Date(deps.clock().getTime() - ms);
  const duties = [
    every(second, 'sweep', () => drainInbox(deps, stopping.signal)),
    // A connection whose loop never went round was made while Temporal was down.
    every(15 * second, 'new connections', () => tendConnections(deps, ago(365 * 24 * 60 * minute))),
    every(minute, 'unread', () => tellUnread(deps)),
    every(minute, 'open messages', () => sweepMessages(deps, stopping.signal)),
    every(minute, 'pick up', () => pickUp(deps)),
    every(minute, 'senders', () => checkSenders(deps, stopping.signal)),
    every(60 * minute, 'reconcile', async () => log.info(await reconcile(deps), 'reconciled')),
    every(5 * minute, 'search attributes', async () => {
      searchable.yet ||= await ensureSearchAttributes(temporal.client, namespace, log);
    }),
  ];
  await running;
  stopping.abort();
  await Promise.all(duties);
  await connection.close();
  await temporal.close();
  await database.close();
  log.info('worker stopped');
}

/** Runs the workers until the process is told to stop, or one of them fails: then all end. */
async function runAll(workers: Worker[]): Promise<void> {
  const stop = () => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  stopping.signal.addEventListener('abort', stop);
  const results = await Promise.allSettled(
    workers.map((worker) =>
      worker.run().finally(() => {
        stopping.abort();
      }),
    ),
  );
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

/** A duty that fails is logged and done again at its next time. */
async function every(ms: number, duty: string, work: () => Promise<unknown>): Promise<void> {
  while (!stopping.signal.aborted) {
    try {
      await work();
    } catch (error) {
      log.warn({ duty, err: error }, 'a duty failed');
    }
    await setTimeout(ms, undefined, { signal: stopping.signal }).catch(() => undefined);
  }
}

async function untilItAnswers<T>(connect: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await connect();
    } catch (error) {
      log.warn({ err: error }, 'Temporal does not answer yet');
      await setTimeout(2 * second, undefined, { signal: stopping.signal });
    }
  }
}

function withoutOff<T extends object>(channels: T): Dependencies['channels'] {
  return Object.fromEntries(Object.entries(channels).filter(([, channel]) => channel !== null));
}

// Our own words at start are safe to show; a vendor's or a driver's may hold an address.
function describe(error: unknown): string | undefined {
  return error instanceof Error && error.constructor === Error ? error.message : undefined;
}

function sdkLogger(to: Logger): DefaultLogger {
  const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;
  return new DefaultLogger('WARN', ({ level, message, meta }: LogEntry) => {
    if (message === meant) return;
    const { workflowId, runId, activityType, taskQueue, error } = (meta ?? {}) as Record<string, unknown>;
    to[levels[level]]({ workflowId, runId, activityType, taskQueue, ...(error !== undefined && { error }) }, message);
  });
}
