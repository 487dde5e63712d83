import type { Definition, Step } from '../../../../journeys/definition.ts';
import { lanesOf } from '../../../../journeys/tree.ts';

/** A way out of a step, as a sign of its own on the way. */
export type Sign = { id: string; step: Step; lane: string; index: number };
export type Arrow = { from: string; to: string };
export type Graph = { steps: Step[]; signs: Sign[]; arrows: Arrow[] };

/** Where the picture begins and ends; no step has such an id. */
export const ends = { start: ':start', end: ':end' } as const;

/** The tree of steps with an arrow for every way from one to the next. */
export function graphOf({ steps }: Pick<Definition, 'steps'>): Graph {
  const graph: Graph = { steps: [], signs: [], arrows: [] };
  const reach = (open: string[], to: string) => graph.arrows.push(...open.map((from) => ({ from, to })));
  const walk = (list: readonly Step[], open: string[]): string[] => {
    let loose = open;
    for (const step of list) {
      graph.steps.push(step);
      reach(loose, step.id);
      const lanes = lanesOf(step);
      if (lanes.length === 0) loose = step.kind === 'exit' ? [] : [step.id];
      else
        loose = lanes.flatMap((lane, index) => {
          const id = `${step.id}/${lane.id}`;
          graph.signs.push({ id, step, lane: lane.id, index });
          reach([step.id], id);
          return walk(lane.steps, [id]);
        });
    }
    return loose;
  };
  reach(walk(steps, [ends.start]), ends.end);
  return graph;
}
