import { List, Text } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Definition, StepOf } from '../../../journeys/definition.ts';
import { isReaction } from '../../../journeys/reactions.ts';
import { type Block, toBlocks } from './blocks.ts';
import { wayOf } from './ways.ts';

/** The journey read out, one line a message. */
export function Plan({ definition }: { definition: Definition }) {
  const { t } = useTranslation();
  const blocks = toBlocks(definition.steps);
  if (blocks.length === 0) return <Text c="dimmed">{t('journey.noSteps')}</Text>;
  return (
    <List type="ordered" spacing={4}>
      {blocks.map((block) => (
        <List.Item key={block.key}>
          <Text span c="dimmed">
            {when(block, t)}
          </Text>{' '}
          {what(block, t)}
        </List.Item>
      ))}
    </List>
  );
}

function when({ wait, step }: Block, t: TFunction): string {
  if (step?.kind === 'wait_for' && !wait) return '';
  return wait
    ? `${t('journey.step.after', { amount: t(`journey.${wait.unit}`, { count: wait.amount }) })}:`
    : `${t('journey.step.atOnce')}:`;
}

function what({ step }: Block, t: TFunction): string {
  if (step?.kind === 'send_email')
    return step.subject ? t('journey.step.email', { subject: step.subject }) : t('journey.step.emailEmpty');
  if (step?.kind === 'send_sms')
    return step.body ? t('journey.step.sms', { body: shortened(step.body) }) : t('journey.step.smsEmpty');
  if (step?.kind === 'wait_for') return waitingFor(step, t);
  return t('journey.step.exit');
}

function waitingFor(step: StepOf<'wait_for'>, t: TFunction): string {
  const amount = t(`journey.${step.unit}`, { count: step.amount });
  const ends = (['happened', 'timedOut'] as const).filter((outcome) => wayOf(step[outcome]) === 'end');
  return [
    isReaction(step.for) ? t(`reaction.plan.${step.for}`, { amount }) : t('reaction.plan.event', { amount }),
    ...ends.map((outcome) => t(`reaction.planEnds.${outcome}`)),
  ].join('; ');
}

const shortened = (text: string) => (text.length > 80 ? `${text.slice(0, 79).trimEnd()}…` : text);
