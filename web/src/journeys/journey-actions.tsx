import { ActionIcon, Button, Menu, Text } from '@mantine/core';
import { IconArchive, IconDots, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { JourneyDetail } from '../../../api/schemas.ts';
import { ask } from '../overlays/ask.ts';
import { notifyDone } from '../overlays/notify.ts';
import { archive, journeyKey, pause, pauseState, resume } from '../request/journeys.ts';
import { useMay } from '../request/me.ts';
import { problemNotice } from '../states/problem-notice.ts';
import { DueChoice, type DueChosen } from './due-choice.tsx';
import { type Ending, EndingChoice } from './ending-choice.tsx';

/** Pause, resume, archive: each says what it means before it is done. */
export function JourneyActions({ journey }: { journey: JourneyDetail }) {
  const { t } = useTranslation();
  const may = useMay('member');
  const client = useQueryClient();
  const navigate = useNavigate();
  const { id, name, status, counts } = journey;
  const changing = useMutation({
    mutationFn: ({ change }: { change: (id: string) => Promise<unknown>; done: string }) => change(id),
    onSuccess: (_, { done }) => notifyDone(done),
    onError: (error) => problemNotice(error, t),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: journeyKey(id) });
      await client.invalidateQueries({ queryKey: ['list'] });
    },
  });
  const looking = useMutation({ mutationFn: () => pauseState(id), onError: (error) => problemNotice(error, t) });
  const confirm = (title: string, why: ReactNode, what: string, color?: string) =>
    ask({
      title,
      children: why,
      confirm: what,
      cancel: t('journey.keep'),
      closeLabel: t('close'),
      ...(color ? { color } : {}),
    });
  const askToPause = async () => {
    if (await confirm(t('journey.pauseTitle', { name }), <Text>{t('journey.pauseWhy')}</Text>, t('journey.pause')))
      changing.mutate({ change: pause, done: t('journey.pausedDone', { name }) });
  };
  const askToResume = async () => {
    const state = await looking.mutateAsync().catch(() => null);
    if (!state) return;
    let chosen: DueChosen = { due: 'send' };
    const choice = <DueChoice state={state} onChange={(next) => (chosen = next)} />;
    if (await confirm(t('journey.resumeTitle', { name }), choice, t('journey.resume')))
      changing.mutate({ change: () => resume(id, chosen), done: t('journey.resumedDone', { name }) });
  };
  const askToArchive = async () => {
    let chosen: Ending = 'exit';
    const choice = <EndingChoice inside={counts.waiting + counts.held} onChange={(next) => (chosen = next)} />;
    if (await confirm(t('journey.archiveTitle', { name }), choice, t('journey.archive'), 'brick'))
      changing.mutate(
        { change: () => archive(id, chosen), done: t('journey.archivedDone', { name }) },
        { onSuccess: () => void navigate('/journeys') },
      );
  };
  if (status === 'archived' || !may) return null;
  return (
    <>
      {status === 'active' ? (
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={16} aria-hidden />}
          loading={changing.isPending}
          onClick={() => void askToPause()}
        >
          {t('journey.pause')}
        </Button>
      ) : null}
      {status === 'paused' ? (
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={changing.isPending || looking.isPending}
          onClick={() => void askToResume()}
        >
          {t('journey.resume')}
        </Button>
      ) : null}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t('journey.more')}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconArchive size={16} aria-hidden />} onClick={() => void askToArchive()}>
            {t('journey.archive')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
