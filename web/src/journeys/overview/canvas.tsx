import '@xyflow/react/dist/base.css';
import {
  BaseEdge,
  Controls,
  type Edge,
  type EdgeProps,
  Handle,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  type ReactFlowInstance,
} from '@xyflow/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Definition, Step } from '../../../../journeys/definition.ts';
import { laneWords } from '../block-words.ts';
import classes from './canvas.module.css';
import { type Counted, CountLinks } from './count-links.tsx';
import { ends, graphOf } from './graph.ts';
import { layoutOf, type Point } from './layout.ts';
import { stepTitle } from './step-title.ts';

type StepNode = Node<{ step: Step; number: number; counted: Counted }, 'step'>;
type WordsNode = Node<{ words: string }, 'end' | 'sign'>;
type RouteEdge = Edge<{ points: Point[] }, 'route'>;

type Props = {
  definition: Definition;
  numbers: ReadonlyMap<string, number>;
  countsOf: (stepId: string) => Counted;
  /** Above the first step: what starts it. */
  start: string;
};

const nodeTypes = { step: StepBox, end: EndBox, sign: SignBox };
const edgeTypes = { route: Route };
const readable = 0.6;

/** The journey as a picture that can be moved and enlarged; everything in it stands in the table below, too. */
export default function Canvas({ definition, numbers, countsOf, start }: Props) {
  const { t } = useTranslation();
  const graph = useMemo(() => graphOf(definition), [definition]);
  const layout = useMemo(() => layoutOf(graph), [graph]);
  const nodes = useMemo((): (StepNode | WordsNode)[] => {
    const steps = new Map(graph.steps.map((step) => [step.id, step]));
    const signs = new Map(graph.signs.map((sign) => [sign.id, sign]));
    return layout.boxes.map(({ id, x, y, width, height }) => {
      const [step, sign, place] = [steps.get(id), signs.get(id), { id, position: { x, y }, width, height }];
      if (step) return { ...place, type: 'step', data: { step, number: numbers.get(id) ?? 0, counted: countsOf(id) } };
      if (sign) return { ...place, type: 'sign', data: { words: laneWords(sign.step, sign.lane, sign.index, t) } };
      return { ...place, type: 'end', data: { words: id === ends.start ? start : t('journey.step.exit') } };
    });
  }, [graph, layout, numbers, countsOf, start, t]);
  const edges = useMemo(
    () =>
      graph.arrows.map(
        ({ from, to }, index): RouteEdge => ({
          ...{ id: String(index), source: from, target: to, type: 'route' },
          data: { points: layout.routes[index] ?? [] },
        }),
      ),
    [graph, layout],
  );
  const begin = layout.boxes[0];
  // A long journey begins at its start: as a whole nobody could read it.
  const show = async (flow: ReactFlowInstance<StepNode | WordsNode, RouteEdge>) => {
    await flow.fitView({ maxZoom: 1, padding: 0.1 });
    if (flow.getZoom() < readable && begin)
      await flow.setCenter(begin.x + begin.width / 2, begin.y + 260, { zoom: 0.8 });
  };
  return (
    <div className={classes.canvas}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onInit={(flow) => void show(flow)}
        minZoom={0.1}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        // Only what is in sight is in the page.
        onlyRenderVisibleElements
        preventScrolling={false}
        aria-label={t('overview.picture')}
      >
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}

function StepBox({ data: { step, number, counted } }: NodeProps<StepNode>) {
  const { t } = useTranslation();
  return (
    <div className={classes.step}>
      <Ends />
      <div className={classes.title}>
        {number}. {stepTitle(step, t)}
      </div>
      <CountLinks counted={counted} number={number} />
    </div>
  );
}

function EndBox({ data: { words } }: NodeProps<WordsNode>) {
  return (
    <div className={classes.end}>
      <Ends />
      {words}
    </div>
  );
}

function SignBox({ data: { words } }: NodeProps<WordsNode>) {
  return (
    <div className={classes.sign}>
      <Ends />
      {words}
    </div>
  );
}

/** Where arrows arrive and leave. */
function Ends() {
  return (
    <>
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </>
  );
}

/** Around the steps on its way, where a straight one would go through them. */
function Route({ sourceX, sourceY, targetX, targetY, data }: EdgeProps<RouteEdge>) {
  const between = data?.points.slice(1, -1) ?? [];
  const points = [{ x: sourceX, y: sourceY }, ...between, { x: targetX, y: targetY }];
  return <BaseEdge path={`M ${points.map(({ x, y }) => `${x} ${y}`).join(' L ')}`} />;
}
