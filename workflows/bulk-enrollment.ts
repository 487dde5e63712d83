import {
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { queues } from './queues.ts';

export type BulkInput = {
  organizationId: string;
  bulkId: string;
  /** Given when a run is continued as new. */
  decided?: number;
};

/** Somebody has stopped it, or it was found lying: look at its row. */
export const look = defineSignal('look');
export const progress = defineQuery<{ decided: number }>('progress');

const batchesPerRun = 100;

const { enrollBatch, startEnrollments } = proxyActivities<Activities>({
  taskQueue: queues.journeys,
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
  priority: { priorityKey: 5 },
});

/** Past customers into a journey, so many a day; the rows know who is next, so that it goes on where it stopped. */
export async function bulkEnrollment({ organizationId, bulkId, decided = 0 }: BulkInput): Promise<number> {
  let asked = false;
  let sofar = decided;
  setHandler(look, () => {
    asked = true;
  });
  setHandler(progress, () => ({ decided: sofar }));
  for (let batches = 0; ; batches++) {
    if (batches >= batchesPerRun || workflowInfo().continueAsNewSuggested) {
      await continueAsNew<typeof bulkEnrollment>({ organizationId, bulkId, decided: sofar });
    }
    // Cleared before the call: a stop during the activity must not be lost.
    asked = false;
    const batch = await enrollBatch({ organizationId, bulkId });
    sofar += batch.decided;
    if (batch.enrollmentIds.length > 0) {
      await startEnrollments({ organizationId, enrollmentIds: batch.enrollmentIds });
    }
    if (batch.nextAt === null) return sofar;
    const wait = Date.parse(batch.nextAt) - Date.now();
    if (wait <= 0) continue;
    const summary = `${sofar} decided; the next may enter at ${batch.nextAt}`;
    setCurrentDetails(summary);
    await condition(() => asked, wait, { summary });
  }
}
