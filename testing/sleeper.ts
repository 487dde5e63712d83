import { sleep } from '@temporalio/workflow';

/** Sleeps and says for how long by the workflow's own clock. */
export async function sleeper(milliseconds: number): Promise<number> {
  const start = Date.now();
  await sleep(milliseconds);
  return Date.now() - start;
}
