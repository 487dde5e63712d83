import { List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Definition, Step } from '../../../journeys/definition.ts';
import { lanesOf } from '../../../journeys/tree.ts';
import { laneWords, whatWords, whenWords } from './block-words.ts';
import { toBlocks } from './blocks.ts';
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
            {whenWords(block, t)}
          </Text>{' '}
          {whatWords(block, t)}
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
          {t('builder.plan.lane', { name: laneWords(step, id, index, t) })}
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
