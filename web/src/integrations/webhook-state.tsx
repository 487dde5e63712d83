import { Anchor, Group, Text } from '@mantine/core';
import { IconAntenna, IconAntennaOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Integration } from '../../../api/schemas.ts';
import { useInWords } from '../time/moment.tsx';

export function WebhookState({ integration }: { integration: Integration }) {
  const { t } = useTranslation();
  const inWords = useInWords();
  const { name: provider, webhooks } = integration;
  const Icon = webhooks.state === 'receiving' ? IconAntenna : IconAntennaOff;
  const at = webhooks.lastReceivedAt ? inWords(webhooks.lastReceivedAt) : '';
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start" p="sm" bg="var(--surface-sunken)" style={{ borderRadius: 8 }}>
      <Icon size={20} stroke={1.7} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
      <div>
        <Text fw={550}>{t('integration.webhooks', { provider })}</Text>
        <Text size="sm" role="status">
          {t(`integration.webhook.${webhooks.state}`, { provider, at, tryOut: webhooks.tryOut })}
        </Text>
        {webhooks.hint && webhooks.state !== 'nothing_received' ? (
          <Text size="sm" c="dimmed">
            {webhooks.hint}
          </Text>
        ) : null}
        {webhooks.state === 'receiving' ? (
          <Anchor component={Link} to="/activity" size="sm">
            {t('integration.activity')}
          </Anchor>
        ) : null}
      </div>
    </Group>
  );
}
