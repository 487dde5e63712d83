import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMe, useOrganization } from '../request/me.ts';
import { Page } from '../shell/page.tsx';
import { Section } from '../states/section.tsx';

/** Everything to take along, and how a customer is forgotten. */
export default function Data() {
  const { t } = useTranslation();
  const role = useMe().data?.role;
  const { zone } = useOrganization();
  const mayExport = role === 'owner' || role === 'admin';
  return (
    <Page title={t('data.title')} lead={t('data.lead')} width="reading">
      <Section title={t('data.export')}>
        <Text>{t('data.exportWhy', { zone })}</Text>
        {mayExport ? (
          <Group>
            <Button component="a" href="/api/exports/everything" download>
              {t('data.exportButton')}
            </Button>
          </Group>
        ) : (
          <Text c="dimmed">{t('data.exportOnly')}</Text>
        )}
      </Section>
      <Section title={t('data.erase')}>
        <Text>{t('data.eraseWhy')}</Text>
        {role === 'owner' ? (
          <Stack gap="sm" align="flex-start">
            <Text c="dimmed">{t('data.eraseHow')}</Text>
            <Button component={Link} to="/customers" variant="default">
              {t('data.eraseButton')}
            </Button>
          </Stack>
        ) : (
          <Text c="dimmed">{t('data.eraseOnly')}</Text>
        )}
      </Section>
    </Page>
  );
}
