import { placeIn } from '../shares.ts';
import type { StepRules } from './step.ts';

export const split: StepRules<'split'> = {
  activity: 'decide',
  run({ step, person }) {
    const lane = placeIn(step.lanes, `${step.id} ${person}`);
    return { kind: 'done', decisions: [{ stepId: step.id, code: 'split', reason: `lane:${lane}` }], lane, since: null };
  },
};
