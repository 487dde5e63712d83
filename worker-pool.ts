import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import type { Dependencies } from './activities/dependencies.ts';
import { failureInterceptor } from './activities/failures.ts';
import { createActivities } from './activities/index.ts';
import { providerQueue, queues } from './workflows/queues.ts';

/** Of Temporal's worker versioning; its versions are our build ids. */
export const deploymentName = 'afterjob';

export type WorkflowBundle = NonNullable<WorkerOptions['workflowBundle']>;

export type PoolOptions = {
  connection: NativeConnection;
  namespace: string;
  /** Versioning is on when it is given: then a release has to make this version current. */
  buildId: string | null;
  bundle: WorkflowBundle;
  maxCachedWorkflows?: number;
  /** At most so many activities at once on every queue. */
  activitySlots?: number | null;
};

/**
 * Activities at once, per queue and process. A send waits for its vendor without a database session, so there may be
 * many; `tokens` has slots that nothing else can fill.
 */
const slots = { events: 40, journeys: 40, email: 60, sms: 60, tokens: 10, provider: 20 };

/** The workflows in one file: made by the build, else now. */
export async function workflowBundle(): Promise<WorkflowBundle> {
  const built = fileURLToPath(new URL('./workflow-bundle.js', import.meta.url));
  if (existsSync(built)) return { codePath: built };
  const own = fileURLToPath(import.meta.url);
  const workflowsPath = fileURLToPath(new URL(`./workflows/index${extname(own)}`, import.meta.url));
  return bundleWorkflowCode({ workflowsPath, logger: quiet });
}

/** One worker for each task queue; all of them in this process. */
export async function createWorkers(deps: Dependencies, options: PoolOptions): Promise<Worker[]> {
  const { connection, namespace, buildId, bundle } = options;
  const common = {
    connection,
    namespace,
    activities: createActivities(deps),
    interceptors: { activity: [failureInterceptor(deps.log)] },
    shutdownGraceTime: '50 seconds',
    shutdownForceTime: '70 seconds',
    ...(buildId && {
      workerDeploymentOptions: {
        version: { deploymentName, buildId },
        useWorkerVersioning: true as const,
        defaultVersioningBehavior: 'AUTO_UPGRADE' as const,
      },
    }),
  } satisfies Partial<WorkerOptions>;
  const withWorkflows = {
    workflowBundle: bundle,
    ...(options.maxCachedWorkflows !== undefined && { maxCachedWorkflows: options.maxCachedWorkflows }),
  };
  const most = options.activitySlots ?? Number.POSITIVE_INFINITY;
  const worker = (taskQueue: string, own: number, more: Partial<WorkerOptions> = {}) =>
    Worker.create({ ...common, ...more, taskQueue, maxConcurrentActivityTaskExecutions: Math.min(own, most) });
  return Promise.all([
    worker(queues.tokens, slots.tokens),
    worker(queues.events, slots.events, withWorkflows),
    worker(queues.journeys, slots.journeys, withWorkflows),
    worker(queues.email, slots.email),
    worker(queues.sms, slots.sms),
    ...Object.keys(deps.providers).map((key) => worker(providerQueue(key), slots.provider)),
  ]);
}

const nothing = () => undefined;
const quiet = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
