import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sender } from '../../../api/schemas.ts';
import { ask } from '../overlays/ask.ts';
import { checkSender, chooseSender, removeSender } from '../request/senders.ts';
import { Failure } from '../states/failure.tsx';
import { Tag, type Tone } from '../states/tag.tsx';
import { Moment } from '../time/moment.tsx';
import { SenderDns } from './sender-dns.tsx';
import { SenderNamesForm } from './sender-names-form.tsx';
import { useSenderDeed } from './use-sender-deed.ts';

const tones = { ready: 'done', pending: 'waiting', failed: 'failed' } as const satisfies Record<string, Tone>;
const registrations = {
  registered: ['done', 'senders.registered'],
  pending: ['waiting', 'senders.registrationPending'],
  missing: ['failed', 'senders.registrationMissing'],
  failed: ['failed', 'senders.registrationFailed'],
} as const;

/** One sender: its state, what is still to do for it, and what can be done with it. */
export function SenderCard({ sender, mayChange }: { sender: Sender; mayChange: boolean }) {
  const { t } = useTranslation();
  const deed = useSenderDeed();
  const [editing, setEditing] = useState(false);
  const { id, address, kind, channel, status, registration, inUse, displayName, dns } = sender;
  const [tone, word] = registration ? registrations[registration] : [];
  const unregistered = registration !== null && registration !== 'registered';
  const unfinished = status !== 'ready' || unregistered;
  return (
    <Paper component="article" withBorder p="lg" bg="var(--surface)" aria-label={address}>
      <Stack gap="sm">
        <Group justify="space-between" gap="sm">
          <div style={{ minWidth: 0 }}>
            <Title order={3} fz="md" style={{ overflowWrap: 'anywhere' }}>
              {address}
            </Title>
            <Text size="sm" c="dimmed">
              {[displayName === address ? null : displayName, kind === 'shared' ? t('senders.shared') : null]
                .filter(Boolean)
                .join(' · ')}
            </Text>
          </div>
          <Group gap={8}>
            {inUse ? <Tag tone="info">{t('senders.inUse')}</Tag> : null}
            {kind === 'shared' || registration ? null : <Tag tone={tones[status]}>{t(`senders.${status}`)}</Tag>}
            {tone && word ? <Tag tone={tone}>{t(word)}</Tag> : null}
          </Group>
        </Group>
        {kind === 'domain' && status !== 'ready' ? (
          <>
            <Text size="sm">{t(status === 'failed' ? 'senders.failedWhy' : 'senders.domainWhy')}</Text>
            {dns.length > 0 ? <SenderDns sender={sender} /> : null}
          </>
        ) : null}
        {unregistered ? <Text size="sm">{t('senders.registrationWhy')}</Text> : null}
        {sender.checkedAt && unfinished ? (
          <Text size="sm" c="dimmed">
            {t('senders.checked')} <Moment at={sender.checkedAt} />
          </Text>
        ) : null}
        {mayChange ? (
          <Group gap="xs">
            {unfinished ? (
              <Button
                size="xs"
                loading={deed.isPending}
                onClick={() => deed.mutate({ work: () => checkSender(id), done: t('senders.checkDone') })}
              >
                {t('senders.check')}
              </Button>
            ) : null}
            {inUse || unfinished ? null : (
              <Button
                size="xs"
                variant="default"
                aria-label={t('senders.useOf', { address })}
                disabled={deed.isPending}
                onClick={() => deed.mutate({ work: () => chooseSender(id), done: t('senders.used', { address }) })}
              >
                {t('senders.use')}
              </Button>
            )}
            {channel === 'email' ? (
              <Button
                size="xs"
                variant="subtle"
                aria-label={t('senders.editOf', { address })}
                aria-expanded={editing}
                onClick={() => setEditing(!editing)}
              >
                {t('senders.edit')}
              </Button>
            ) : null}
            {kind === 'shared' ? null : (
              <Button
                size="xs"
                variant="subtle"
                color="brick"
                aria-label={t('senders.removeOf', { address })}
                disabled={deed.isPending}
                onClick={async () => {
                  const sure = await ask({
                    title: t('senders.removeAsk', { address }),
                    children: <Text>{t('senders.removeWhy')}</Text>,
                    confirm: t('senders.remove'),
                    cancel: t('senders.keep'),
                    color: 'brick',
                    closeLabel: t('senders.close'),
                  });
                  if (sure) deed.mutate({ work: () => removeSender(id), done: t('senders.removed', { address }) });
                }}
              >
                {t('senders.remove')}
              </Button>
            )}
          </Group>
        ) : null}
        <Failure error={deed.error} />
        {editing ? <SenderNamesForm sender={sender} onDone={() => setEditing(false)} /> : null}
      </Stack>
    </Paper>
  );
}
