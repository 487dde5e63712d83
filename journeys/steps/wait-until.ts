import { nextFitting } from '../next-fitting.ts';
import { startOf } from '../start-of.ts';
import type { Decision, StepResult, StepRules } from './step.ts';

export const waitUntil: StepRules<'wait_until'> = {
  activity: 'decide',
  run({ step, due, basis, news, known, now, zone }) {
    const line = (code: string, more: Partial<Decision> = {}): Decision[] => [{ stepId: step.id, code, ...more }];
    if (news.some((item) => item.kind === 'skip_wait' && item.stepId === step.id)) {
      return { kind: 'done', decisions: line('wait_skipped') };
    }
    const passed = (code: string): StepResult =>
      step.passed === 'end'
        ? { kind: 'finish', reason: code, decisions: line(code) }
        : { kind: 'done', decisions: line(code) };
    const told = step.date ? known.values[step.date.field] : null;
    const date = typeof told === 'string' ? told : null;
    const from = date === null ? null : startOf(date, zone);
    if (step.date && from === null) return passed('date_unknown');
    if (due !== null && (step.date === null || date === basis)) {
      return due > now ? { kind: 'wait', due, decisions: [] } : { kind: 'done', decisions: [], since: due };
    }
    const until = nextFitting(step, from, now, zone);
    if (until <= now) {
      // Now is a moment that fits.
      if (step.date === null) return { kind: 'done', decisions: [] };
      // The date may have moved into the past while it waited: then it is over as if it had come.
      return due === null ? passed('date_passed') : { kind: 'done', decisions: line('date_passed') };
    }
    const code = due === null ? 'waiting' : 'date_moved';
    const decisions = line(code, { until: until.toISOString() });
    return { kind: 'wait', due: until, decisions, ...(date !== null && { basis: date }) };
  },
};
