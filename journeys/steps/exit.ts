import type { StepRules } from './step.ts';

export const exit: StepRules<'exit'> = {
  activity: 'decide',
  run: ({ step }) => ({
    kind: 'finish',
    reason: step.goal ? 'goal_step' : 'exit_step',
    decisions: [{ stepId: step.id, code: 'exit' }],
  }),
};
