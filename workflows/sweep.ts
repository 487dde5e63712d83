import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  isCancellation,
  proxyActivities,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { ConnectionInput } from './connection.ts';
import { providerQueue, queues } from './queues.ts';

/** One look through everything that changed at the provider. `ended` never rejects; a stopped one goes on later. */
export type Sweep = { ended: Promise<void>; stop(): Promise<void> };

const { recordSweepFailed } = proxyActivities<Activities>({
  taskQueue: queues.events,
  startToCloseTimeout: '30 seconds',
  retry: { maximumInterval: '30 seconds' },
});

export function beginSweep(connection: ConnectionInput): Sweep {
  const scope = new CancellationScope();
  const ended = scope
    .run(() => sweepAll(connection))
    .catch((error: unknown) => {
      if (!isCancellation(error)) throw error;
    });
  return {
    ended,
    async stop() {
      scope.cancel();
      await ended;
    },
  };
}

/** Page by page; its row says how far it came. What goes wrong is told, and tried again at the next time. */
async function sweepAll({ organizationId, connectionId, provider }: ConnectionInput): Promise<void> {
  const { sweepChanges } = proxyActivities<Activities>({
    taskQueue: providerQueue(provider),
    startToCloseTimeout: '2 minutes',
    scheduleToCloseTimeout: '6 hours',
    retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
    priority: { priorityKey: 4, fairnessKey: organizationId },
    summary: 'Looks for what no webhook told',
  });
  const ref = { organizationId, connectionId };
  try {
    while (!(await sweepChanges(ref)).done);
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    const type = error.cause instanceof ApplicationFailure && error.cause.type;
    await recordSweepFailed({ ...ref, refused: type === 'Rejected' || type === 'TooCostly' });
  }
}
