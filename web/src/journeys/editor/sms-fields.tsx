import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { StepOf } from '../../../../journeys/definition.ts';
import { segmentsOf, withPlainCharacters } from '../../../../journeys/sms-text.ts';
import { FallbackSwitch } from './fallback-switch.tsx';
import { InsertFields } from './insert-fields.tsx';
import { Preview, usePreview } from './preview.tsx';
import type { Problems } from './problems.ts';
import type { Field } from './use-fields.ts';
import { useInsert } from './use-insert.ts';

type Sms = StepOf<'send_sms'>;
type Props = { step: Sms; fields: Field[]; problems: Problems; onChange: (step: Sms) => void };

export function SmsFields({ step, fields, problems, onChange }: Props) {
  const { t } = useTranslation();
  const write = (_: 'body', body: string) => onChange({ ...step, body });
  const { field, insert } = useInsert(write, 'body');
  const preview = usePreview(step, fields);
  const { length, segments, costly } = segmentsOf(preview?.text ?? step.body);
  const plainBody = withPlainCharacters(step.body);
  return (
    <Stack gap="sm">
      <Textarea
        id={`field-${step.id}-body`}
        label={t('editor.smsBody')}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={1600}
        value={step.body}
        error={problems.at(step.id, 'body')}
        onChange={(event) => write('body', event.currentTarget.value)}
        {...field('body')}
      />
      <Text size="sm" c="dimmed">
        {t('editor.segments', { count: segments, length })}
        {costly.length > 0 ? `. ${t('editor.costly', { characters: costly.join(' ') })}` : null}
      </Text>
      {plainBody === step.body ? null : (
        <Group gap="xs">
          <Button size="compact-sm" variant="light" onClick={() => write('body', plainBody)}>
            {t('editor.plainCharacters')}
          </Button>
        </Group>
      )}
      <InsertFields fields={fields} onInsert={insert} />
      <FallbackSwitch step={step} onChange={onChange} />
      <Preview step={step} fields={fields} />
    </Stack>
  );
}
