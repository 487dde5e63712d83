import { SimpleGrid, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Rehearsal } from '../../../api/schemas.ts';
import { Section } from '../states/section.tsx';
import { monthsOf } from './months-of.ts';
import classes from './rehearsal-calendar.module.css';
import { said } from './rehearsal-words.ts';

type Props = { days: Rehearsal['days']; chosen: string | null; onChoose: (day: string | null) => void };

// Days of a calendar are no instants: read and written in one zone, they stay what they are.
const inWords = (day: string, options: Intl.DateTimeFormatOptions) =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString('en-US', { timeZone: 'UTC', ...options });
export const dayWords = (day: string) => inWords(day, { weekday: 'short', month: 'short', day: 'numeric' });

/** What would have left on which day; a day opens who would have got it. */
export function RehearsalCalendar({ days, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const counts = new Map(days.map((each) => [each.day, each]));
  const most = Math.max(...days.map(({ emails, texts }) => emails + texts));
  return (
    <Section title={t('rehearsal.calendar')}>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
        {monthsOf(days.map(({ day }) => day)).map(({ month, blank, days: own }) => (
          <div key={month}>
            <Title order={3} size="h6" mb={4}>
              {inWords(`${month}-01`, { month: 'long', year: 'numeric' })}
            </Title>
            <div className={classes.month}>
              {Array.from({ length: blank }, (_, index) => `blank ${index}`).map((key) => (
                <span key={key} />
              ))}
              {own.map((day) => {
                const count = counts.get(day);
                const number = Number(day.slice(8));
                if (!count) return <span key={day}>{number}</span>;
                const { emails, texts } = count;
                return (
                  <button
                    key={day}
                    type="button"
                    className={classes.day}
                    data-many={(emails + texts) * 2 > most || undefined}
                    aria-pressed={chosen === day}
                    aria-label={t('rehearsal.day', { day: dayWords(day), ...said(t, emails, texts) })}
                    title={t('rehearsal.day', { day: dayWords(day), ...said(t, emails, texts) })}
                    onClick={() => onChoose(chosen === day ? null : day)}
                  >
                    {number}
                  </button>
                );
              })}
            </div>
          </div>
        ))}
      </SimpleGrid>
    </Section>
  );
}
