import { Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ask } from '../overlays/ask.ts';
import { buyNumber, freeNumbers, takeNumber, useOwnNumbers } from '../request/senders.ts';
import { Failure } from '../states/failure.tsx';
import { Waiting } from '../states/waiting.tsx';
import { useSenderDeed } from './use-sender-deed.ts';

/** What the business's texting account has that nothing leaves from yet, and a way to a first number. */
export function SenderNumbers({ mayBuy }: { mayBuy: boolean }) {
  const { t } = useTranslation();
  const deed = useSenderDeed();
  const own = useOwnNumbers();
  const use = (address: string) =>
    deed.mutate({ work: () => takeNumber(address), done: t('senders.used', { address }) });
  return (
    <Paper withBorder p="lg" bg="var(--surface)">
      <Stack gap="sm">
        <Title order={3} fz="md">
          {t('senders.numbers')}
        </Title>
        {own.isPending ? <Waiting rows={1} /> : null}
        <Failure error={own.error} retry={() => void own.refetch()} />
        {own.data?.items.length === 0 ? <Text size="sm">{t('senders.numbersNone')}</Text> : null}
        {own.data?.items.map(({ address, label, kind }) => (
          <Group key={address} justify="space-between" gap="sm">
            <Text style={{ overflowWrap: 'anywhere', minWidth: 0 }}>
              {kind === 'service' ? `${t('senders.service')} ${label}` : address}
            </Text>
            <Button
              size="xs"
              variant="default"
              aria-label={t('senders.useOf', { address: kind === 'service' ? label : address })}
              disabled={deed.isPending}
              onClick={() => use(address)}
            >
              {t('senders.use')}
            </Button>
          </Group>
        ))}
        <Failure error={deed.error} />
        {mayBuy && own.data && !own.data.items.some(({ kind }) => kind === 'number') ? <Search /> : null}
      </Stack>
    </Paper>
  );
}

function Search() {
  const { t } = useTranslation();
  const deed = useSenderDeed();
  const found = useMutation({ mutationFn: freeNumbers });
  const form = useForm({
    initialValues: { area: '' },
    validate: { area: (value) => (/^[2-9]\d{2}$/.test(value.trim()) ? null : t('senders.areaWrong')) },
  });
  const get = async (number: string) => {
    const sure = await ask({
      title: t('senders.getAsk', { number }),
      children: <Text>{t('senders.getWhy')}</Text>,
      confirm: t('senders.getYes'),
      cancel: t('cancel'),
      closeLabel: t('senders.close'),
    });
    if (!sure) return;
    deed.mutate(
      { work: () => buyNumber(number), done: t('senders.got', { number }) },
      { onSuccess: () => found.reset() },
    );
  };
  return (
    <Stack gap="sm">
      <form onSubmit={form.onSubmit(({ area }) => found.mutate(area.trim()))} noValidate>
        <Group align="flex-end" gap="sm">
          <TextInput
            label={t('senders.area')}
            inputMode="numeric"
            maxLength={3}
            w={120}
            {...form.getInputProps('area')}
          />
          <Button type="submit" variant="default" loading={found.isPending}>
            {t('senders.find')}
          </Button>
        </Group>
      </form>
      <Failure error={found.error ?? deed.error} />
      {found.data?.items.length === 0 ? <Text size="sm">{t('senders.foundNone')}</Text> : null}
      <Group gap="xs">
        {found.data?.items.slice(0, 6).map((number) => (
          <Button key={number} size="xs" variant="light" disabled={deed.isPending} onClick={() => void get(number)}>
            {t('senders.get', { number })}
          </Button>
        ))}
      </Group>
    </Stack>
  );
}
