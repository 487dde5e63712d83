import { condition, proxyActivities } from '@temporalio/workflow';

const { noOp } = proxyActivities<{ noOp(): Promise<void> }>({ startToCloseTimeout: '30 seconds' });

/** What an enrollment is at the least: an activity, and one more after every timer. */
export async function bare({ dues }: { dues: readonly string[] }): Promise<void> {
  await noOp();
  for (const due of dues) {
    const wait = Date.parse(due) - Date.now();
    if (wait > 0) await condition(() => false, wait);
    await noOp();
  }
}
