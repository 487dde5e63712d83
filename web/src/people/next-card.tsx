import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { IconClockPlay, IconPlayerSkipForward, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Timeline } from '../../../api/schemas.ts';
import { ask } from '../overlays/ask.ts';
import { notifyDone } from '../overlays/notify.ts';
import { useMay } from '../request/me.ts';
import { skipWait, stopEnrollment, tryAgain } from '../request/people.ts';
import { Failure } from '../states/failure.tsx';
import { useInWords } from '../time/moment.tsx';

/** What this customer waits for, until when, and what the owner can do about it. */
export function NextCard({ timeline }: { timeline: Timeline }) {
  const { t } = useTranslation();
  const may = useMay('member');
  const inWords = useInWords();
  const client = useQueryClient();
  const { enrollment, next } = timeline;
  const again = () => client.invalidateQueries({ queryKey: ['enrollment', enrollment.id] });
  const skipping = useMutation({
    mutationFn: () => skipWait(enrollment.id),
    onSuccess: () => notifyDone(t('person.skipped')),
    onSettled: again,
  });
  const stopping = useMutation({
    mutationFn: () => stopEnrollment(enrollment.id),
    onSuccess: () => notifyDone(t('person.stopped')),
    onSettled: again,
  });
  const trying = useMutation({
    mutationFn: () => tryAgain(enrollment.id),
    onSuccess: () => notifyDone(t('person.triedAgain')),
    onSettled: again,
  });
  if (!next) return null;
  const when = next.due ? inWords(next.due) : null;
  const askBeforeStopping = async () => {
    const sure = await ask({
      title: t('person.stopTitle', { customer: enrollment.customer.name }),
      children: <Text>{t('person.stopWhy')}</Text>,
      confirm: t('person.stopConfirm'),
      cancel: t('person.stopKeep'),
      color: 'brick',
      closeLabel: t('close'),
    });
    if (sure) stopping.mutate();
  };
  return (
    <Paper withBorder p="md" bg="var(--surface)">
      <Stack gap="sm">
        <Group gap="sm" wrap="nowrap" align="flex-start">
          <IconClockPlay size={22} stroke={1.7} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
          <div>
            <Text fw={600}>{enrollment.hold?.words ?? t('person.nextAt', { words: when ?? next.words })}</Text>
            {enrollment.hold || when ? <Text size="sm">{next.words}</Text> : null}
            {enrollment.hold && when ? (
              <Text size="sm" c="dimmed">
                {t('person.itsTime', { at: when })}
              </Text>
            ) : null}
          </div>
        </Group>
        <Failure error={skipping.error ?? stopping.error ?? trying.error} />
        <Group gap="xs" display={may ? undefined : 'none'}>
          {enrollment.hold?.code === 'attention' ? (
            <Button
              leftSection={<IconRefresh size={16} aria-hidden />}
              loading={trying.isPending}
              onClick={() => trying.mutate()}
            >
              {t('person.tryAgain')}
            </Button>
          ) : null}
          {next.canSkip ? (
            <Button
              variant="light"
              leftSection={<IconPlayerSkipForward size={16} aria-hidden />}
              loading={skipping.isPending}
              onClick={() => skipping.mutate()}
            >
              {t('person.skip')}
            </Button>
          ) : null}
          {next.canStop ? (
            <Button
              variant="default"
              c="var(--mantine-color-brick-text)"
              loading={stopping.isPending}
              onClick={() => void askBeforeStopping()}
            >
              {t('person.stop')}
            </Button>
          ) : null}
        </Group>
      </Stack>
    </Paper>
  );
}
