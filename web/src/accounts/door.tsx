import { Anchor, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Logo } from '../shell/logo.tsx';
import { useTitle } from '../shell/page.tsx';
import classes from './door.module.css';

/** The page around everything that happens before signing in. */
export function Door({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  const { t } = useTranslation();
  useTitle(title);
  return (
    <div className={classes.door}>
      <header className={classes.head}>
        <Anchor component={Link} to="/" underline="never" c="inherit" aria-label={t('product')}>
          <Logo size={32} />
        </Anchor>
        <Text c="dimmed">{t('account.tagline')}</Text>
      </header>
      <main className={classes.main}>
        <Paper withBorder p={{ base: 'lg', xs: 'xl' }} bg="var(--surface)" shadow="none">
          <Stack gap="md">
            <div>
              <Title order={1}>{title}</Title>
              {lead ? (
                <Text c="dimmed" mt={4}>
                  {lead}
                </Text>
              ) : null}
            </div>
            {children}
          </Stack>
        </Paper>
      </main>
    </div>
  );
}
