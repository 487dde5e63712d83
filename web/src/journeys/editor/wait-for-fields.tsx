import { NativeSelect, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StepOf } from '../../../../journeys/definition.ts';
import { reactions } from '../../../../journeys/reactions.ts';
import { useTriggers } from '../../request/integrations.ts';
import { exitChoices } from '../exit-choices.ts';
import { LengthFields } from './length-fields.tsx';
import { useWorkbench } from './workbench.ts';

type Step = StepOf<'wait_for'>;

/** What is waited for, how long, and what follows either way. */
export function WaitForFields({ step, onChange }: { step: Step; onChange: (step: Step) => void }) {
  const { t } = useTranslation();
  const { problems } = useWorkbench();
  const events = exitChoices(useTriggers().data?.items ?? []);
  return (
    <Stack gap="sm">
      <NativeSelect
        id={`field-${step.id}-for`}
        label={t('reaction.for')}
        description={t('reaction.since')}
        value={step.for}
        error={problems.at(step.id, 'for')}
        onChange={(event) => onChange({ ...step, for: event.currentTarget.value })}
        data={[
          ...reactions.map((value) => ({ value, label: t(`reaction.${value}`) })),
          ...events.map(({ type, label }) => ({ value: type, label })),
        ]}
      />
      <LengthFields
        id={`field-${step.id}-amount`}
        label={t('reaction.amount')}
        value={{ amount: step.amount, unit: step.unit }}
        problem={problems.at(step.id, 'amount')}
        onChange={(length) => onChange({ ...step, ...length })}
      />
    </Stack>
  );
}
