import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Step } from '../../../../journeys/definition.ts';
import { lanesOf } from '../../../../journeys/tree.ts';
import { laneWords } from '../block-words.ts';
import { toBlocks } from '../blocks.ts';
import { AddStep } from './add-step.tsx';
import { type LaneName, laneName } from './arrange.ts';
import { conditionWords } from './condition-words.ts';
import { DropSpot } from './drop-spot.tsx';
import classes from './flow.module.css';
import { useFlow } from './flow-context.ts';
import { StepCard } from './step-card.tsx';
import { useWorkbench } from './workbench.ts';

type Props = {
  lane: LaneName;
  /** What it is called; null: the journey itself. */
  name: string | null;
  steps: Step[];
};

/** Steps from top to bottom, with a place to add between any two. */
export function FlowLane({ lane, name, steps }: Props) {
  const { t } = useTranslation();
  const { numbers, faults, isNarrow } = useFlow();
  const blocks = toBlocks(steps);
  return (
    <>
      {blocks.length === 0 ? (
        <Text c="dimmed" size="sm">
          {t(name === null ? 'editor.noMessages' : 'builder.emptyLane')}
        </Text>
      ) : (
        <ol className={classes.lane}>
          {blocks.map(({ key, wait, step }, index) => (
            <li key={key} className={classes.item}>
              <DropSpot lane={lane} index={index} number={numbers.get(key) ?? 0} isFirst={index === 0} />
              <StepCard
                id={key}
                wait={wait}
                step={step}
                lane={lane}
                index={index}
                number={numbers.get(key) ?? 0}
                fault={faults.get(key) ?? null}
                isNarrow={isNarrow}
              />
              {step ? <Ways step={step} /> : null}
            </li>
          ))}
        </ol>
      )}
      <DropSpot lane={lane} index={blocks.length} number={null} isFirst={blocks.length === 0} />
      <AddStep name={name} spot={{ lane, index: blocks.length }} />
    </>
  );
}

/** What follows a step in each of its ways, indented below it. */
function Ways({ step }: { step: Step }) {
  const { t } = useTranslation();
  const { fields, numbers } = useWorkbench();
  return lanesOf(step).map(({ id, steps }, index) => {
    const name = laneWords(step, id, index, t);
    const when = step.kind === 'branch' ? step.lanes[index]?.when : undefined;
    const words = when ? conditionWords(when, { fields, numbers, t }) : null;
    const share = step.kind === 'split' ? step.lanes[index]?.share : undefined;
    return (
      <section key={id} className={classes.way} aria-label={name}>
        <div className={classes.wayName}>
          {name}
          {words || share !== undefined ? <span className={classes.wayWhen}> {words ?? `${share} %`}</span> : null}
        </div>
        <FlowLane lane={laneName(step.id, id)} name={name} steps={steps} />
      </section>
    );
  });
}
