import { continueAsNew, defineSignal, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { queues } from './queues.ts';

/** New rows are in the inbox. */
export const look = defineSignal('look');

const { takeChannelNotices } = proxyActivities<Activities>({
  taskQueue: queues.journeys,
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '30 seconds' },
  priority: { priorityKey: 3 },
});

/** What a channel told about one message: deliveries, bounces, answers. */
export async function channelNotice(input: { source: string; lane: string }): Promise<void> {
  let asked = false;
  setHandler(look, () => {
    asked = true;
  });
  for (;;) {
    asked = false;
    const open = await takeChannelNotices(input);
    if (!open && !asked) return;
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof channelNotice>(input);
  }
}
