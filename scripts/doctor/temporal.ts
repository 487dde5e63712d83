import { Connection, isGrpcServiceError } from '@temporalio/client';
import type { Config } from '../../config.ts';
import { temporalConnection } from '../../temporal.ts';
import { queues } from '../../workflows/queues.ts';
import { searchAttributeKeys } from '../../workflows/search-attributes.ts';
import { type Finding, fail, ok, warn, words } from './finding.ts';

/** Temporal answers, knows our search attributes, and workers listen on every queue. */
export async function examineTemporal(config: Config): Promise<Finding[]> {
  const { options, namespace } = temporalConnection(config);
  const connection = Connection.lazy({ ...options, connectTimeout: 5_000 });
  const within = <T>(ask: () => Promise<T>) => connection.withDeadline(Date.now() + 5_000, ask);
  try {
    await within(() => connection.workflowService.describeNamespace({ namespace }));
    return [
      ok('Temporal', `answers in namespace ${namespace}`),
      await within(() => attributes(connection, namespace)),
      await within(() => pollers(connection, namespace)),
    ];
  } catch (error) {
    const todo =
      'Start it (npm start brings its own), or mend TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE or TEMPORAL_PROFILE.';
    return [fail('Temporal', isSilent(error) ? `does not answer at ${options?.address}` : words(error), todo)];
  } finally {
    await connection.close();
  }
}

const [deadlineExceeded, unavailable] = [4, 14];

/** The client's own words for this are of sub-channels and of what is left of a deadline. */
const isSilent = (error: unknown): boolean =>
  isGrpcServiceError(error) && (error.code === deadlineExceeded || error.code === unavailable);

async function attributes(connection: Connection, namespace: string): Promise<Finding> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.values(searchAttributeKeys).flatMap(({ name }) => (customAttributes?.[name] ? [] : [name]));
  if (missing.length === 0) return ok('search attributes', 'are all there');
  const flags = missing.map((name) => `--name ${name} --type Keyword`).join(' ');
  const command = `temporal operator search-attribute create --namespace ${namespace} ${flags}`;
  return warn('search attributes', `${missing.join(', ')} missing: workflows start without them`, `Run: ${command}`);
}

async function pollers(connection: Connection, namespace: string): Promise<Finding> {
  const silent: string[] = [];
  for (const name of Object.values(queues)) {
    const answers = await Promise.all(
      [1, 2].map((taskQueueType) =>
        connection.workflowService.describeTaskQueue({ namespace, taskQueue: { name }, taskQueueType }),
      ),
    );
    if (answers.every(({ pollers }) => (pollers ?? []).length === 0)) silent.push(name);
  }
  if (silent.length === 0) return ok('worker', 'listens on every task queue');
  return fail(
    'worker',
    `nobody listens on ${silent.join(', ')}`,
    'Start the worker (npm start, or the worker of your deployment) and look at its log.',
  );
}
