import { Button } from '@mantine/core';
import { IconPlayerPause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../api/schemas.ts';
import { pauseSending, useSending, useSendingChange } from '../request/sending.ts';
import classes from './sending.module.css';

/** In the frame of every page: one tap and nothing leaves. Gone while it is paused, since the banner resumes. */
export function PauseButton({ role }: { role: Role }) {
  const { t } = useTranslation();
  const { data } = useSending();
  const changing = useSendingChange();
  if (role === 'viewer' || !data || data.pausedSince) return null;
  return (
    <Button
      variant="default"
      size="compact-sm"
      className={classes.pause}
      aria-label={t('sending.pause')}
      leftSection={<IconPlayerPause size={16} aria-hidden />}
      loading={changing.isPending}
      onClick={() => changing.mutate({ change: pauseSending, done: t('sending.pausedDone') })}
    >
      <span className={classes.long}>{t('sending.pause')}</span>
      <span className={classes.short}>{t('sending.pauseShort')}</span>
    </Button>
  );
}
