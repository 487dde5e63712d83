import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { temporal as proto } from '@temporalio/proto';
import type { Logger } from 'pino';
import { isUnknownAttribute } from './temporal.ts';
import { searchAttributeKeys } from './workflows/search-attributes.ts';

const names = Object.values(searchAttributeKeys).map(({ name }) => name);
const probeForMs = 10_000;

/** Creates the search attributes where it may, and waits until a start with them is accepted. False: they are missing. */
export async function ensureSearchAttributes(client: Client, namespace: string, log: Logger): Promise<boolean> {
  if (await accepted(client)) return true;
  // INDEXED_VALUE_TYPE_KEYWORD; the package is CommonJS, and Node does not see its names.
  const keyword: proto.api.enums.v1.IndexedValueType = 2;
  const searchAttributes = Object.fromEntries(names.map((name) => [name, keyword]));
  try {
    await client.connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  } catch (error) {
    log.warn({ err: error }, 'search attributes could not be created');
  }
  for (const until = Date.now() + probeForMs; Date.now() < until; await setTimeout(250)) {
    if (await accepted(client)) return true;
  }
  const command = names.map((name) => `--name ${name} --type Keyword`).join(' ');
  log.warn(
    { command: `temporal operator search-attribute create --namespace ${namespace} ${command}` },
    'search attributes are missing: workflows start without them until the command was run',
  );
  return false;
}

/** A workflow that no worker takes, ended at once: the only sure sign that starts may carry the attributes. */
async function accepted(client: Client): Promise<boolean> {
  try {
    const handle = await client.workflow.start('searchAttributeProbe', {
      workflowId: `probe:search-attributes:${randomUUID()}`,
      taskQueue: 'probe',
      workflowExecutionTimeout: '10 seconds',
      typedSearchAttributes: Object.values(searchAttributeKeys).map((key) => ({ key, value: 'probe' })),
    });
    await handle.terminate('It was only asked whether it may start');
    return true;
  } catch (error) {
    if (isUnknownAttribute(error)) return false;
    throw error;
  }
}
