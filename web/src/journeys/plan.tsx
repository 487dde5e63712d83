import { List, Text } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Definition, Step, StepOf } from '../../../journeys/definition.ts';
import { isReaction } from '../../../journeys/reactions.ts';
import { lanesOf } from '../../../journeys/tree.ts';
import { type Block, toBlocks } from './blocks.ts';
import { wayOf } from './ways.ts';

/** The journey read out, one line a step, lanes below their step. */
export function Plan({ definition }: { definition: Definition }) {
  const { t } = useTranslation();
  if (definition.steps.length === 0) return <Text c="dimmed">{t('journey.noSteps')}</Text>;
  return <Lines steps={definition.steps} />;
}

function Lines({ steps }: { steps: readonly Step[] }) {
  const { t } = useTranslation();
  return (
    <List type="ordered" spacing={4}>
      {toBlocks([...steps]).map((block) => (
        <List.Item key={block.key}>
          <Text span c="dimmed">
            {when(block, t)}
          </Text>{' '}
          {what(block, t)}
          {block.step ? <Lanes step={block.step} /> : null}
        </List.Item>
      ))}
    </List>
  );
}

/** Lanes that only go on or end are said in the line of their step. */
function Lanes({ step }: { step: Step }) {
  const { t } = useTranslation();
  const lanes = lanesOf(step).filter(({ steps }) => wayOf(steps) === 'steps' || step.kind === 'branch');
  if (lanes.length === 0) return null;
  return (
    <List listStyleType="none" spacing={4} mt={4}>
      {lanes.map(({ id, steps }, index) => (
        <List.Item key={id}>
          {t('builder.plan.lane', { name: laneName(step, id, index, t) })}
          {steps.length === 0 ? (
            <Text span c="dimmed">
              {' '}
              {t('builder.plan.nothing')}
            </Text>
          ) : (
            <Lines steps={steps} />
          )}
        </List.Item>
      ))}
    </List>
  );
}

function laneName(step: Step, id: string, index: number, t: TFunction): string {
  if (step.kind === 'wait_for') return t(id === 'happened' ? 'reaction.happened' : 'reaction.timedOut');
  if (step.kind === 'ask_owner') return t(id === 'yes' ? 'builder.ifYes' : 'builder.ifNo');
  if (step.kind === 'split') return t('builder.share', { number: index + 1 });
  if (id === 'otherwise') return t('builder.otherwise');
  return index === 0 ? t('builder.if') : t('builder.elseIf', { number: index + 1 });
}

function when({ wait, step }: Block, t: TFunction): string {
  if (!wait && step && !step.kind.startsWith('send')) return '';
  return wait
    ? `${t('journey.step.after', { amount: t(`journey.${wait.unit}`, { count: wait.amount }) })}:`
    : `${t('journey.step.atOnce')}:`;
}

function what({ step }: Block, t: TFunction): string {
  switch (step?.kind) {
    case 'send_email':
      return step.subject ? t('journey.step.email', { subject: step.subject }) : t('journey.step.emailEmpty');
    case 'send_sms':
      return step.body ? t('journey.step.sms', { body: shortened(step.body) }) : t('journey.step.smsEmpty');
    case 'wait_for':
      return waitingFor(step, t);
    case 'wait_until':
      return t('builder.plan.until');
    case 'branch':
      return t('builder.plan.branch');
    case 'split':
      return t('builder.plan.split');
    case 'ask_owner':
      return t('builder.plan.ask', { question: shortened(step.question) });
    default:
      return t('journey.step.exit');
  }
}

function waitingFor(step: StepOf<'wait_for'>, t: TFunction): string {
  const amount = t(`journey.${step.unit}`, { count: step.amount });
  const ends = (['happened', 'timedOut'] as const).filter((outcome) => wayOf(step[outcome]) === 'end');
  const what = isReaction(step.for) ? t(`reaction.plan.${step.for}`, { amount }) : t('reaction.plan.event', { amount });
  return [what, ...ends.map((outcome) => t(`reaction.planEnds.${outcome}`))].join('; ');
}

const shortened = (text: string) => (text.length > 80 ? `${text.slice(0, 79).trimEnd()}…` : text);
