import { Stack, Text } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { type AddedKind, type Block, freshId, moved, newStep, toBlocks, toSteps } from '../blocks.ts';
import { AddStep, InsertStep } from './add-step.tsx';
import { BlockCard } from './block-card.tsx';
import { type LaneProps, useWorkbench } from './workbench.ts';

/** A list of steps from top to bottom, with a place to add between any two. */
export function Lane({ name, steps, onChange }: LaneProps) {
  const { t } = useTranslation();
  const { draft, numbers, onRemoved } = useWorkbench();
  const blocks = toBlocks(steps);
  const setBlocks = (next: Block[]) => onChange(toSteps(next));
  const add = (kind: AddedKind, at: number) => {
    const id = freshId(draft.steps);
    const block: Block = { key: id, wait: null, step: newStep(kind, id) as NonNullable<Block['step']> };
    setBlocks([...blocks.slice(0, at), block, ...blocks.slice(at)]);
    // The new card may stand below the fold; its first field is where the owner goes on.
    requestAnimationFrame(() => {
      const card = document.getElementById(`step-${id}`);
      card?.scrollIntoView({ block: 'center' });
      card?.querySelector<HTMLElement>('input, textarea, select')?.focus({ preventScroll: true });
    });
  };
  return (
    <Stack gap="sm">
      {blocks.length === 0 ? (
        <Text c="dimmed" size={name === null ? 'md' : 'sm'}>
          {t(name === null ? 'editor.noMessages' : 'builder.emptyLane')}
        </Text>
      ) : null}
      {blocks.map((block, index) => (
        <Fragment key={block.key}>
          {index === 0 ? null : <InsertStep number={numbers.get(block.key) ?? 0} onAdd={(kind) => add(kind, index)} />}
          <BlockCard
            block={block}
            first={index === 0}
            last={index === blocks.length - 1}
            onChange={(next) => setBlocks(blocks.map((each, at) => (at === index ? next : each)))}
            onMove={(by) => setBlocks(moved(blocks, index, by))}
            onRemove={() => {
              onRemoved(numbers.get(block.key) ?? 0);
              setBlocks(blocks.filter((_, at) => at !== index));
            }}
          />
        </Fragment>
      ))}
      <AddStep lane={name} onAdd={(kind) => add(kind, blocks.length)} />
    </Stack>
  );
}
