import { Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Integration } from '../../../api/schemas.ts';

/** The provider does not say how many there are; the last sync's number is the best guess. */
export function SyncProgress({ integration }: { integration: Integration }) {
  const { t } = useTranslation();
  const count = integration.sync?.customers ?? 0;
  const total = integration.lastSyncAt && integration.customers > count ? integration.customers : null;
  const share = total ? Math.min(99, (count / total) * 100) : 100;
  const soFar = total
    ? t('integration.syncOf', { count, total: total.toLocaleString('en-US') })
    : t('integration.syncRunning', { count });
  const words = integration.sync ? soFar : t('integration.syncBegins');
  return (
    <Stack gap={6}>
      <Text size="sm" role="status">
        {words}
      </Text>
      <Progress.Root size="md" radius="xl">
        <Progress.Section
          value={share}
          animated
          striped
          color="lake"
          aria-label={t('integration.syncProgress')}
          aria-valuetext={words}
        />
      </Progress.Root>
    </Stack>
  );
}
