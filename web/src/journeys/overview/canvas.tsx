import '@xyflow/react/dist/base.css';
import { Controls, type Edge, Handle, type Node, type NodeProps, Position, ReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Definition, Step } from '../../../../journeys/definition.ts';
import { laneWords } from '../block-words.ts';
import classes from './canvas.module.css';
import { type Counted, CountLinks } from './count-links.tsx';
import { ends, graphOf } from './graph.ts';
import { placed } from './layout.ts';
import { stepTitle } from './step-title.ts';

type StepNode = Node<{ step: Step; number: number; counted: Counted }, 'step'>;
type EndNode = Node<{ words: string }, 'end'>;

type Props = {
  definition: Definition;
  numbers: ReadonlyMap<string, number>;
  countsOf: (stepId: string) => Counted;
  /** Above the first step: what starts it. */
  start: string;
};

const nodeTypes = { step: StepBox, end: EndBox };

/** The journey as a picture that can be moved and enlarged; everything in it stands in the table below, too. */
export default function Canvas({ definition, numbers, countsOf, start }: Props) {
  const { t } = useTranslation();
  const graph = useMemo(() => graphOf(definition), [definition]);
  const places = useMemo(() => placed(graph), [graph]);
  const nodes = useMemo((): (StepNode | EndNode)[] => {
    const steps = new Map(graph.steps.map((step) => [step.id, step]));
    return places.map(({ id, x, y, width, height }) => {
      const step = steps.get(id);
      const place = { id, position: { x, y }, width, height };
      if (!step) return { ...place, type: 'end', data: { words: id === ends.start ? start : t('journey.step.exit') } };
      return { ...place, type: 'step', data: { step, number: numbers.get(id) ?? 0, counted: countsOf(id) } };
    });
  }, [graph, places, numbers, countsOf, start, t]);
  const edges = useMemo(
    (): Edge[] =>
      graph.arrows.map(({ from, to, lane }, index) => ({
        id: String(index),
        source: from,
        target: to,
        type: 'smoothstep',
        ...(lane && { label: laneWords(lane.step, lane.id, lane.index, t) }),
      })),
    [graph, t],
  );
  return (
    <div className={classes.canvas}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        fitView
        fitViewOptions={{ maxZoom: 1, padding: 0.1 }}
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
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <div className={classes.title}>
        {number}. {stepTitle(step, t)}
      </div>
      <CountLinks counted={counted} number={number} />
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </div>
  );
}

function EndBox({ data: { words } }: NodeProps<EndNode>) {
  return (
    <div className={classes.end}>
      <Handle type="target" position={Position.Top} isConnectable={false} />
      {words}
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </div>
  );
}
