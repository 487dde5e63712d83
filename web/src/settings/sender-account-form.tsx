import { Button, Group, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openTextAccount } from '../request/senders.ts';
import { Failure } from '../states/failure.tsx';
import { atFields, besideFields } from '../states/field-faults.ts';
import { useSenderDeed } from './use-sender-deed.ts';

/** The way to a texting account: one is made, or the business has one. */
export function SenderAccountForm() {
  const { t } = useTranslation();
  const deed = useSenderDeed();
  const [own, setOwn] = useState(false);
  const form = useForm({
    initialValues: { account: '', secret: '' },
    validate: {
      account: (value) => (value.trim() ? null : t('account.required')),
      secret: (value) => (value.trim() ? null : t('account.required')),
    },
  });
  const submit = form.onSubmit(({ account, secret }) =>
    deed.mutate(
      {
        work: () => openTextAccount({ account: account.trim(), secret: secret.trim() }),
        done: t('senders.accountMade'),
      },
      { onError: atFields(form) },
    ),
  );
  return (
    <Paper withBorder p="lg" bg="var(--surface)">
      <Stack gap="sm">
        <div>
          <Title order={3} fz="md">
            {t('senders.account')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('senders.accountWhy')}
          </Text>
        </div>
        <Group gap="xs">
          <Button
            loading={deed.isPending && !own}
            onClick={() => deed.mutate({ work: () => openTextAccount({}), done: t('senders.accountMade') })}
          >
            {t('senders.accountMake')}
          </Button>
          <Button variant="subtle" aria-expanded={own} onClick={() => setOwn(!own)}>
            {t('senders.accountOwn')}
          </Button>
        </Group>
        {own ? (
          <form onSubmit={submit} noValidate>
            <Stack gap="sm">
              <TextInput label={t('senders.accountId')} autoComplete="off" {...form.getInputProps('account')} />
              <PasswordInput
                label={t('senders.accountSecret')}
                description={t('senders.accountSecretHint')}
                autoComplete="off"
                {...form.getInputProps('secret')}
              />
              <Group>
                <Button type="submit" variant="default" loading={deed.isPending}>
                  {t('senders.accountUse')}
                </Button>
              </Group>
            </Stack>
          </form>
        ) : null}
        <Failure error={besideFields(form, deed.error)} />
      </Stack>
    </Paper>
  );
}
