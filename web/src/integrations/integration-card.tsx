import { Alert, Group, Paper, SimpleGrid, Stack, Text, Title, Tooltip } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Integration } from '../../../api/schemas.ts';
import { Tag } from '../states/tag.tsx';
import { Moment } from '../time/moment.tsx';
import { CardActions } from './card-actions.tsx';
import { isLive, toneOf } from './integration-state.ts';
import { ProviderMark } from './provider-mark.tsx';
import { SetupList } from './setup-list.tsx';
import { SyncProgress } from './sync-progress.tsx';
import { WebhookState } from './webhook-state.tsx';

export function IntegrationCard({ integration }: { integration: Integration }) {
  const { t } = useTranslation();
  const [connecting, setConnecting] = useState(false);
  const { name, state, accountName } = integration;
  const live = isLive(integration);
  return (
    <Paper
      component="section"
      withBorder
      p={{ base: 'md', xs: 'lg' }}
      bg="var(--surface)"
      aria-labelledby={`card-${integration.provider}`}
    >
      <Stack gap="md">
        <Group gap="md" align="flex-start" wrap="nowrap">
          <ProviderMark name={name} />
          <div style={{ minWidth: 0 }}>
            <Group gap="sm">
              <Title order={2} id={`card-${integration.provider}`}>
                {name}
              </Title>
              <span role="status">
                <Tag tone={connecting ? 'info' : toneOf[state]}>
                  {connecting ? t('integration.state.connecting') : t(`integration.state.${state}`)}
                </Tag>
              </span>
              {integration.sandbox ? (
                <Tooltip
                  label={t('integration.sandboxHint', { provider: name })}
                  multiline
                  w={280}
                  events={{ hover: true, focus: true, touch: true }}
                >
                  <span>
                    <Tag tone="quiet">{t('integration.sandbox')}</Tag>
                  </span>
                </Tooltip>
              ) : null}
            </Group>
            <Text mt={2} c={accountName ? undefined : 'dimmed'}>
              {accountName
                ? t(live ? 'integration.connectedAs' : 'integration.wasConnectedAs', { account: accountName })
                : t('integration.about', { provider: name, hears: integration.hears })}
            </Text>
          </div>
        </Group>
        <Explanation integration={integration} />
        {state === 'syncing' ? <SyncProgress integration={integration} /> : null}
        {live ? <Figures integration={integration} /> : null}
        <CardActions integration={integration} connecting={connecting} onConnect={() => setConnecting(true)} />
        {live ? <WebhookState integration={integration} /> : null}
        <SetupList integration={integration} />
      </Stack>
    </Paper>
  );
}

function Explanation({ integration }: { integration: Integration }) {
  const { t } = useTranslation();
  const { state, name: provider, lastError, sync } = integration;
  const quiet = (words: string) => <Text c="dimmed">{words}</Text>;
  const loud = (color: string, words: string) => (
    <Alert color={color} icon={<IconAlertTriangle aria-hidden />}>
      {words}
    </Alert>
  );
  if (state === 'not_set_up') return quiet(t('integration.notSetUp', { provider }));
  if (state === 'disconnected') return quiet(t('integration.disconnectedWhy'));
  if (state === 'needs_reconnect') return loud('amber', lastError ?? t('integration.needsReconnect', { provider }));
  if (state === 'error' && lastError) return loud('brick', lastError);
  if (state === 'connected' && sync?.status === 'failed' && sync.error)
    return loud('brick', t('integration.syncFailed', { error: sync.error }));
  return null;
}

function Figures({ integration }: { integration: Integration }) {
  const { t } = useTranslation();
  const { connectedAt, lastSyncAt, customers } = integration;
  const figure = (name: string, value: ReactNode) => (
    <div>
      <Text component="dt" size="xs" c="dimmed">
        {name}
      </Text>
      <Text component="dd" m={0} fw={550}>
        {value}
      </Text>
    </div>
  );
  return (
    <SimpleGrid component="dl" cols={{ base: 1, xs: 3 }} spacing="sm" m={0}>
      {figure(t('integration.customers'), customers.toLocaleString('en-US'))}
      {figure(t('integration.lastSync'), lastSyncAt ? <Moment at={lastSyncAt} /> : t('integration.never'))}
      {figure(t('integration.since'), connectedAt ? <Moment at={connectedAt} /> : t('integration.never'))}
    </SimpleGrid>
  );
}
