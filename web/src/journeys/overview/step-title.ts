import type { TFunction } from 'i18next';
import type { Step } from '../../../../journeys/definition.ts';
import { whatWords } from '../block-words.ts';

/** One step in a line, a wait by itself. */
export function stepTitle(step: Step, t: TFunction): string {
  if (step.kind === 'wait')
    return t('journey.step.after', { amount: t(`journey.${step.unit}`, { count: step.amount }) });
  return whatWords({ key: step.id, wait: null, step }, t).replace(/:$/, '');
}
