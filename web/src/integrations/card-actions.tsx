import { Button, Group, List, Stack, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Integration } from '../../../api/schemas.ts';
import { ask } from '../overlays/ask.ts';
import { notifyDone } from '../overlays/notify.ts';
import { connectAddress, disconnect, syncCustomers } from '../request/integrations.ts';
import { useMay, useOrganization } from '../request/me.ts';
import { Failure } from '../states/failure.tsx';
import { endsSoon, isLive } from './integration-state.ts';

type Props = { integration: Integration; connecting: boolean; onConnect: () => void };

/** The one button that this state asks for, and what else can be done. */
export function CardActions({ integration, connecting, onConnect }: Props) {
  const { t } = useTranslation();
  const { provider, name, state } = integration;
  const [mayConnect, maySync] = [useMay('admin'), useMay('member')];
  const business = useOrganization().name;
  const client = useQueryClient();
  const again = () => client.invalidateQueries({ queryKey: ['integrations'] });
  const syncing = useMutation({
    mutationFn: () => syncCustomers(provider),
    onSuccess: () => notifyDone(t('integration.syncStarted')),
    onSettled: again,
  });
  const leaving = useMutation({
    mutationFn: () => disconnect(provider),
    onSuccess: () => notifyDone(t('integration.leaving.done', { provider: name })),
    onSettled: again,
  });
  const leave = async () => {
    if (await askBeforeLeaving(integration, t)) leaving.mutate();
  };
  if (state === 'not_set_up') return null;
  const live = isLive(integration);
  return (
    <Stack gap="sm">
      <Failure error={syncing.error ?? leaving.error} />
      <Group gap="xs">
        {live ? (
          <>
            <Button component={Link} to="/customers" variant="light">
              {t('integration.seeCustomers')}
            </Button>
            {maySync ? (
              <Button
                variant="default"
                leftSection={<IconRefresh size={16} aria-hidden />}
                loading={syncing.isPending}
                disabled={state === 'syncing'}
                onClick={() => syncing.mutate()}
              >
                {t('integration.syncNow')}
              </Button>
            ) : null}
            {mayConnect && endsSoon(integration) ? (
              <Button component="a" href={connectAddress(provider)} color="amber" onClick={onConnect}>
                {t('integration.reconnect', { provider: name })}
              </Button>
            ) : null}
            {mayConnect ? (
              <Button variant="subtle" color="brick" loading={leaving.isPending} onClick={() => void leave()}>
                {t('integration.disconnect')}
              </Button>
            ) : null}
          </>
        ) : mayConnect ? (
          <Button
            component="a"
            href={connectAddress(provider)}
            size="md"
            color={state === 'needs_reconnect' ? 'amber' : undefined}
            loading={connecting}
            onClick={onConnect}
          >
            {connectWords(integration, t)}
          </Button>
        ) : (
          <Text size="sm" c="dimmed">
            {t('problem.forbiddenDetail', { business })}
          </Text>
        )}
        {mayConnect && state === 'needs_reconnect' ? (
          <Button variant="subtle" color="brick" loading={leaving.isPending} onClick={() => void leave()}>
            {t('integration.disconnect')}
          </Button>
        ) : null}
      </Group>
    </Stack>
  );
}

function connectWords({ state, name: provider, connect }: Integration, t: TFunction): string {
  if (state === 'needs_reconnect') return t('integration.reconnect', { provider });
  return state === 'disconnected' ? t('integration.connectAgain', { connect }) : connect;
}

function askBeforeLeaving({ name: provider, accountName }: Integration, t: TFunction): Promise<boolean> {
  const account = accountName ?? provider;
  return ask({
    title: t('integration.leaving.title', { provider }),
    children: (
      <List spacing="xs" pr="md">
        <List.Item>{t('integration.leaving.stops', { account })}</List.Item>
        <List.Item>{t('integration.leaving.held')}</List.Item>
        <List.Item>{t('integration.leaving.keeps')}</List.Item>
        <List.Item>{t('integration.leaving.tells', { provider })}</List.Item>
      </List>
    ),
    confirm: t('integration.leaving.confirm', { provider }),
    cancel: t('integration.leaving.keep'),
    color: 'brick',
    closeLabel: t('close'),
  });
}
