import {
  continueAsNew,
  defineSignal,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { ResumeInput } from '../activities/resume.ts';
import { queues } from './queues.ts';

/** The cause was cleared again: who was held in the meantime is woken too. */
export const look = defineSignal('look');

const atOnce = 20;

const { wakeHeld } = proxyActivities<Activities>({
  taskQueue: queues.journeys,
  startToCloseTimeout: '1 minute',
  retry: { maximumInterval: '30 seconds' },
  priority: { priorityKey: 4 },
});

/** Wakes the enrollments held for one reason, so many a second, until there are none left. */
export async function resumeHeld({
  after = null,
  woken = 0,
  ...input
}: ResumeInput & { after?: string | null; woken?: number }): Promise<number> {
  let asked = false;
  setHandler(look, () => {
    asked = true;
  });
  let count = woken;
  for (let from = after; ; ) {
    if (from === null) asked = false;
    const page = await wakeHeld({ ...input, after: from, limit: atOnce });
    count += page.count;
    from = page.after;
    setCurrentDetails(`${count} woken`);
    if (from === null && !asked) return count;
    await sleep('1 second', { summary: 'Not all at once' });
    if (workflowInfo().continueAsNewSuggested) {
      await continueAsNew<typeof resumeHeld>({ ...input, after: from, woken: count });
    }
  }
}
