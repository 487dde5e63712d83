import { Button, Text } from '@mantine/core';
import { IconBellOff } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CustomerDetail } from '../../../api/schemas.ts';
import { ask } from '../overlays/ask.ts';
import { notifyDone } from '../overlays/notify.ts';
import { mute, unmute } from '../request/consent.ts';
import { problemNotice } from '../states/problem-notice.ts';

/** No journey writes to this customer any more, or again. */
export function MuteButton({ customer }: { customer: CustomerDetail }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { id, name, mutedAt } = customer;
  const changing = useMutation({
    mutationFn: () => (mutedAt ? unmute(id) : mute(id)),
    onSuccess: () => notifyDone(t(mutedAt ? 'consent.unmuted' : 'consent.muted')),
    onError: (error) => problemNotice(error, t),
    onSettled: () => client.invalidateQueries({ queryKey: ['customer'] }),
  });
  const askToMute = async () => {
    const sure = await ask({
      title: t('consent.muteTitle', { name }),
      children: <Text>{t('consent.muteWhy')}</Text>,
      confirm: t('consent.muteConfirm'),
      cancel: t('consent.muteCancel'),
      closeLabel: t('close'),
    });
    if (sure) changing.mutate();
  };
  return (
    <Button
      variant="default"
      leftSection={mutedAt ? null : <IconBellOff size={16} aria-hidden />}
      loading={changing.isPending}
      onClick={() => void (mutedAt ? changing.mutate() : askToMute())}
    >
      {t(mutedAt ? 'consent.unmute' : 'consent.mute')}
    </Button>
  );
}
