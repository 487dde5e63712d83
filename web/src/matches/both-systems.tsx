import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Integration } from '../../../api/schemas.ts';

/** The ways to what stands in two systems; nothing while customers come from one alone. */
export function BothSystems({ integrations }: { integrations: readonly Integration[] }) {
  const { t } = useTranslation();
  if (integrations.filter(({ accountName }) => accountName !== null).length < 2) return null;
  return (
    <Paper component="section" withBorder p="lg" bg="var(--surface)" aria-label={t('match.entry.title')}>
      <Stack gap="sm">
        <Title order={2}>{t('match.entry.title')}</Title>
        <Text c="dimmed">{t('match.entry.why')}</Text>
        <Group gap="xs">
          <Button component={Link} to="/customers/matches" variant="default">
            {t('match.entry.people')}
          </Button>
          <Button component={Link} to="/papers" variant="default">
            {t('match.entry.papers')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
