import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { temporalBinary } from '../scripts/stack/temporal-binary.ts';

// The SDK tells of every worker's comings and goings.
Runtime.install({ logger: new DefaultLogger('ERROR') });

const searchAttributes = ['OrganizationId', 'JourneyId', 'CustomerId', 'Provider', 'HoldReason'].map((name) =>
  defineSearchAttributeKey(name, SearchAttributeType.KEYWORD),
);

/** A development server in memory: real time, with List, priorities and versioning. Tear it down. */
export async function createRealTimeServer(): Promise<TestWorkflowEnvironment> {
  return TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path: await temporalBinary('temporal') },
      log: { format: 'json', level: 'error' },
      searchAttributes,
      extraArgs: ['--dynamic-config-value', 'matching.enableFairness=true'],
    },
  });
}

/** A server whose clock jumps over waits: give activities `clock = env.currentTimeMs`. Tear it down. */
export async function createTimeSkippingServer(): Promise<TestWorkflowEnvironment> {
  return TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: await temporalBinary('temporal-test-server') } },
  });
}
