import { Stack, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StepOf } from '../../../../journeys/definition.ts';
import { FallbackSwitch } from './fallback-switch.tsx';
import { InsertFields } from './insert-fields.tsx';
import classes from './item-form.module.css';
import { Preview } from './preview.tsx';
import type { Problems } from './problems.ts';
import type { Field } from './use-fields.ts';
import { useInsert } from './use-insert.ts';

type Email = StepOf<'send_email'>;
type Props = { step: Email; fields: Field[]; problems: Problems; onChange: (step: Email) => void };

export function EmailFields({ step, fields, problems, onChange }: Props) {
  const { t } = useTranslation();
  const write = (name: 'subject' | 'body', value: string) => onChange({ ...step, [name]: value });
  const { field, insert } = useInsert(write, 'body');
  return (
    <div className={classes.beside}>
      <Stack gap="sm">
        <TextInput
          id={`field-${step.id}-subject`}
          label={t('editor.subject')}
          maxLength={300}
          value={step.subject}
          error={problems.at(step.id, 'subject')}
          onChange={(event) => write('subject', event.currentTarget.value)}
          {...field('subject')}
        />
        <Textarea
          id={`field-${step.id}-body`}
          label={t('editor.emailBody')}
          description={t('editor.emailHint')}
          autosize
          minRows={5}
          maxRows={24}
          maxLength={50_000}
          value={step.body}
          error={problems.at(step.id, 'body')}
          onChange={(event) => write('body', event.currentTarget.value)}
          {...field('body')}
        />
        <InsertFields fields={fields} onInsert={insert} />
        <FallbackSwitch step={step} onChange={onChange} />
      </Stack>
      <Preview step={step} fields={fields} />
    </div>
  );
}
