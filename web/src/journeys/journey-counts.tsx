import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Journey } from '../../../api/schemas.ts';
import classes from './journey-counts.module.css';

const numbers = ['sent', 'waiting', 'held', 'failed', 'finished'] as const;

/** How many; each number leads to the people or messages behind it. */
export function JourneyCounts({ journey }: { journey: Journey }) {
  const { t } = useTranslation();
  const to = {
    sent: `/messages?journey=${journey.id}&group=sent`,
    waiting: `/journeys/${journey.id}?group=waiting`,
    held: `/journeys/${journey.id}?group=held`,
    failed: `/messages?journey=${journey.id}&group=failed`,
    finished: `/journeys/${journey.id}?group=finished`,
  };
  return (
    <Group gap={4} className={classes.counts}>
      {numbers.map((each) => {
        const count = journey.counts[each];
        return (
          <Link
            key={each}
            to={to[each]}
            className={classes.count}
            data-tone={count > 0 ? each : undefined}
            aria-label={t(`journey.countLabel.${each}`, { count })}
          >
            <b>{count.toLocaleString('en-US')}</b> {t(`journey.count.${each}`)}
          </Link>
        );
      })}
    </Group>
  );
}
