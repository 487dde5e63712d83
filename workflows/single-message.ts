import { condition, defineSignal, proxyActivities, setCurrentDetails, setHandler } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { queues } from './queues.ts';

export type SingleMessageInput = { organizationId: string; messageId: string; channel: 'email' | 'sms' };

/** What held it may be gone: look at its row. */
export const look = defineSignal('look');

const settings = {
  startToCloseTimeout: '45 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '10 minutes' },
  // Somebody waits for it.
  priority: { priorityKey: 2 },
} as const;
const { sendSingleEmail } = proxyActivities<Activities>({ ...settings, taskQueue: queues.email });
const { sendSingleSms } = proxyActivities<Activities>({ ...settings, taskQueue: queues.sms });

/** One message that no journey sends: a test, an answer by hand, what the service itself says. */
export async function singleMessage({ channel, ...ref }: SingleMessageInput): Promise<string> {
  let asked = false;
  setHandler(look, () => {
    asked = true;
  });
  for (;;) {
    // Cleared before the call: a nudge during the activity must not be lost.
    asked = false;
    const { due, code } = await (channel === 'email' ? sendSingleEmail(ref) : sendSingleSms(ref));
    if (due === null) return code;
    const summary = `Waits until ${due}: ${code}`;
    setCurrentDetails(summary);
    const wait = Date.parse(due) - Date.now();
    if (wait > 0) await condition(() => asked, wait, { summary });
  }
}
