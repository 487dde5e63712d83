import { Paper, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { StepOf } from '../../../../journeys/definition.ts';
import { nestValues, plainBrand, renderEmail, renderSms, untracked } from '../../../../journeys/templates.ts';
import { EmailSheet } from '../../messages/email-sheet.tsx';
import type { Field } from './use-fields.ts';

type Message = StepOf<'send_email'> | StepOf<'send_sms'>;
type Rendered = { subject: string | null; text: string; html: string | null } | null;

/** The message with sample values, by the same rules that write the real one; null while it cannot be written. */
export function usePreview(step: Message, fields: Field[]): Rendered {
  return useMemo(() => {
    const values = nestValues(Object.fromEntries(fields.map(({ name, sample }) => [name, sample])));
    if (step.kind === 'send_email') {
      const email = renderEmail(step, values, { footer: null, brand: plainBrand, track: untracked });
      return email.ok ? { subject: email.subject, text: email.text, html: email.html } : null;
    }
    const sms = renderSms(step.body, values);
    return sms.ok ? { subject: null, text: sms.text, html: null } : null;
  }, [step, fields]);
}

/** Beside the words, or below them where there is no room; an email as mail programs show it. */
export function Preview({ step, fields }: { step: Message; fields: Field[] }) {
  const { t } = useTranslation();
  // A page within the page is not made anew for every key.
  const [settled] = useDebouncedValue(step, step.kind === 'send_email' ? 300 : 0);
  const preview = usePreview(settled, fields);
  const written = step.body.trim() !== '' && fields.length > 0;
  if (!written) return null;
  return (
    <Stack gap={4}>
      <Text size="sm" c="dimmed">
        {preview ? t('editor.preview') : t('editor.previewMissing')}
      </Text>
      {preview === null ? null : (
        <>
          {preview.subject === null ? null : <Text fw={600}>{preview.subject}</Text>}
          {preview.html === null ? (
            <Paper p="sm" bg="var(--surface-sunken)" radius="md">
              <Text style={{ whiteSpace: 'pre-wrap' }}>{preview.text}</Text>
            </Paper>
          ) : (
            <EmailSheet html={preview.html} title={t('builder.emailPreview')} />
          )}
        </>
      )}
    </Stack>
  );
}
