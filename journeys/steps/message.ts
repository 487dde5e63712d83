import type { ChannelName, News, StepInput, StepResult } from './step.ts';

type MessageInput = Pick<StepInput<'send_email' | 'send_sms'>, 'due' | 'news' | 'now'> & { step: { id: string } };

/** A step whose message is done by its channel: reported as due until the news of it is there. */
export function runMessage(channel: ChannelName, { step, due, news, now }: MessageInput): StepResult {
  const done = latest(news, 'message', step.id);
  if (done) {
    const { outcome, reason, messageId } = done;
    return { kind: 'done', outcome, decisions: [{ stepId: step.id, code: `message_${outcome}`, reason, messageId }] };
  }
  if (latest(news, 'skip_message', step.id)) {
    const decisions = [{ stepId: step.id, code: 'message_skipped', reason: 'skipped_by_owner' }];
    return { kind: 'done', outcome: 'skipped', decisions };
  }
  const moved = latest(news, 'moved', step.id);
  if (moved) {
    const { reason, until, messageId } = moved;
    const decisions = [{ stepId: step.id, code: 'message_moved', reason, until, messageId }];
    return { kind: 'wait', due: new Date(until), decisions };
  }
  return due !== null && due > now ? { kind: 'wait', due, decisions: [] } : { kind: 'message', channel };
}

function latest<Kind extends 'message' | 'skip_message' | 'moved'>(news: readonly News[], kind: Kind, stepId: string) {
  return news.findLast(
    (item): item is Extract<News, { kind: Kind }> => item.kind === kind && 'stepId' in item && item.stepId === stepId,
  );
}
