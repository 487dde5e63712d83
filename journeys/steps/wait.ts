import { addWait } from '../clock.ts';
import type { StepRules } from './step.ts';

export const wait: StepRules<'wait'> = {
  activity: 'decide',
  run({ step, due, news, now, zone }) {
    if (due === null) {
      const until = addWait(now, step.amount, step.unit, zone);
      return {
        kind: 'wait',
        due: until,
        decisions: [{ stepId: step.id, code: 'waiting', until: until.toISOString() }],
      };
    }
    if (news.some((item) => item.kind === 'skip_wait' && item.stepId === step.id)) {
      return { kind: 'done', decisions: [{ stepId: step.id, code: 'wait_skipped' }] };
    }
    return due > now ? { kind: 'wait', due, decisions: [] } : { kind: 'done', decisions: [], since: due };
  },
};
