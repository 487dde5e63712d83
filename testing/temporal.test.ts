import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { createRealTimeServer, createTimeSkippingServer } from './temporal.ts';

const workflowsPath = fileURLToPath(new URL('./sleeper.ts', import.meta.url));

describe.each([
  ['the real-time server', createRealTimeServer, 1],
  ['the time-skipping server', createTimeSkippingServer, 24 * 3600 * 1000],
])('%s', (_name, create, milliseconds) => {
  let server: TestWorkflowEnvironment;
  beforeAll(async () => {
    server = await create();
  });
  afterAll(async () => {
    await server.teardown();
  });

  it('runs a workflow over its waits', async () => {
    const worker = await Worker.create({ connection: server.nativeConnection, taskQueue: 'naps', workflowsPath });
    const slept = await worker.runUntil(
      server.client.workflow.execute('sleeper', { taskQueue: 'naps', workflowId: 'nap', args: [milliseconds] }),
    );
    expect(slept).toBeGreaterThanOrEqual(milliseconds);
  });
});
