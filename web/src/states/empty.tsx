import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './empty.module.css';

type Props = { title?: string; why: string; action?: ReactNode; drawing?: ReactNode };

/** Why there is nothing here, and the one thing to do next. */
export function Empty({ title, why, action, drawing }: Props) {
  return (
    <div className={classes.empty}>
      {drawing}
      <div className={classes.words}>
        {title ? <Title order={2}>{title}</Title> : null}
        <Text c="dimmed">{why}</Text>
        {action ? <div className={classes.action}>{action}</div> : null}
      </div>
    </div>
  );
}
