import { SimpleGrid, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Dashboard } from '../../../api/schemas.ts';
import { Section } from '../states/section.tsx';
import { daysInWords } from '../time/days.ts';
import { rowsBehind } from './addresses.ts';
import { Figure } from './figure.tsx';

const reaches = ['sent', 'delivered', 'clicked', 'replied'] as const;

/** What left in these days and how far it came, and the goals that were reached. */
export function Numbers({ dashboard }: { dashboard: Dashboard }) {
  const { t } = useTranslation();
  const { messages, goals, zone, from, to } = dashboard;
  const share = (count: number) =>
    messages.sent > 0 ? t('dashboard.share', { share: Math.round((count / messages.sent) * 100) }) : null;
  return (
    <Section title={t('dashboard.numbers')}>
      <Text c="dimmed">{t('dashboard.numbersWhy', { days: daysInWords(from, to), zone })}</Text>
      <SimpleGrid cols={{ base: 2, sm: 3, md: 5 }} spacing="sm">
        {reaches.map((reach) => (
          <Figure
            key={reach}
            to={rowsBehind(reach, dashboard)}
            name={t(`dashboard.${reach}`)}
            value={messages[reach].toLocaleString('en-US')}
            note={reach === 'sent' ? null : share(messages[reach])}
          />
        ))}
        <Figure
          to={rowsBehind('goals', dashboard)}
          name={t('dashboard.goals')}
          value={goals.reached.toLocaleString('en-US')}
          note={null}
        />
      </SimpleGrid>
    </Section>
  );
}
