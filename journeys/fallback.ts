import { type Definition, type Step, stepById } from './definition.ts';
import type { ChannelName } from './steps/step.ts';
import { withStep } from './tree.ts';

const otherOf = { email: 'sms', sms: 'email' } as const;

/** News after which a text will never arrive there: a landline, or a number that is none. */
const noMobile: readonly string[] = ['30006', '21614', '21211', '21635'];

/** Whether a message cannot arrive by its channel at all, so that another one may be tried. */
export const cannotArrive = (channel: ChannelName, status: 'bounced' | 'failed', code: string | null): boolean =>
  channel === 'email' ? status === 'bounced' && code !== 'transient' : code !== null && noMobile.includes(code);

/** The same step on the other channel, in the same words; null where it does not say so. */
export function fallbackOf(
  definition: Definition,
  stepId: string,
): { definition: Definition; channel: ChannelName } | null {
  const step = stepById(definition, stepId);
  if ((step?.kind !== 'send_email' && step?.kind !== 'send_sms') || !step.fallback) return null;
  const { id, body } = step;
  const other: Step =
    step.kind === 'send_email'
      ? { id, kind: 'send_sms', body }
      : { id, kind: 'send_email', subject: 'A message from {{ business.name }}', body: withoutOptOut(body) };
  return {
    definition: withStep(definition, stepId, other),
    channel: otherOf[step.kind === 'send_email' ? 'email' : 'sms'],
  };
}

/** Nobody ends emails by answering STOP. */
const withoutOptOut = (body: string): string =>
  body.replace(/\s*\breply stop to (opt out|unsubscribe|end)\.?\s*$/i, '');
