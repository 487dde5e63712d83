import type { Definition, Step } from './definition.ts';
import { fallbackOf } from './fallback.ts';
import type { ChannelName } from './steps/step.ts';

type MessageStep = Extract<Step, { kind: 'send_email' | 'send_sms' }>;

export const isMessage = (step: Step): step is MessageStep => step.kind === 'send_email' || step.kind === 'send_sms';

export const channelOf = (step: MessageStep): ChannelName => (step.kind === 'send_email' ? 'email' : 'sms');

/** The ways in which a message may leave: by its channel, and by the other one where it says so. */
export function waysOf(definition: Definition, step: MessageStep): { channel: ChannelName; definition: Definition }[] {
  const own = { channel: channelOf(step), definition };
  const other = fallbackOf(definition, step.id);
  return other ? [own, other] : [own];
}
