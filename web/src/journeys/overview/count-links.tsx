import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { StepCounts } from '../../../../api/schemas.ts';
import classes from './count-links.module.css';

/** The numbers of a step, and the address of the people behind each. */
export type Counted = { counts: Omit<StepCounts['steps'][number], 'stepId'>; to: (came: Came) => string };
export const cames = ['waiting', 'sent', 'skipped', 'failed'] as const;
export type Came = (typeof cames)[number];

/** What a step has come to, each number a way to its people. */
export function CountLinks({ counted: { counts, to }, number }: { counted: Counted; number: number }) {
  const { t } = useTranslation();
  return (
    <div className={classes.counts}>
      {cames.map((came) =>
        counts[came] > 0 ? (
          <Link
            key={came}
            to={to(came)}
            className={classes.count}
            data-came={came}
            aria-label={t(`overview.${came}_label`, { count: counts[came], number })}
          >
            <b>{counts[came].toLocaleString('en-US')}</b> {t(`overview.${came}`)}
          </Link>
        ) : null,
      )}
    </div>
  );
}
