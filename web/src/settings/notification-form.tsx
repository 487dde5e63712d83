import { Button, Group, NativeSelect, Paper, Stack, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { NewNotificationTarget } from '../../../api/schemas.ts';
import { notifyDone } from '../overlays/notify.ts';
import { addTarget, targetsKey } from '../request/conversations.ts';
import { problemOf } from '../request/request.ts';
import { Failure } from '../states/failure.tsx';

type Values = { channel: 'email' | 'sms'; address: string; label: string };

/** One more who is told. */
export function NotificationForm() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const form = useForm<Values>({
    initialValues: { channel: 'email', address: '', label: '' },
    validate: {
      address: (value, { channel }) => {
        if (channel === 'email') return /^\S+@\S+\.\S+$/.test(value.trim()) ? null : t('notify.addressWrong');
        return /\d{7}/.test(value.replace(/\D/g, '')) ? null : t('notify.numberWrong');
      },
    },
  });
  const { channel } = form.values;
  const adding = useMutation({
    mutationFn: (body: NewNotificationTarget) => addTarget(body),
    onSuccess: ({ address }) => {
      form.setValues({ address: '', label: '' });
      notifyDone(t('notify.added', { address }));
    },
    onError: (error) => {
      if (problemOf(error)?.status === 400) form.setFieldError('address', t(wrongWords[channel]));
    },
    onSettled: () => client.invalidateQueries({ queryKey: targetsKey }),
  });
  const submit = form.onSubmit(({ address, label, channel }) =>
    adding.mutate({ channel, address: address.trim(), label: label.trim() || null }),
  );
  return (
    <Paper component="form" onSubmit={submit} noValidate withBorder p="lg" bg="var(--surface)">
      <Stack gap="md">
        <Title order={2}>{t('notify.add')}</Title>
        <NativeSelect
          label={t('notify.by')}
          data={[
            { value: 'email', label: t('notify.channel.email') },
            { value: 'sms', label: t('notify.channel.sms') },
          ]}
          {...form.getInputProps('channel')}
        />
        <TextInput
          label={t(`notify.address.${channel}`)}
          type={channel === 'email' ? 'email' : 'tel'}
          required
          {...form.getInputProps('address')}
        />
        <TextInput
          label={t('notify.label')}
          description={t('notify.labelHint')}
          maxLength={80}
          {...form.getInputProps('label')}
        />
        {problemOf(adding.error)?.status === 400 ? null : <Failure error={adding.error} />}
        <Group>
          <Button type="submit" loading={adding.isPending}>
            {t('notify.addButton')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

const wrongWords = { email: 'notify.addressWrong', sms: 'notify.numberWrong' } as const;
