import type { Step } from '../definition.ts';

/** A step in a list: where its lanes begin, and what is read after it. An index beyond the list is the end. */
export type Line = { step: Step; lanes: Record<string, number>; next: number };

const end = Number.MAX_SAFE_INTEGER;

/** The tree as a list with jumps. */
export function program(steps: readonly Step[]): { lines: Line[]; first: number } {
  const lines: Line[] = [];
  const lay = (list: readonly Step[], after: number): number => {
    let next = after;
    for (const step of [...list].reverse()) {
      const behind = next;
      const lanes: Record<string, number> = {};
      const into = (lane: string, inner: readonly Step[]) => {
        lanes[lane] = lay(inner, behind);
      };
      if (step.kind === 'branch' || step.kind === 'split') for (const lane of step.lanes) into(lane.id, lane.steps);
      if (step.kind === 'branch') into('otherwise', step.otherwise);
      if (step.kind === 'wait_for') {
        into('happened', step.happened);
        into('timed_out', step.timedOut);
      }
      if (step.kind === 'ask_owner') {
        into('yes', step.yes);
        into('no', step.no);
      }
      next = lines.push({ step, lanes, next: behind }) - 1;
    }
    return next;
  };
  const first = lay(steps, end);
  return { lines, first };
}
