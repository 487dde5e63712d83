import { Box, Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';

type Props = {
  title: string;
  lead?: ReactNode;
  /** Above the title: where this page hangs. */
  above?: ReactNode;
  beside?: ReactNode;
  actions?: ReactNode;
  width?: 'page' | 'reading';
  children: ReactNode;
};

/** One page: its title (also the window's), one sentence, what can be done, and the content. */
export function Page({ title, lead, above, beside, actions, width = 'page', children }: Props) {
  useTitle(title);
  // Wide or narrow, all pages begin at the same line.
  return (
    <Box maw="var(--page-width)" w="100%" mx="auto">
      <Stack gap="lg" maw={`var(--${width}-width)`}>
        <Box component="header">
          {above}
          <Group justify="space-between" align="flex-start" gap="md">
            <Box style={{ flex: '1 1 18rem', minWidth: 0 }}>
              <Group gap="sm">
                <Title order={1}>{title}</Title>
                {beside}
              </Group>
              {lead ? (
                <Text c="dimmed" mt={4} maw="44rem">
                  {lead}
                </Text>
              ) : null}
            </Box>
            {actions ? <Group gap="xs">{actions}</Group> : null}
          </Group>
        </Box>
        {children}
      </Stack>
    </Box>
  );
}

export function useTitle(title: string) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = title ? `${title} · ${t('product')}` : t('product');
  }, [title, t]);
}
