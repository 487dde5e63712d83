import { Button, Checkbox, Group, Radio, Stack, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CheckedList, CustomerImport } from '../../../api/schemas.ts';
import { notifyDone } from '../overlays/notify.ts';
import { importList } from '../request/customer-imports.ts';
import { Failure } from '../states/failure.tsx';

const bases = ['agreed', 'customers', 'none'] as const;
type Values = { basis: CustomerImport['basis'] | ''; statement: string; textsAgreed: boolean };

type Props = { fileName: string; file: string; checked: CheckedList; onDone: () => void };

/** What the business states of the people on its list; without it nobody is taken. */
export function ImportForm({ fileName, file, checked, onDone }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm<Values>({
    initialValues: { basis: '', statement: '', textsAgreed: false },
    validate: {
      basis: (value) => (value ? null : t('import.basisMissing')),
      statement: (value) => (value.trim().length < 10 ? t('import.statementMissing') : null),
    },
  });
  const importing = useMutation({
    mutationFn: importList,
    onSuccess: ({ created, known }) => {
      void client.invalidateQueries({ queryKey: ['list'] });
      notifyDone(t('import.done', { created, known }));
      onDone();
    },
  });
  const submit = form.onSubmit(({ basis, statement, textsAgreed }) => {
    // A double click imports once.
    if (basis && !importing.isPending) importing.mutate({ fileName, file, basis, statement, textsAgreed });
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Radio.Group label={t('import.basis')} description={t('import.basisHint')} {...form.getInputProps('basis')}>
          <Stack gap="xs" mt="xs">
            {bases.map((basis) => (
              <Radio
                key={basis}
                value={basis}
                label={t(`import.bases.${basis}`)}
                description={t(`import.basisMeans.${basis}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label={t('import.statement')}
          description={t('import.statementHint')}
          autosize
          minRows={2}
          maxLength={1000}
          {...form.getInputProps('statement')}
        />
        <Checkbox
          label={t('import.textsAgreed')}
          description={t('import.textsHint')}
          {...form.getInputProps('textsAgreed', { type: 'checkbox' })}
        />
        <Failure error={importing.error} />
        <Group>
          <Button type="submit" loading={importing.isPending}>
            {t('import.take', { count: checked.fresh })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
