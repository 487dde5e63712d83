import { Alert, Button, CopyButton, Group, NativeSelect, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeyScope, MadeApiKey } from '../../../api/schemas.ts';
import { makeKey, useKeyDeed } from '../request/settings-lists.ts';
import { Failure } from '../states/failure.tsx';

/** Makes a key, and shows it this once. */
export function ApiKeyForm() {
  const { t } = useTranslation();
  const [made, show] = useState<MadeApiKey | null>(null);
  const making = useKeyDeed(makeKey);
  const form = useForm<{ name: string; scope: KeyScope }>({
    initialValues: { name: '', scope: 'read' },
    validate: { name: (value) => (value.trim() ? null : t('account.required')) },
  });
  const submit = form.onSubmit(({ name, scope }) =>
    making.mutate(
      { name: name.trim(), scope },
      {
        onSuccess: (key) => {
          show(key);
          form.reset();
        },
      },
    ),
  );
  if (made) return <Shown made={made} done={() => show(null)} />;
  return (
    <Paper component="form" onSubmit={submit} noValidate withBorder p="lg" bg="var(--surface)">
      <Stack gap="md">
        <Title order={2}>{t('apiKeys.add')}</Title>
        <TextInput
          label={t('apiKeys.name')}
          description={t('apiKeys.nameHint')}
          maxLength={80}
          required
          {...form.getInputProps('name')}
        />
        <NativeSelect
          label={t('apiKeys.scope')}
          data={(['read', 'write'] as const).map((value) => ({ value, label: t(`apiKeys.scopes.${value}`) }))}
          {...form.getInputProps('scope')}
        />
        <Failure error={making.error} />
        <Group>
          <Button type="submit" loading={making.isPending}>
            {t('apiKeys.make')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

function Shown({ made, done }: { made: MadeApiKey; done: () => void }) {
  const { t } = useTranslation();
  return (
    <Alert
      color="spruce"
      icon={<IconKey aria-hidden />}
      title={t('apiKeys.madeTitle', { name: made.name })}
      role="status"
    >
      <Stack gap="sm">
        <Text size="sm">{t('apiKeys.madeWhy')}</Text>
        <Text ff="monospace" style={{ overflowWrap: 'anywhere' }}>
          {made.key}
        </Text>
        <Text size="sm">{t('apiKeys.how')}</Text>
        <Group gap="xs">
          <CopyButton value={made.key}>
            {({ copied, copy }) => <Button onClick={copy}>{t(copied ? 'apiKeys.copied' : 'apiKeys.copy')}</Button>}
          </CopyButton>
          <Button variant="default" onClick={done}>
            {t('apiKeys.kept')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
