import {
  ActivityFailure,
  ApplicationFailure,
  continueAsNew,
  defineQuery,
  isCancellation,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { SyncFailure, SyncProgress } from '../activities/customer-sync.ts';
import type { Activities } from '../activities/index.ts';
import { providerQueue, queues } from './queues.ts';

export type CustomerSyncInput = {
  organizationId: string;
  connectionId: string;
  provider: string;
  /** Given when a run is continued as new. */
  runId?: string;
};

export const progress = defineQuery<SyncProgress>('progress');

const pagesPerRun = 100;

const { beginSync, completeSync, failSync } = proxyActivities<Activities>({
  taskQueue: queues.events,
  startToCloseTimeout: '1 minute',
  retry: { maximumInterval: '30 seconds' },
  priority: { priorityKey: 5 },
});

/** Reads every customer of a connection, page by page; the row of the run says how far it came. */
export async function customerSync(input: CustomerSyncInput): Promise<void> {
  const { organizationId, connectionId, provider } = input;
  const { syncPage } = proxyActivities<Activities>({
    taskQueue: providerQueue(provider),
    startToCloseTimeout: '1 minute',
    scheduleToCloseTimeout: '6 hours',
    retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
    priority: { priorityKey: 5, fairnessKey: organizationId },
  });
  let sofar: SyncProgress = { pages: 0, customers: 0 };
  setHandler(progress, () => sofar);
  const runId = input.runId ?? (await beginSync({ organizationId, connectionId })).runId;
  const ref = { organizationId, connectionId, runId };
  try {
    for (let pages = 0; ; pages++) {
      if (pages >= pagesPerRun || workflowInfo().continueAsNewSuggested) {
        await continueAsNew<typeof customerSync>({ ...input, runId });
      }
      const page = await syncPage(ref);
      sofar = { pages: page.pages, customers: page.customers };
      setCurrentDetails(`${page.customers} customers on ${page.pages} pages`);
      if (page.done) break;
    }
    await completeSync(ref);
  } catch (error) {
    if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
    await failSync({ ...ref, why: reasonOf(error) });
  }
}

function reasonOf(error: ActivityFailure): SyncFailure {
  const type = error.cause instanceof ApplicationFailure ? error.cause.type : null;
  if (type === 'ReconnectNeeded') return 'reconnect';
  return type === 'Rejected' ? 'refused' : 'unreachable';
}
