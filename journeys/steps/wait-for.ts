import { addWait } from '../clock.ts';
import { isReaction } from '../reactions.ts';
import type { Decision, StepResult, StepRules } from './step.ts';

export const waitFor: StepRules<'wait_for'> = {
  activity: 'decide',
  run({ step, due, news, reactions, happened, now, zone }) {
    const line = (code: string, more: Partial<Decision> = {}): Decision[] => [{ stepId: step.id, code, ...more }];
    const done = (lane: 'happened' | 'timed_out', decisions: Decision[]) =>
      ({ kind: 'done', decisions, lane }) satisfies StepResult;
    if (news.some((item) => item.kind === 'skip_wait' && item.stepId === step.id)) {
      return done('timed_out', line('wait_skipped'));
    }
    if (isReaction(step.for) ? reactions.includes(step.for) : happened.includes(step.for)) {
      return done('happened', line('happened', { reason: step.for }));
    }
    if (due === null) {
      const until = addWait(now, step.amount, step.unit, zone);
      const decisions = line('waiting_for', { reason: `waiting_for:${step.for}`, until: until.toISOString() });
      return { kind: 'wait', due: until, decisions };
    }
    if (due > now) return { kind: 'wait', due, decisions: [] };
    return { ...done('timed_out', line('waited_out', { reason: `not_happened:${step.for}` })), since: due };
  },
};
