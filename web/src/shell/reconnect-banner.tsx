import { Alert, Button, Group, Text } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { connectAddress, useIntegrations } from '../request/integrations.ts';
import { useInWords } from '../time/moment.tsx';

/** On every page while a connection is dead: which, since when, who waits, and the one button. */
export function ReconnectBanner() {
  const { t } = useTranslation();
  const { data } = useIntegrations();
  const inWords = useInWords();
  // Somebody may have disconnected it over there: who waits must not wait unnoticed.
  const dead =
    data?.items.filter(({ state, held }) => state === 'needs_reconnect' || (state === 'disconnected' && held > 0)) ??
    [];
  return (
    <div aria-live="polite">
      {dead.map((each) => (
        <Alert
          key={each.provider}
          color="amber"
          mb="lg"
          maw="var(--page-width)"
          mx="auto"
          icon={<IconPlugConnectedX aria-hidden />}
          title={t('reconnect.title', { provider: each.name })}
        >
          <Group justify="space-between" gap="sm">
            <Text size="sm" style={{ flex: '1 1 16rem' }}>
              {each.stateSince
                ? t('reconnect.account', { account: each.accountName ?? each.name, since: inWords(each.stateSince) })
                : t('reconnect.accountNoTime', { account: each.accountName ?? each.name })}{' '}
              {each.held === 0 ? t('reconnect.held_zero') : t('reconnect.held', { count: each.held })}
            </Text>
            <Button component="a" href={connectAddress(each.provider)} color="amber">
              {t('reconnect.button', { provider: each.name })}
            </Button>
          </Group>
        </Alert>
      ))}
    </div>
  );
}
