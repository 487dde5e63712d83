import {
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { Told } from '../activities/enrollment.ts';
import type { Activities } from '../activities/index.ts';
import { queues } from './queues.ts';
import { searchAttributeKeys } from './search-attributes.ts';
import { saidWaiting } from './waiting-words.ts';

export type EnrollmentInput = {
  organizationId: string;
  enrollmentId: string;
  /** Given when a run is continued as new. */
  standing?: Told;
};

export type Progress = Pick<Told, 'next' | 'due' | 'code' | 'hold'>;

/** Something was recorded about this enrollment: look at its row. */
export const look = defineSignal('look');
export const progress = defineQuery<Progress>('progress');

const retry = { initialInterval: '1 second', maximumInterval: '10 minutes' } as const;
const { decide, askOwner } = proxyActivities<Activities>({
  taskQueue: queues.journeys,
  startToCloseTimeout: '30 seconds',
  retry,
  priority: { priorityKey: 3 },
});
const { sendEmail } = proxyActivities<Activities>({
  taskQueue: queues.email,
  startToCloseTimeout: '45 seconds',
  retry,
  priority: { priorityKey: 3 },
});
const { sendSms } = proxyActivities<Activities>({
  taskQueue: queues.sms,
  startToCloseTimeout: '45 seconds',
  retry,
  priority: { priorityKey: 3 },
});
const steps = { decide, askOwner, sendEmail, sendSms };

/** One customer's way through one version: the durable clock of a row that knows everything else. */
export async function journeyEnrollment({ organizationId, enrollmentId, standing }: EnrollmentInput): Promise<string> {
  let told: Told = standing ?? { next: 'decide', due: null, code: 'due', hold: null, zone: 'UTC' };
  let asked = false;
  setHandler(look, () => {
    asked = true;
  });
  setHandler(progress, () => ({ next: told.next, due: told.due, code: told.code, hold: told.hold }));

  while (told.next) {
    const wait = told.due === null ? 0 : Date.parse(told.due) - Date.now();
    if (wait > 0) {
      const summary = saidWaiting(told);
      setCurrentDetails(summary);
      await condition(() => asked, wait, { summary });
    }
    // Cleared before the call: a nudge during the activity must not be lost.
    asked = false;
    const before = told.hold;
    told = await steps[told.next]({ organizationId, enrollmentId });
    showHold(before, told.hold);
    if (told.next && workflowInfo().continueAsNewSuggested) {
      await continueAsNew<typeof journeyEnrollment>({ organizationId, enrollmentId, standing: told });
    }
  }
  setCurrentDetails(`Finished: ${told.code}`);
  return told.code;
}

/** Only where the namespace knows our search attributes: the start has them then. */
function showHold(before: string | null, now: string | null): void {
  if (before === now || !workflowInfo().typedSearchAttributes.get(searchAttributeKeys.organizationId)) return;
  upsertSearchAttributes([{ key: searchAttributeKeys.holdReason, value: now }]);
}
