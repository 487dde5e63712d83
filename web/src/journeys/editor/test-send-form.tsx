import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PreviewRequest } from '../../../../api/schemas.ts';
import { notifyDone } from '../../overlays/notify.ts';
import { useMe } from '../../request/me.ts';
import { sendTest } from '../../request/previews.ts';
import { Failure } from '../../states/failure.tsx';

type Props = { journeyId: string; asked: PreviewRequest; channel: 'email' | 'sms' };

/** Sends the message to whoever is signed in, or to a number that they type. */
export function TestSendForm({ journeyId, asked, channel }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const [number, setNumber] = useState('');
  const sending = useMutation({
    mutationFn: () => sendTest(journeyId, { ...asked, number: channel === 'sms' ? number : null }),
    onSuccess: ({ to }) => notifyDone(t('trial.sent', { to })),
  });
  const email = me.data?.user.email ?? '';
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        sending.mutate();
      }}
    >
      <Stack gap="xs">
        <Title order={3}>{t('trial.test')}</Title>
        <Text size="sm" c="dimmed">
          {channel === 'email' ? t('trial.testEmail', { email }) : t('trial.testSms')}
        </Text>
        {channel === 'sms' ? (
          <TextInput
            label={t('trial.number')}
            type="tel"
            autoComplete="tel"
            maw={320}
            value={number}
            onChange={(event) => setNumber(event.currentTarget.value)}
          />
        ) : null}
        <Failure error={sending.error} />
        <Group>
          <Button type="submit" loading={sending.isPending} disabled={channel === 'sms' && number.trim() === ''}>
            {t('trial.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
