import { Alert, Button, Group, Text } from '@mantine/core';
import { IconCalendarClock, IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Integration } from '../../../api/schemas.ts';
import { endsSoon } from '../integrations/integration-state.ts';
import { connectAddress, useIntegrations } from '../request/integrations.ts';
import { useMay } from '../request/me.ts';
import { useInWords } from '../time/moment.tsx';

/** On every page while a connection is dead or about to end: which, since or until when, who waits, the one button. */
export function ReconnectBanner() {
  const { t } = useTranslation();
  const { data } = useIntegrations();
  const inWords = useInWords();
  const items = data?.items ?? [];
  // Somebody may have disconnected it over there: who waits must not wait unnoticed.
  const dead = items.filter(({ state, held }) => state === 'needs_reconnect' || (state === 'disconnected' && held > 0));
  return (
    <div aria-live="polite">
      {dead.map((each) => (
        <Banner
          key={each.provider}
          integration={each}
          title={t('reconnect.title', { provider: each.name })}
          icon={<IconPlugConnectedX aria-hidden />}
        >
          {each.stateSince
            ? t('reconnect.account', { account: each.accountName ?? each.name, since: inWords(each.stateSince) })
            : t('reconnect.accountNoTime', { account: each.accountName ?? each.name })}{' '}
          {each.held === 0 ? t('reconnect.held_zero') : t('reconnect.held', { count: each.held })}
        </Banner>
      ))}
      {items.filter(endsSoon).map((each) => (
        <Banner
          key={each.provider}
          integration={each}
          title={t('reconnect.soonTitle', { provider: each.name })}
          icon={<IconCalendarClock aria-hidden />}
        >
          {t('reconnect.soon', {
            account: each.accountName ?? each.name,
            at: inWords(each.health?.reconnectBy ?? ''),
          })}
        </Banner>
      ))}
    </div>
  );
}

type Props = { integration: Integration; title: string; icon: ReactNode; children: ReactNode };

function Banner({ integration: { provider, name }, title, icon, children }: Props) {
  const { t } = useTranslation();
  const mayConnect = useMay('admin');
  return (
    <Alert color="amber" mb="lg" maw="var(--page-width)" mx="auto" icon={icon} title={title}>
      <Group justify="space-between" gap="sm">
        <Text size="sm" style={{ flex: '1 1 16rem' }}>
          {children}
        </Text>
        {mayConnect ? (
          <Button component="a" href={connectAddress(provider)} color="amber">
            {t('reconnect.button', { provider: name })}
          </Button>
        ) : null}
      </Group>
    </Alert>
  );
}
