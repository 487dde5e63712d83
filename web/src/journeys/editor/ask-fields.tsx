import { NativeSelect, Stack, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StepOf } from '../../../../journeys/definition.ts';
import { InsertFields } from './insert-fields.tsx';
import { LengthFields } from './length-fields.tsx';
import { useInsert } from './use-insert.ts';
import { useWorkbench } from './workbench.ts';

type Step = StepOf<'ask_owner'>;

/** A question to the people of the business, and what follows their answer. */
export function AskFields({ step, onChange }: { step: Step; onChange: (step: Step) => void }) {
  const { t } = useTranslation();
  const { fields, problems } = useWorkbench();
  const write = (_: 'question', question: string) => onChange({ ...step, question });
  const { field, insert } = useInsert(write, 'question');
  return (
    <Stack gap="sm">
      <Textarea
        id={`field-${step.id}-question`}
        label={t('builder.question')}
        description={t('builder.questionHint')}
        autosize
        minRows={2}
        maxLength={500}
        value={step.question}
        error={problems.at(step.id, 'question')}
        onChange={(event) => write('question', event.currentTarget.value)}
        {...field('question')}
      />
      <InsertFields fields={fields} onInsert={insert} />
      <LengthFields
        id={`field-${step.id}-amount`}
        label={t('builder.askFor')}
        value={{ amount: step.amount, unit: step.unit }}
        problem={problems.at(step.id, 'amount')}
        onChange={(length) => onChange({ ...step, ...length })}
      />
      <NativeSelect
        label={t('builder.silence')}
        value={step.silence}
        onChange={(event) => onChange({ ...step, silence: event.currentTarget.value === 'yes' ? 'yes' : 'no' })}
        data={[
          { value: 'no', label: t('builder.no') },
          { value: 'yes', label: t('builder.yes') },
        ]}
      />
    </Stack>
  );
}
