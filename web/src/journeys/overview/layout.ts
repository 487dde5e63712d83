import { Graph as Dagre, layout } from '@dagrejs/dagre';
import { ends, type Graph } from './graph.ts';

export const nodeSize = { width: 240, height: 96 };
const endSize = { width: 120, height: 36 };

export type Placed = { id: string; x: number; y: number; width: number; height: number };

/** Where every step and both ends stand, from top to bottom. */
export function placed({ steps, arrows }: Graph): Placed[] {
  const graph = new Dagre({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 32, ranksep: 56 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of [ends.start, ends.end]) graph.setNode(id, { ...endSize });
  for (const { id } of steps) graph.setNode(id, { ...nodeSize });
  for (const [index, { from, to }] of arrows.entries()) graph.setEdge(from, to, {}, String(index));
  layout(graph);
  return [ends.start, ...steps.map(({ id }) => id), ends.end].map((id) => {
    const { x = 0, y = 0, width = 0, height = 0 } = graph.node(id);
    // Dagre tells the middle, the canvas asks for the corner.
    return { id, x: x - width / 2, y: y - height / 2, width, height };
  });
}
