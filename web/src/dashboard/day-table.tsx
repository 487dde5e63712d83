import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Dashboard } from '../../../api/schemas.ts';
import { shortDay } from '../time/days.ts';
import { type Measure, rowsBehind } from './addresses.ts';
import classes from './dashboard.module.css';

type Props = { days: Dashboard['days']; measures: readonly Measure[] };

/** Every day with its numbers, the newest first; each leads to its rows. */
export function DayTable({ days, measures }: Props) {
  const { t } = useTranslation();
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <caption className={classes.caption}>{t('dashboard.byDay')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('dashboard.day')}</th>
            {measures.map((measure) => (
              <th key={measure} scope="col">
                {t(`dashboard.${measure}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...days].reverse().map((each) => (
            <tr key={each.day}>
              <th scope="row">{shortDay(each.day)}</th>
              {measures.map((measure) => (
                <td key={measure}>
                  {each[measure] === 0 ? (
                    0
                  ) : (
                    <Link to={rowsBehind(measure, { from: each.day, to: each.day })}>
                      {each[measure].toLocaleString('en-US')}
                    </Link>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
