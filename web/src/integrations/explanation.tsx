import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle, IconCalendarClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Integration } from '../../../api/schemas.ts';
import { useInWords } from '../time/moment.tsx';
import { endsSoon } from './integration-state.ts';

/** What this state means and what to do about it, where there is anything to say. */
export function Explanation({ integration }: { integration: Integration }) {
  const { t } = useTranslation();
  const inWords = useInWords();
  const { state, name: provider, lastError, sync, health } = integration;
  const quiet = (words: string) => <Text c="dimmed">{words}</Text>;
  const loud = (color: string, words: string) => (
    <Alert color={color} icon={<IconAlertTriangle aria-hidden />}>
      {words}
    </Alert>
  );
  if (state === 'not_set_up') return quiet(t('integration.notSetUp', { provider }));
  if (state === 'disconnected') return quiet(t('integration.disconnectedWhy'));
  if (state === 'needs_reconnect') return loud('amber', lastError ?? t('integration.needsReconnect', { provider }));
  if (state === 'error' && lastError) {
    const since = health?.lastErrorAt ? ` ${t('integration.errorSince', { at: inWords(health.lastErrorAt) })}` : '';
    return loud('brick', lastError + since);
  }
  if (state === 'connected' && sync?.status === 'failed' && sync.error)
    return loud('brick', t('integration.syncFailed', { error: sync.error }));
  if (endsSoon(integration) && health?.reconnectBy)
    return (
      <Alert color="amber" icon={<IconCalendarClock aria-hidden />}>
        {t('integration.endsSoon', { provider, at: inWords(health.reconnectBy) })}
      </Alert>
    );
  return null;
}
