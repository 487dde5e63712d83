import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Why } from '../../../api/schemas.ts';
import { Moment, useInWords } from '../time/moment.tsx';
import classes from './timeline-list.module.css';

type Way = NonNullable<Why['entries'][number]['decisions'][number]['way']>;

/** What became of somebody who entered: every step in words. */
export function WayList({ way: { steps, hold } }: { way: Way }) {
  const { t } = useTranslation();
  const inWords = useInWords();
  return (
    <>
      <ol className={classes.line}>
        {steps.map(({ id, words, reason, until, at }) => (
          <li key={id} className={classes.item} data-tone="quiet">
            <Text size="sm" fw={550}>
              {words}
            </Text>
            {until ? <Text size="sm">{t('person.until', { at: inWords(until) })}</Text> : null}
            {reason ? <Text size="sm">{reason.words}</Text> : null}
            <Text size="sm" c="dimmed">
              <Moment at={at} />
            </Text>
          </li>
        ))}
      </ol>
      {hold ? <Text size="sm">{hold.words}</Text> : null}
    </>
  );
}
