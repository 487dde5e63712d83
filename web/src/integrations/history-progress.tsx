import { Alert, Group, Loader, Text } from '@mantine/core';
import { IconAlertTriangle, IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Integration } from '../../../api/schemas.ts';

/** How far the past is read: nobody can say how much there is, so it is counted up. */
export function HistoryProgress({ integration }: { integration: Integration }) {
  const { t } = useTranslation();
  const { history, hears } = integration;
  if (!history) return null;
  const { status, stage, entities, error } = history;
  if (status === 'failed') {
    return (
      <Alert color="amber" icon={<IconAlertTriangle aria-hidden />}>
        {t('integration.history.failed', { error: error ?? '' })}
      </Alert>
    );
  }
  const running = status === 'running';
  const part = running ? stage : 'completed';
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      {running ? <Loader size={16} mt={3} aria-hidden /> : <IconHistory size={18} aria-hidden />}
      <div>
        <Text size="sm" role="status">
          {t(`integration.history.${part}`, { count: entities, hears })}
        </Text>
        {running ? (
          <Text size="xs" c="dimmed">
            {t('integration.history.quiet')}
          </Text>
        ) : null}
      </div>
    </Group>
  );
}
