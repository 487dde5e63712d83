import { addWait } from '../clock.ts';
import type { Answer, Decision, StepResult, StepRules } from './step.ts';

export const askOwner: StepRules<'ask_owner'> = {
  activity: 'askOwner',
  run({ step, due, news, now, zone }) {
    const done = (answer: Answer, code: string, reason: string) => {
      const decisions: Decision[] = [{ stepId: step.id, code, reason }];
      return { kind: 'done', decisions, lane: answer } satisfies StepResult;
    };
    for (const item of news) {
      if (item.kind === 'answer' && item.stepId === step.id) return done(item.answer, 'answered', item.answer);
      if (item.kind === 'skip_wait' && item.stepId === step.id) return done(step.silence, 'wait_skipped', step.silence);
    }
    if (due === null) {
      if (!news.some((item) => item.kind === 'asked' && item.stepId === step.id)) return { kind: 'ask' };
      const until = addWait(now, step.amount, step.unit, zone);
      return { kind: 'wait', due: until, decisions: [{ stepId: step.id, code: 'asked', until: until.toISOString() }] };
    }
    if (due > now) return { kind: 'wait', due, decisions: [] };
    return { ...done(step.silence, 'not_answered', step.silence), since: due };
  },
};
