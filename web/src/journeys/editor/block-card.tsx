import { ActionIcon, Group, Paper, Stack, Text, Title } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconDeviceMobileMessage,
  IconHourglass,
  IconMail,
  IconTrash,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Definition } from '../../../../journeys/definition.ts';
import type { Block } from '../blocks.ts';
import { EmailFields } from './email-fields.tsx';
import type { Problems } from './problems.ts';
import { SmsFields } from './sms-fields.tsx';
import type { Field } from './use-fields.ts';
import { WaitForFields } from './wait-for-fields.tsx';
import { WhenFields } from './when-fields.tsx';

type Props = {
  block: Block;
  number: number;
  last: boolean;
  fields: Field[];
  problems: Problems;
  steps: Definition['steps'];
  /** Below a message: what shows it as customers will see it. */
  trial: ReactNode;
  onChange: (block: Block) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
};

/** One message with the wait before it. */
export function BlockCard({ block, number, last, fields, problems, steps, trial, onChange, onMove, onRemove }: Props) {
  const { t } = useTranslation();
  const { step } = block;
  const title = titleOf();
  const Icon =
    step?.kind === 'send_email' ? IconMail : step?.kind === 'send_sms' ? IconDeviceMobileMessage : IconHourglass;
  return (
    <Paper component="section" withBorder p={{ base: 'sm', xs: 'md' }} bg="var(--surface)" aria-label={title}>
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
              disabled={number === 1}
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
        {step?.kind === 'wait_for' && !block.wait ? null : (
          <WhenFields
            block={block}
            first={number === 1}
            steps={steps}
            problem={block.wait ? problems.at(block.wait.id, 'amount') : null}
            onChange={onChange}
          />
        )}
        {step?.kind === 'send_email' ? (
          <EmailFields
            step={step}
            fields={fields}
            problems={problems}
            onChange={(next) => onChange({ ...block, step: next })}
          />
        ) : null}
        {step?.kind === 'send_sms' ? (
          <SmsFields
            step={step}
            fields={fields}
            problems={problems}
            onChange={(next) => onChange({ ...block, step: next })}
          />
        ) : null}
        {step?.kind === 'send_email' || step?.kind === 'send_sms' ? trial : null}
        {step?.kind === 'wait_for' ? (
          <WaitForFields step={step} problems={problems} onChange={(next) => onChange({ ...block, step: next })} />
        ) : null}
        {step?.kind === 'exit' ? <Text c="dimmed">{t('editor.exitBlock')}</Text> : null}
      </Stack>
    </Paper>
  );

  function titleOf(): string {
    if (step?.kind === 'send_email' || step?.kind === 'send_sms')
      return t('editor.message', { number, kind: t(`editor.kind.${step.kind}`) });
    if (step?.kind === 'wait_for') return t('reaction.card');
    return t(step ? 'editor.exitBlock' : 'editor.waitBlock');
  }
}
