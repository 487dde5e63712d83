import { Alert, Anchor, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ChannelStanding, Role, Sending } from '../../../api/schemas.ts';
import { liftHold, resumeSending, useSending, useSendingChange } from '../request/sending.ts';
import { useInWords } from '../time/moment.tsx';

/** On every page while sending is paused, or too much of it comes back: since when, who waits, the one button. */
export function SendingBanner({ role }: { role: Role }) {
  const { data } = useSending();
  return (
    <div aria-live="polite">
      {data?.pausedSince ? <Paused sending={data} since={data.pausedSince} role={role} /> : null}
      {data?.channels
        .filter(({ level }) => level !== 'good')
        .map((standing) => (
          <Standing key={standing.channel} standing={standing} role={role} />
        ))}
    </div>
  );
}

function Paused({ sending, since, role }: { sending: Sending; since: string; role: Role }) {
  const { t } = useTranslation();
  const inWords = useInWords();
  const changing = useSendingChange();
  const { waiting } = sending;
  return (
    <Banner
      title={t('sending.title')}
      icon={<IconPlayerPause aria-hidden />}
      button={
        role === 'viewer' ? null : (
          <Button
            color="amber"
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            loading={changing.isPending}
            onClick={() => changing.mutate({ change: resumeSending, done: t('sending.resumedDone') })}
          >
            {t('sending.resume')}
          </Button>
        )
      }
    >
      {t('sending.since', { since: inWords(since) })}{' '}
      {waiting === 0 ? t('sending.waiting_zero') : t('sending.waiting', { count: waiting })}
    </Banner>
  );
}

function Standing({ standing, role }: { standing: ChannelStanding; role: Role }) {
  const { t } = useTranslation();
  const changing = useSendingChange();
  const { channel, level, waiting, sent, bounced, complained, filtered } = standing;
  const held = level === 'held';
  return (
    <Banner
      title={t(held ? `sending.${channel}.held` : `sending.${channel}.warned`)}
      icon={<IconAlertTriangle aria-hidden />}
      button={
        held && role === 'owner' ? (
          <Button
            color="amber"
            loading={changing.isPending}
            onClick={() => changing.mutate({ change: () => liftHold(channel), done: t('sending.liftedDone') })}
          >
            {t('sending.lift')}
          </Button>
        ) : null
      }
    >
      {t(`sending.${channel}.figures`, { sent, bounced, complained, filtered })}{' '}
      {t(held ? 'sending.heldWhy' : 'sending.warnedWhy')}{' '}
      {held && waiting > 0 ? `${t('sending.waiting', { count: waiting })} ` : null}
      <Anchor component={Link} to="/messages" underline="always" inherit>
        {t('sending.look')}
      </Anchor>
    </Banner>
  );
}

type Props = { title: string; icon: ReactNode; button: ReactNode; children: ReactNode };

function Banner({ title, icon, button, children }: Props) {
  return (
    <Alert color="amber" mb="lg" maw="var(--page-width)" mx="auto" icon={icon} title={title}>
      <Group justify="space-between" gap="sm">
        <Text size="sm" style={{ flex: '1 1 16rem' }}>
          {children}
        </Text>
        {button}
      </Group>
    </Alert>
  );
}
