import { UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { furnished } from '../furnished.ts';
import classes from './search-button.module.css';

const Palette = lazy(furnished(() => import('./palette.tsx')));

/** Finds customers, journeys and pages from anywhere: by a button, or Ctrl or Command and K. Loaded when first wanted. */
export function SearchButton() {
  const { t } = useTranslation();
  const [asked, ask] = useState(0);
  useEffect(() => {
    // Once it is there it listens for its keys itself.
    if (asked > 0) return;
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      ask(1);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [asked]);
  return (
    <>
      <UnstyledButton
        className={classes.button}
        aria-label={t('search.open')}
        title={t('search.keys')}
        onClick={() => ask((times) => times + 1)}
      >
        <IconSearch size={19} stroke={1.7} aria-hidden />
      </UnstyledButton>
      <Suspense>{asked > 0 ? <Palette asked={asked} /> : null}</Suspense>
    </>
  );
}
