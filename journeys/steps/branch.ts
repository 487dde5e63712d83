import { holds } from '../conditions.ts';
import type { StepRules } from './step.ts';

export const branch: StepRules<'branch'> = {
  activity: 'decide',
  run({ step, known }) {
    const lane = step.lanes.find(({ when }) => holds(when, known))?.id ?? 'otherwise';
    return {
      kind: 'done',
      decisions: [{ stepId: step.id, code: 'branched', reason: `lane:${lane}` }],
      lane,
      since: null,
    };
  },
};
