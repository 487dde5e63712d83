import { SimpleGrid, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Dashboard } from '../../../api/schemas.ts';
import { Section } from '../states/section.tsx';
import { type Days, moneyBehind } from './addresses.ts';
import classes from './dashboard.module.css';
import { Figure } from './figure.tsx';
import { inMoney } from './in-money.ts';

const kinds = { paid: 'invoice_paid', approved: 'quote_approved' } as const;

/** What was paid after a reminder and approved after a follow-up, and exactly what counts. */
export function Money({ goals, days }: { goals: Dashboard['goals']; days: Days }) {
  const { t } = useTranslation();
  return (
    <Section title={t('dashboard.money')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        {(['paid', 'approved'] as const).map((kind) => (
          <Figure
            key={kind}
            to={moneyBehind(kinds[kind], days)}
            name={t(`dashboard.${kind}`)}
            value={inMoney(goals[kind].amount)}
            note={t(`dashboard.papers.${kind}`, { count: goals[kind].count })}
          />
        ))}
      </SimpleGrid>
      <details className={classes.details}>
        <summary>{t('dashboard.how')}</summary>
        {(['howPaid', 'howOnce', 'howNot', 'howCurrency'] as const).map((each) => (
          <Text key={each} size="sm" mt="xs">
            {t(`dashboard.${each}`)}
          </Text>
        ))}
      </details>
    </Section>
  );
}
