import type { TFunction } from 'i18next';
import type { Step, StepOf } from '../../../journeys/definition.ts';
import { isReaction } from '../../../journeys/reactions.ts';
import type { Block } from './blocks.ts';
import { wayOf } from './ways.ts';

/** When a message leaves: at once, or after its wait. */
export function whenWords({ wait, step }: Block, t: TFunction): string {
  if (wait) return `${t('journey.step.after', { amount: t(`journey.${wait.unit}`, { count: wait.amount }) })}:`;
  return step?.kind.startsWith('send') ? `${t('journey.step.atOnce')}:` : '';
}

/** What a block does, in one line. */
export function whatWords({ step }: Block, t: TFunction): string {
  switch (step?.kind) {
    case 'send_email':
      return step.subject ? t('journey.step.email', { subject: step.subject }) : t('journey.step.emailEmpty');
    case 'send_sms':
      return step.body ? t('journey.step.sms', { body: shortened(step.body) }) : t('journey.step.smsEmpty');
    case 'wait_for':
      return waitingFor(step, t);
    case 'wait_until':
      return t('builder.plan.until');
    case 'branch':
      return t('builder.plan.branch');
    case 'split':
      return t('builder.plan.split');
    case 'ask_owner':
      return t('builder.plan.ask', { question: shortened(step.question) });
    default:
      return t('journey.step.exit');
  }
}

/** What one way out of a step is called. */
export function laneWords(step: Step, laneId: string, index: number, t: TFunction): string {
  if (step.kind === 'wait_for') return t(laneId === 'happened' ? 'reaction.happened' : 'reaction.timedOut');
  if (step.kind === 'ask_owner') return t(laneId === 'yes' ? 'builder.ifYes' : 'builder.ifNo');
  if (step.kind === 'split') return t('builder.share', { number: index + 1 });
  if (laneId === 'otherwise') return t('builder.otherwise');
  return index === 0 ? t('builder.if') : t('builder.elseIf', { number: index + 1 });
}

function waitingFor(step: StepOf<'wait_for'>, t: TFunction): string {
  const amount = t(`journey.${step.unit}`, { count: step.amount });
  const ends = (['happened', 'timedOut'] as const).filter((outcome) => wayOf(step[outcome]) === 'end');
  const what = isReaction(step.for) ? t(`reaction.plan.${step.for}`, { amount }) : t('reaction.plan.event', { amount });
  return [what, ...ends.map((outcome) => t(`reaction.planEnds.${outcome}`))].join('; ');
}

const shortened = (text: string) => (text.length > 80 ? `${text.slice(0, 79).trimEnd()}…` : text);
