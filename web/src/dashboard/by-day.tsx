import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Dashboard } from '../../../api/schemas.ts';
import { Filter } from '../states/filter.tsx';
import { Section } from '../states/section.tsx';
import { daysInWords } from '../time/days.ts';
import { type Measure, rowsBehind } from './addresses.ts';
import classes from './dashboard.module.css';
import { DayTable } from './day-table.tsx';

const DayChart = lazy(() => import('./day-chart.tsx'));

const measures: readonly Measure[] = ['sent', 'delivered', 'clicked', 'replied', 'goals'];

/** One number over the days as bars, and all of them as a table. */
export function ByDay({ dashboard }: { dashboard: Dashboard }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [measure, show] = useState<Measure>('sent');
  const { from, to, days } = dashboard;
  const label = t('dashboard.chart', { what: t(`dashboard.${measure}`), days: daysInWords(from, to) });
  return (
    <Section title={t('dashboard.byDay')}>
      <Filter
        label={t('dashboard.measure')}
        value={measure}
        onChange={(value) => show(value ?? 'sent')}
        options={measures.map((value) => ({ value, label: t(`dashboard.${value}`) }))}
      />
      <div className={classes.chart}>
        <Suspense>
          <DayChart
            days={days}
            measure={measure}
            name={t(`dashboard.${measure}`)}
            label={label}
            onDay={(day) => void navigate(rowsBehind(measure, { from: day, to: day }))}
          />
        </Suspense>
      </div>
      <details className={classes.details}>
        <summary>{t('dashboard.asTable')}</summary>
        <DayTable days={days} measures={measures} />
      </details>
    </Section>
  );
}
