import { Text } from '@mantine/core';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './item-form.module.css';
import { ItemForm } from './item-form.tsx';
import { useChosen } from './selection.ts';

/** Beside the flow: the form of what is open. Drawn after the card, so that no key waits for it. */
export function FormPanel() {
  const { t } = useTranslation();
  const open = useDeferredValue(useChosen((now) => now.open));
  return (
    <div className={classes.aside}>
      {open === null ? <Text c="dimmed">{t('builder.chooseStep')}</Text> : <ItemForm key={open} item={open} />}
    </div>
  );
}
