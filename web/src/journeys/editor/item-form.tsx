import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Block } from '../blocks.ts';
import { useActions } from './actions.ts';
import { findBlock } from './arrange.ts';
import { BlockForm } from './block-form.tsx';
import classes from './item-form.module.css';
import { PartForm } from './part-form.tsx';
import { focusCard, type Item, partOf, useChosen, useSelection } from './selection.ts';
import { usePartWords } from './use-part-words.ts';
import { useWorkbench } from './workbench.ts';

/** The form of what is open; nothing where it is gone. */
export function ItemForm({ item }: { item: Item }) {
  const { draft } = useWorkbench();
  const part = partOf(item);
  if (part) return <PartPanel part={part} />;
  const found = findBlock(draft.steps, item);
  return found ? <BlockPanel key={item} block={found.block} /> : null;
}

function PartPanel({ part }: { part: NonNullable<ReturnType<typeof partOf>> }) {
  const { title } = usePartWords(part);
  return (
    <Panel item={part} title={title}>
      <PartForm part={part} />
    </Panel>
  );
}

function BlockPanel({ block }: { block: Block }) {
  const { t } = useTranslation();
  const { numbers } = useWorkbench();
  const { change } = useActions();
  const { step, key } = block;
  const number = numbers.get(key) ?? 0;
  const title =
    step?.kind === 'send_email' || step?.kind === 'send_sms'
      ? t('editor.message', { number, kind: t(`editor.kind.${step.kind}`) })
      : t('builder.step', { number, kind: step ? t(`builder.kinds.${step.kind}`) : t('editor.waitBlock') });
  return (
    <Panel item={key} title={title}>
      <BlockForm block={block} number={number} onChange={(next) => change(key, next)} />
    </Panel>
  );
}

function Panel({ item, title, children }: { item: Item; title: string; children: React.ReactNode }) {
  const { t } = useTranslation();
  const selection = useSelection();
  const wanted = useChosen((now) => now.wanted);
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    if (wanted === null || selection.now.open !== item) return;
    const fields = selection.take() ?? [];
    const named = fields.map((id) => document.getElementById(id)).find((element) => element !== null);
    const field = named ?? box.current?.querySelector<HTMLElement>('input, textarea, select, button');
    field?.focus();
    field?.scrollIntoView({ block: 'nearest' });
  }, [wanted, item, selection]);
  return (
    <Paper
      ref={box}
      component="section"
      withBorder
      p={{ base: 'sm', xs: 'md' }}
      bg="var(--surface)"
      className={classes.panel}
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        focusCard(item);
      }}
    >
      <Stack gap="md">
        <Group justify="space-between" gap="0 sm">
          <Title order={2} size="h3">
            {title}
          </Title>
          <Text size="xs" c="dimmed" className={classes.hint}>
            {t('builder.backToFlow')}
          </Text>
        </Group>
        {children}
      </Stack>
    </Paper>
  );
}
