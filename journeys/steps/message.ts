import type { ChannelName, StepInput, StepResult } from './step.ts';

type MessageInput = Pick<StepInput<'send_email' | 'send_sms'>, 'due' | 'news' | 'now'> & { step: { id: string } };

/** A step whose message is done by its channel: reported as due until the news of it is there. */
export function runMessage(channel: ChannelName, { step, due, news, now }: MessageInput): StepResult {
  for (const item of news) {
    if (item.kind === 'message' && item.stepId === step.id) {
      const { outcome, reason, messageId } = item;
      return { kind: 'done', decisions: [{ stepId: step.id, code: `message_${outcome}`, reason, messageId }] };
    }
    if (item.kind === 'moved' && item.stepId === step.id) {
      const { reason, until, messageId } = item;
      const decisions = [{ stepId: step.id, code: 'message_moved', reason, until, messageId }];
      return { kind: 'wait', due: new Date(until), decisions };
    }
  }
  return due !== null && due > now ? { kind: 'wait', due, decisions: [] } : { kind: 'message', channel };
}
