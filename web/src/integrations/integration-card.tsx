import { Group, Paper, Stack, Text, Title, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Integration } from '../../../api/schemas.ts';
import { Tag } from '../states/tag.tsx';
import { CardActions } from './card-actions.tsx';
import { ConnectionFigures } from './connection-figures.tsx';
import { Explanation } from './explanation.tsx';
import { HistoryProgress } from './history-progress.tsx';
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
        {live ? <ConnectionFigures integration={integration} /> : null}
        {live ? <HistoryProgress integration={integration} /> : null}
        <CardActions integration={integration} connecting={connecting} onConnect={() => setConnecting(true)} />
        {live ? <WebhookState integration={integration} /> : null}
        <SetupList integration={integration} />
      </Stack>
    </Paper>
  );
}
