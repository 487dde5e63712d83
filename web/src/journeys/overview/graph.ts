import type { Definition, Step } from '../../../../journeys/definition.ts';
import { lanesOf } from '../../../../journeys/tree.ts';

/** An arrow of the picture; `lane`: the way that is taken, where there are several. */
export type Arrow = { from: string; to: string; lane: { step: Step; id: string; index: number } | null };
export type Graph = { steps: Step[]; arrows: Arrow[] };

/** Where the picture begins and ends; no step has such an id. */
export const ends = { start: ':start', end: ':end' } as const;

type Open = Omit<Arrow, 'to'>;

/** The tree of steps with an arrow for every way from one to the next. */
export function graphOf({ steps }: Pick<Definition, 'steps'>): Graph {
  const graph: Graph = { steps: [], arrows: [] };
  const reach = (open: Open[], to: string) => graph.arrows.push(...open.map((each) => ({ ...each, to })));
  const walk = (list: readonly Step[], open: Open[]): Open[] => {
    let loose = open;
    for (const step of list) {
      graph.steps.push(step);
      reach(loose, step.id);
      const lanes = lanesOf(step);
      if (step.kind === 'exit') loose = [];
      else if (lanes.length === 0) loose = [{ from: step.id, lane: null }];
      else
        loose = lanes.flatMap((lane, index) =>
          walk(lane.steps, [{ from: step.id, lane: { step, id: lane.id, index } }]),
        );
    }
    return loose;
  };
  reach(walk(steps, [{ from: ends.start, lane: null }]), ends.end);
  return graph;
}
