import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** Why there is nothing here, and the one thing to do next. */
export function Empty({ title, why, action }: { title?: string; why: string; action?: ReactNode }) {
  return (
    <Paper p="xl" bg="var(--surface-sunken)" withBorder style={{ borderStyle: 'dashed' }}>
      <Stack align="flex-start" gap="sm" maw="36rem">
        {title ? <Title order={2}>{title}</Title> : null}
        <Text c="dimmed">{why}</Text>
        {action}
      </Stack>
    </Paper>
  );
}
