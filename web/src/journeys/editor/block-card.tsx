import { ActionIcon, Group, Paper, Stack, Title } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconHourglass, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Block } from '../blocks.ts';
import { kindIcons } from './add-step.tsx';
import { StepFields } from './step-fields.tsx';
import { WhenFields } from './when-fields.tsx';
import { useWorkbench } from './workbench.ts';

type Props = {
  block: Block;
  first: boolean;
  last: boolean;
  onChange: (block: Block) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
};

/** One step with the wait before it. */
export function BlockCard({ block, first, last, onChange, onMove, onRemove }: Props) {
  const { t } = useTranslation();
  const { draft, numbers, problems } = useWorkbench();
  const { step, wait } = block;
  const number = numbers.get(block.key) ?? 0;
  const isMessage = step?.kind === 'send_email' || step?.kind === 'send_sms';
  const title = isMessage
    ? t('editor.message', { number, kind: t(`editor.kind.${step.kind}`) })
    : t('builder.step', { number, kind: step ? t(`builder.kinds.${step.kind}`) : t('editor.waitBlock') });
  const Icon = step ? kindIcons[step.kind] : IconHourglass;
  const isOwnWait = step !== null && !isMessage && !wait;
  return (
    <Paper
      component="section"
      id={`step-${block.key}`}
      withBorder
      p={{ base: 'sm', xs: 'md' }}
      bg="var(--surface)"
      aria-label={title}
    >
      <Stack gap="md">
        <Group justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Icon size={20} stroke={1.7} aria-hidden />
            <Title order={3}>{title}</Title>
          </Group>
          <Group gap={4} wrap="nowrap">
            <ActionIcon
              variant="subtle"
              color="gray"
              disabled={first}
              aria-label={t('editor.moveUp', { number })}
              onClick={() => onMove(-1)}
            >
              <IconArrowUp size={18} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              disabled={last}
              aria-label={t('editor.moveDown', { number })}
              onClick={() => onMove(1)}
            >
              <IconArrowDown size={18} aria-hidden />
            </ActionIcon>
            <ActionIcon variant="subtle" color="brick" aria-label={t('editor.remove', { number })} onClick={onRemove}>
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </Group>
        </Group>
        {isOwnWait ? null : (
          <WhenFields
            block={block}
            first={number === 1}
            steps={draft.steps}
            problem={wait ? problems.at(wait.id, 'amount') : null}
            onChange={onChange}
          />
        )}
        {step ? (
          <StepFields
            step={step}
            number={number}
            onChange={(next) => (next.kind === 'wait' ? undefined : onChange({ ...block, step: next }))}
          />
        ) : null}
      </Stack>
    </Paper>
  );
}
