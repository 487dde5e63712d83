import type { Definition, Step } from './definition.ts';
import { alwaysEnds } from './first-text.ts';
import { error, type Problem, warning } from './publish-check-problem.ts';
import { lanesOf, places } from './tree.ts';

/** Steps that nobody reaches, and a journey that does nothing. */
export function orderProblems(definition: Definition): Problem[] {
  const all = places(definition);
  if (!all.some(({ step: { kind } }) => kind === 'send_email' || kind === 'send_sms')) {
    return [error('steps', 'no_message', 'Add at least one message.')];
  }
  const { steps } = definition;
  const last = steps.length - 1;
  const end = steps[last];
  const isIdle = end?.kind.startsWith('wait') && lanesOf(end).every(isEmpty);
  return [
    ...unreachable(steps, 'steps'),
    ...all.flatMap(({ step, path }) => emptyLanes(step, path)),
    ...(isIdle ? [warning(`steps.${last}`, 'last_wait', 'Nothing comes after this wait.')] : []),
  ];
}

const isEmpty = ({ steps }: { steps: readonly Step[] }): boolean => steps.length === 0;

function unreachable(steps: readonly Step[], path: string): Problem[] {
  const end = steps.findIndex(alwaysEnds);
  const dead =
    end >= 0 && end < steps.length - 1
      ? [error(`${path}.${end + 1}`, 'unreachable', 'Nobody comes here: the journey has ended before it.')]
      : [];
  const inside = steps.flatMap((step, index) =>
    lanesOf(step).flatMap((lane) => unreachable(lane.steps, `${path}.${index}.${lane.path}`)),
  );
  return [...dead, ...inside];
}

function emptyLanes(step: Step, path: string): Problem[] {
  if (step.kind === 'split') {
    return step.lanes.flatMap(({ share, steps }, index) =>
      share === 0 && steps.length > 0
        ? [error(`${path}.lanes.${index}`, 'unreachable', 'Nobody comes here: this lane has a share of 0 %.')]
        : [],
    );
  }
  if (step.kind === 'ask_owner' && step.question.trim() === '') {
    return [error(`${path}.question`, 'empty', 'Write the question that you want to be asked.')];
  }
  if (step.kind !== 'branch') return [];
  const open = step.lanes.findIndex(({ when }) => 'all' in when && when.all.length === 0);
  const behind = step.lanes.slice(open + 1).length + step.otherwise.length;
  if (open < 0 || behind === 0) return [];
  const message = 'Everybody takes this lane, since it asks for nothing: nobody comes to those behind it.';
  return [error(`${path}.lanes.${open}.when`, 'unreachable', message)];
}
