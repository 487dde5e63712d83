import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Connection } from '@temporalio/client';
import { searchAttributeKeys } from '../../workflows/search-attributes.ts';
import { until } from './services.ts';
import type { Service } from './supervisor.ts';

interface TemporalOptions {
  binary: string;
  dataDir: string;
  logs: string;
  port: number;
  uiPort: number;
  namespace: string;
}

/** Temporal's development server: one process, data in a file, with its web UI. */
export function temporalService({ binary, dataDir, logs, port, uiPort, namespace }: TemporalOptions): Service {
  const flags = {
    ip: '127.0.0.1',
    port: String(port),
    'ui-port': String(uiPort),
    'db-filename': join(dataDir, 'temporal.db'),
    namespace,
    'log-level': 'warn',
    'log-format': 'json',
    'dynamic-config-value': 'matching.enableFairness=true',
  };
  // Without these pragmas it is three to seven times slower.
  const pragmas = ['--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=normal'];
  // The worker makes them too, where it may; here that would cost the first start two seconds.
  const attributes = Object.values(searchAttributeKeys).flatMap(({ name }) => [
    '--search-attribute',
    `${name}=Keyword`,
  ]);
  return {
    name: 'Temporal',
    logFile: join(logs, 'temporal.log'),
    stopSignal: 'SIGINT',
    grace: 10_000,
    launch: () =>
      spawn(
        binary,
        [
          'server',
          'start-dev',
          ...Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value]),
          ...pragmas,
          ...attributes,
        ],
        { detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
      ),
    ready: (signal) => withTemporal(`127.0.0.1:${port}`, signal, (connection) => hasNamespace(connection, namespace)),
  };
}

/** Waits until workers listen on a task queue. */
export async function workersListen(
  address: string,
  namespace: string,
  queue: string,
  signal: AbortSignal,
): Promise<void> {
  await withTemporal(address, signal, async (connection) => {
    const answer = await connection.workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name: queue },
      taskQueueType: 1,
    });
    const now = Date.now();
    // A poller of a worker that is gone stays listed for minutes.
    return (answer.pollers ?? []).some((poller) => now - Number(poller.lastAccessTime?.seconds ?? 0) * 1000 < 3_000);
  });
}

async function withTemporal(
  address: string,
  signal: AbortSignal,
  ask: (connection: Connection) => Promise<boolean>,
): Promise<void> {
  const { Connection } = await import('@temporalio/client');
  const connection = Connection.lazy({ address, connectTimeout: 1_000 });
  try {
    await until(signal, () => connection.withDeadline(Date.now() + 2_000, () => ask(connection)));
  } finally {
    await connection.close();
  }
}

async function hasNamespace(connection: Connection, namespace: string): Promise<boolean> {
  await connection.workflowService.describeNamespace({ namespace });
  return true;
}
