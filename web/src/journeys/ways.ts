import type { Step } from '../../../journeys/definition.ts';

/** How a lane ends, where it holds nothing else; `steps`: it holds some. */
export type Way = 'go_on' | 'end' | 'steps';

export function wayOf(lane: readonly Step[]): Way {
  if (lane.length === 0) return 'go_on';
  return lane.length === 1 && lane[0]?.kind === 'exit' ? 'end' : 'steps';
}

/** The lane of a step that does nothing but go on or end. */
export const laneOf = (way: 'go_on' | 'end', stepId: string, lane: string): Step[] =>
  way === 'go_on' ? [] : [{ id: `${stepId.slice(0, 30)}-${lane}`, kind: 'exit' }];
