import { Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Page } from '../shell/page.tsx';
import { settingsGroups } from '../shell/settings-pages.ts';
import { Row, RowLink, Rows } from '../states/rows.tsx';
import { Section } from '../states/section.tsx';

/** Everything that can be set up, each with what it is for. */
export default function SettingsOverview() {
  const { t } = useTranslation();
  return (
    <Page title={t('nav.settings')} lead={t('settingsPages.lead')} width="reading">
      {settingsGroups.map(({ name, pages }) => (
        <Section key={name} title={t(name)}>
          <Rows label={t(name)}>
            {pages.map(({ to, name, why, icon: Icon }) => (
              <Row key={to} columns="minmax(0, 1fr)">
                <Group gap="md" wrap="nowrap" align="flex-start">
                  <Icon size={22} stroke={1.7} color="var(--drawing-line)" aria-hidden style={{ flex: 'none' }} />
                  <Stack gap={0}>
                    <RowLink to={to}>{t(name)}</RowLink>
                    <Text size="sm" c="dimmed">
                      {t(why)}
                    </Text>
                  </Stack>
                </Group>
              </Row>
            ))}
          </Rows>
        </Section>
      ))}
    </Page>
  );
}
