import type { WorkflowBundle } from '../worker-pool.ts';

/** The workflows in one file, made once for all files of a test run. */
export async function sharedBundle(): Promise<WorkflowBundle> {
  const response = await fetch(`${process.env.AFTERJOB_TEST_CLUSTER}/bundle`);
  if (!response.ok) throw new Error(`The workflows cannot be bundled: ${await response.text()}`);
  return (await response.json()) as WorkflowBundle;
}
