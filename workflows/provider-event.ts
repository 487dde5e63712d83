import {
  ActivityFailure,
  ApplicationFailure,
  continueAsNew,
  defineSignal,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import type { Finish, Taken } from '../activities/provider-event.ts';
import { providerQueue, queues } from './queues.ts';

export type ProviderEventInput = { source: string; lane: string };

type Work = Extract<Taken, { kind: 'entities' }>;

/** New rows are in the inbox. */
export const look = defineSignal('look');

const { takeDeliveries, finishDeliveries, endConnection, decideEvent } = proxyActivities<Activities>({
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

/** One entity of one account, one notice after the other: what arrived is read, judged, decided. */
export async function providerEvent(input: ProviderEventInput): Promise<void> {
  let asked = false;
  setHandler(look, () => {
    asked = true;
  });
  for (;;) {
    asked = false;
    const taken = await takeDeliveries(input);
    const open = await process(input.source, taken);
    if (!asked && !open) return;
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof providerEvent>(input);
  }
}

/** True when a notice arrived again while it was processed. */
async function process(source: string, taken: Taken): Promise<boolean> {
  if (taken.kind === 'nothing') return false;
  if (taken.kind === 'settled') return taken.open;
  const { organizationId, connectionId, notices } = taken;
  const finish = (status: Finish['status'], reason: string | null) =>
    finishDeliveries({ organizationId, connectionId, ids: notices.map(({ id }) => id), status, reason });
  if (taken.kind === 'ended') {
    await endConnection({ organizationId, connectionId, notices });
    return finish('processed', 'the account was disconnected');
  }
  const resolved = await resolve(source, taken);
  if (resolved === 'refused')
    return finish('not_needed', 'the provider refused to show it: check what the app may read');
  // The rows stay open: they are taken again when the owner has connected again.
  if (resolved === 'reconnect') {
    setCurrentDetails('Waits for the owner to connect again');
    return false;
  }
  const enrollmentIds: string[] = [];
  for (const eventId of resolved.eventIds) {
    enrollmentIds.push(...(await decideEvent({ organizationId, eventId })).enrollmentIds);
  }
  if (enrollmentIds.length > 0) await startEnrollments({ organizationId, enrollmentIds });
  return finish('processed', resolved.gone ? 'the provider does not have it any more' : null);
}

type Resolution = { eventIds: string[]; gone: boolean } | 'refused' | 'reconnect';

async function resolve(source: string, { organizationId, connectionId, notices, entities }: Work): Promise<Resolution> {
  const { resolveEntity } = proxyActivities<Activities>({
    taskQueue: providerQueue(source),
    startToCloseTimeout: '1 minute',
    retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
    priority: { priorityKey: 2, fairnessKey: organizationId },
  });
  const eventIds = new Set<string>();
  let gone = false;
  try {
    for (const entity of entities) {
      const resolved = await resolveEntity({ organizationId, connectionId, entity, notices });
      if (resolved.outcome === 'reconnect') return 'reconnect';
      gone ||= resolved.outcome === 'gone';
      for (const id of resolved.eventIds) eventIds.add(id);
    }
  } catch (error) {
    const type = error instanceof ActivityFailure && error.cause instanceof ApplicationFailure && error.cause.type;
    if (type === 'Rejected') return 'refused';
    throw error;
  }
  return { eventIds: [...eventIds], gone };
}
