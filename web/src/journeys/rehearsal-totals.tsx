import { List, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Rehearsal, RehearsalTotals as Totals } from '../../../api/schemas.ts';
import { Section } from '../states/section.tsx';
import { said } from './rehearsal-words.ts';

const reasons = ['leftOut', 'refused', 'moved', 'skipped', 'ended'] as const;

/** Numbers in sentences, and every reason with how often it counted. */
export function RehearsalTotals({ rehearsal: { totals, comparison } }: { rehearsal: Rehearsal }) {
  const { t } = useTranslation();
  const { events, entered, people, emails, texts, billedTexts, cost, underWay } = totals;
  return (
    <Section title={t('rehearsal.totals')}>
      <Stack gap={4}>
        <Text fw={600}>{t('rehearsal.people', { count: people, ...said(t, emails, texts) })}</Text>
        <Text>{t('rehearsal.events', { count: events, entered })}</Text>
        {texts > 0 ? <Text>{t('rehearsal.cost', { count: billedTexts, cost })}</Text> : null}
        {underWay > 0 ? <Text>{t('rehearsal.underWay', { count: underWay })}</Text> : null}
      </Stack>
      {comparison ? <Compared comparison={comparison} /> : null}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {reasons.map((kind) =>
          totals[kind].length > 0 ? <Counts key={kind} title={t(`rehearsal.${kind}`)} counts={totals[kind]} /> : null,
        )}
      </SimpleGrid>
    </Section>
  );
}

function Counts({ title, counts }: { title: string; counts: Totals['moved'] }) {
  const { t } = useTranslation();
  return (
    <Stack gap={4}>
      <Title order={3} size="h5">
        {title}
      </Title>
      <List size="sm">
        {counts.map(({ reason, count }) => (
          <List.Item key={reason.code}>
            <strong>{t('rehearsal.count', { count })}</strong> {reason.words}
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}

function Compared({ comparison }: { comparison: NonNullable<Rehearsal['comparison']> }) {
  const { t } = useTranslation();
  const { version, onlyHere, onlyThere, otherwise, same, totals } = comparison;
  const { people, emails, texts } = totals;
  return (
    <Stack gap={4}>
      <Title order={3} size="h5">
        {t('rehearsal.comparison', { version })}
      </Title>
      <Text size="sm">{t('rehearsal.people', { count: people, ...said(t, emails, texts) })}</Text>
      <List size="sm">
        <List.Item>{t('rehearsal.onlyHere', { count: onlyHere })}</List.Item>
        <List.Item>{t('rehearsal.onlyThere', { count: onlyThere, version })}</List.Item>
        <List.Item>{t('rehearsal.otherwise', { count: otherwise })}</List.Item>
        <List.Item>{t('rehearsal.same', { count: same })}</List.Item>
      </List>
    </Stack>
  );
}
