import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keepLive } from './keep-live.ts';
import classes from './live.module.css';

const patienceMs = 8_000;

/** Keeps what is shown up to date; says so when it cannot. */
export function Live() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [connected, setConnected] = useState(true);
  const [late, setLate] = useState(false);
  useEffect(() => keepLive(client, setConnected), [client]);
  useEffect(() => {
    if (connected) return setLate(false);
    const timer = setTimeout(() => setLate(true), patienceMs);
    return () => clearTimeout(timer);
  }, [connected]);
  return (
    <div role="status" className={late ? classes.late : undefined}>
      {late ? t('live.lost') : null}
    </div>
  );
}
