import {
  ActivityFailure,
  ApplicationFailure,
  continueAsNew,
  defineQuery,
  getExternalWorkflowHandle,
  isCancellation,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { SyncFailure } from '../activities/customer-sync.ts';
import type { HistoryPageRead, HistoryProgress } from '../activities/history-sync.ts';
import type { Activities } from '../activities/index.ts';
import { connectionWorkflowId } from './ids.ts';
import { providerQueue, queues } from './queues.ts';

export type HistorySyncInput = {
  organizationId: string;
  connectionId: string;
  provider: string;
  /** Given when a run is continued as new. */
  goesOn?: { runId: string; sofar: HistoryProgress };
};

export const progress = defineQuery<HistoryProgress>('progress');

const pagesPerRun = 100;

const { beginHistory, failHistory } = proxyActivities<Activities>({
  taskQueue: queues.events,
  startToCloseTimeout: '1 minute',
  retry: { maximumInterval: '30 seconds' },
  priority: { priorityKey: 5 },
});
// What it finds after the connection was made is as urgent as if a webhook had told.
const { decideEvent } = proxyActivities<Activities>({
  taskQueue: queues.events,
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '30 seconds' },
  priority: { priorityKey: 2 },
});
const { startEnrollments } = proxyActivities<Activities>({
  taskQueue: queues.journeys,
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '500 milliseconds', maximumInterval: '30 seconds' },
  priority: { priorityKey: 2 },
});

/** First what is still going on, so that the customers may follow; then what happened in the year before. */
export async function historySync(input: HistorySyncInput): Promise<void> {
  const { organizationId, connectionId } = input;
  let sofar: HistoryProgress = input.goesOn?.sofar ?? { stage: 'open', entities: 0 };
  setHandler(progress, () => sofar);
  let runId = input.goesOn?.runId;
  for (let pages = 0; ; ) {
    runId ??= (await beginHistory({ organizationId, connectionId })) ?? undefined;
    if (!runId) return;
    const ref = { organizationId, connectionId, runId };
    try {
      for (; ; pages++) {
        if (pages >= pagesPerRun || workflowInfo().continueAsNewSuggested) {
          await continueAsNew<typeof historySync>({ ...input, goesOn: { runId, sofar } });
        }
        const page = await readPage(input, ref);
        if (sofar.stage === 'open' && page.stage === 'past') await tellConnection(connectionId);
        sofar = { stage: page.stage, entities: page.entities };
        setCurrentDetails(detailsOf(page));
        await follow(organizationId, page.eventIds);
        if (page.over) break;
      }
      // Complete, or of a consent that ended: then there is a new one to read for.
      runId = undefined;
    } catch (error) {
      if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
      const why = reasonOf(error);
      await failHistory({ ...ref, why });
      setCurrentDetails(`Stopped with ${sofar.entities} read: ${why}. The connection starts it again.`);
      return await tellConnection(connectionId);
    }
  }
}

function readPage({ provider, organizationId }: HistorySyncInput, ref: Parameters<Activities['historyPage']>[0]) {
  const { historyPage } = proxyActivities<Activities>({
    taskQueue: providerQueue(provider),
    startToCloseTimeout: '2 minutes',
    scheduleToCloseTimeout: '6 hours',
    retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
    priority: { priorityKey: 5, fairnessKey: organizationId },
  });
  return historyPage(ref);
}

/** What happened since the connection was made may start journeys, like anything that a webhook tells. */
async function follow(organizationId: string, eventIds: string[]): Promise<void> {
  const enrollmentIds: string[] = [];
  for (const eventId of eventIds) {
    enrollmentIds.push(...(await decideEvent({ organizationId, eventId })).enrollmentIds);
  }
  if (enrollmentIds.length > 0) await startEnrollments({ organizationId, enrollmentIds });
}

/** Its loop looks by itself, too, only later. */
async function tellConnection(connectionId: string): Promise<void> {
  try {
    await getExternalWorkflowHandle(connectionWorkflowId(connectionId)).signal('look');
  } catch (error) {
    if (isCancellation(error)) throw error;
  }
}

const detailsOf = ({ stage, kind, entities }: HistoryPageRead): string => {
  const what = stage === 'open' ? 'Reads what is still going on' : 'Reads the past';
  return `${what} · ${entities} read${kind ? `, last of kind ${kind}` : ''}`;
};

function reasonOf(error: ActivityFailure): SyncFailure {
  const type = error.cause instanceof ApplicationFailure ? error.cause.type : null;
  if (type === 'ReconnectNeeded') return 'reconnect';
  return type === 'Rejected' || type === 'TooCostly' ? 'refused' : 'unreachable';
}
