import { addWait } from '../clock.ts';
import type { Decision, StepResult, StepRules } from './step.ts';

export const waitFor: StepRules<'wait_for'> = {
  activity: 'decide',
  run({ step, due, news, reactions, now, zone }) {
    const line = (code: string, more: Partial<Decision> = {}): Decision[] => [{ stepId: step.id, code, ...more }];
    if (news.some((item) => item.kind === 'skip_wait' && item.stepId === step.id)) {
      return { kind: 'done', decisions: line('wait_skipped') };
    }
    if (reactions.includes(step.for)) {
      const decisions = line('reacted', { reason: step.for });
      return goOn(step.happened, `exited_by_event:${step.for}`, decisions);
    }
    if (due === null) {
      const until = addWait(now, step.amount, step.unit, zone);
      const decisions = line('waiting_for', { reason: `waiting_for:${step.for}`, until: until.toISOString() });
      return { kind: 'wait', due: until, decisions };
    }
    if (due > now) return { kind: 'wait', due, decisions: [] };
    return goOn(step.timedOut, `not_happened:${step.for}`, line('waited_out', { reason: `not_happened:${step.for}` }));
  },
};

const goOn = (way: 'go_on' | 'end', reason: string, decisions: Decision[]): StepResult =>
  way === 'end' ? { kind: 'finish', reason, decisions } : { kind: 'done', decisions };
