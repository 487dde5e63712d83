import type { Enrollment, EnrollmentStatus } from '../../../api/schemas.ts';
import type { Tone } from '../states/tag.tsx';

const tones: Record<EnrollmentStatus | 'goal', Tone> = {
  new: 'info',
  active: 'info',
  held: 'waiting',
  completed: 'done',
  exited: 'quiet',
  goal: 'done',
  stopped: 'quiet',
  failed: 'failed',
};

/** The state as it is shown: who left because the goal was reached did not just leave. */
export function stateOf({ status, finish }: Enrollment): { state: EnrollmentStatus | 'goal'; tone: Tone } {
  const state = finish?.code.startsWith('goal_reached') ? 'goal' : status;
  return { state, tone: tones[state] };
}
