import { Graph as Dagre, layout } from '@dagrejs/dagre';
import { ends, type Graph } from './graph.ts';

const sizes = { step: { width: 330, height: 104 }, end: { width: 230, height: 32 }, sign: { width: 160, height: 26 } };

export type Point = { x: number; y: number };
export type Placed = Point & { id: string; width: number; height: number };
/** Corners of an arrow, around the steps that it passes. */
export type Layout = { boxes: Placed[]; routes: Point[][] };

/** Where everything stands, from top to bottom; `routes` in the order of the arrows. */
export function layoutOf({ steps, signs, arrows }: Graph): Layout {
  const graph = new Dagre({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 32, ranksep: 36 });
  graph.setDefaultEdgeLabel(() => ({}));
  const ids = [ends.start, ...steps.map(({ id }) => id), ...signs.map(({ id }) => id), ends.end];
  for (const id of [ends.start, ends.end]) graph.setNode(id, { ...sizes.end });
  for (const { id } of steps) graph.setNode(id, { ...sizes.step });
  for (const { id } of signs) graph.setNode(id, { ...sizes.sign });
  for (const [index, { from, to }] of arrows.entries()) graph.setEdge(from, to, {}, String(index));
  layout(graph);
  const boxes = ids.map((id): Placed => {
    const { x = 0, y = 0, width = 0, height = 0 } = graph.node(id);
    // Dagre tells the middle, the canvas asks for the corner.
    return { id, x: x - width / 2, y: y - height / 2, width, height };
  });
  const routes = arrows.map(({ from, to }, index): Point[] => graph.edge(from, to, String(index)).points ?? []);
  return { boxes, routes };
}
