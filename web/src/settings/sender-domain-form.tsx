import { Button, Group, Paper, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { addDomain } from '../request/senders.ts';
import { Failure } from '../states/failure.tsx';
import { atFields, besideFields } from '../states/field-faults.ts';
import { useSenderDeed } from './use-sender-deed.ts';

const domainName = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i;

/** A domain of one's own to send email from. */
export function SenderDomainForm() {
  const { t } = useTranslation();
  const deed = useSenderDeed();
  const form = useForm({
    initialValues: { domain: '', mailbox: 'hello' },
    validate: {
      domain: (value) => (domainName.test(value.trim()) ? null : t('senders.domainWrong')),
      mailbox: (value) => (/^[a-z0-9]([a-z0-9._+-]*[a-z0-9])?$/i.test(value.trim()) ? null : t('senders.mailboxWrong')),
    },
  });
  const submit = form.onSubmit(({ domain, mailbox }) =>
    deed.mutate(
      { work: () => addDomain({ domain: domain.trim(), mailbox: mailbox.trim() }), done: t('senders.added') },
      { onSuccess: () => form.reset(), onError: atFields(form) },
    ),
  );
  return (
    <Paper withBorder p="lg" bg="var(--surface)">
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <div>
            <Title order={3} fz="md">
              {t('senders.addDomain')}
            </Title>
            <Text size="sm" c="dimmed">
              {t('senders.addDomainWhy')}
            </Text>
          </div>
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <TextInput
              label={t('senders.domain')}
              description={t('senders.domainHint')}
              inputMode="url"
              autoCapitalize="none"
              {...form.getInputProps('domain')}
            />
            <TextInput
              label={t('senders.mailbox')}
              description={`${form.values.mailbox || '…'}@${form.values.domain || '…'}`}
              autoCapitalize="none"
              {...form.getInputProps('mailbox')}
            />
          </SimpleGrid>
          <Failure error={besideFields(form, deed.error)} />
          <Group>
            <Button type="submit" loading={deed.isPending}>
              {t('senders.add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
