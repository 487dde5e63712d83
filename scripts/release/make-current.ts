import { setTimeout as pause } from 'node:timers/promises';
import type { Connection } from '@temporalio/client';
import { manifests } from '../../providers/manifests.ts';
import { deploymentName } from '../../worker-pool.ts';
import { providerQueue, queues } from '../../workflows/queues.ts';

export type Release = {
  namespace: string;
  buildId: string;
  /** How long the new workers may take until all of them poll. */
  patienceMs: number;
  taskQueues?: readonly string[];
};

/** What is wrong is in the message, with what to do. */
export class NotReleased extends Error {
  override name = 'NotReleased';
}

const workflowQueues: readonly string[] = [queues.events, queues.journeys];
// TASK_QUEUE_TYPE_WORKFLOW and TASK_QUEUE_TYPE_ACTIVITY; the package is CommonJS, and Node does not see its names.
const [workflows, activities] = [1, 2];

export const everyQueue: readonly string[] = [
  ...Object.values(queues),
  ...Object.keys(manifests).map((key) => providerQueue(key)),
];

/**
 * Makes a version of the workers the current one, once workers of it poll every task queue. Sleeping workflows move to
 * it at their next wake. Going back is the same with the former one. Answers which was current before.
 */
export async function makeCurrent(
  connection: Connection,
  { namespace, buildId, patienceMs, taskQueues = everyQueue }: Release,
): Promise<{ former: string | null }> {
  const { workflowService } = connection;
  const wanted = taskQueues.flatMap((name) =>
    (workflowQueues.includes(name) ? [workflows, activities] : [activities]).map((type) => ({ name, type })),
  );
  const polls = async ({ name, type }: (typeof wanted)[number]): Promise<boolean> => {
    const { pollers } = await workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name },
      taskQueueType: type as 1 | 2,
    });
    return (pollers ?? []).some(({ deploymentOptions }) => deploymentOptions?.buildId === buildId);
  };
  for (const end = Date.now() + patienceMs; ; await pause(500)) {
    const found = await Promise.all(wanted.map(polls));
    const silent = wanted.filter((_queue, index) => !found[index]).map(({ name }) => name);
    if (silent.length === 0) break;
    if (Date.now() > end) {
      const where = [...new Set(silent)].join(', ');
      throw new NotReleased(
        `No worker of build ${buildId} polls ${where}. Start workers with WORKER_BUILD_ID=${buildId}, then release again.`,
      );
    }
  }
  const answer = await workflowService.setWorkerDeploymentCurrentVersion({ namespace, deploymentName, buildId });
  return { former: answer.previousDeploymentVersion?.buildId || null };
}
