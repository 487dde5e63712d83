import { Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Tag } from '../states/tag.tsx';

export type Side = { id: string; system: string; title: ReactNode; lines: (string | null)[]; below?: ReactNode };

type Props = {
  sides: readonly Side[];
  /** What both have in common. */
  basis: readonly string[];
  certainty?: ReactNode;
  children: ReactNode;
};

/** Two things of two systems beside each other, what they have in common, and what can be said of them. */
export function PairCard({ sides, basis, certainty, children }: Props) {
  return (
    <Paper component="li" withBorder p="md" bg="var(--surface)">
      <Stack gap="md">
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="sm">
          {sides.map((side) => (
            <Stack key={side.id} gap={2} miw={0}>
              <Text size="sm" c="dimmed" fw={550}>
                {side.system}
              </Text>
              <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
                {side.title}
              </Text>
              {side.lines.map((line) =>
                line ? (
                  <Text key={line} size="sm" style={{ overflowWrap: 'anywhere' }}>
                    {line}
                  </Text>
                ) : null,
              )}
              {side.below ? <Text size="sm">{side.below}</Text> : null}
            </Stack>
          ))}
        </SimpleGrid>
        <Group justify="space-between" gap="sm">
          <Group gap={6}>
            {certainty}
            {basis.map((words) => (
              <Tag key={words} tone="quiet">
                {words}
              </Tag>
            ))}
          </Group>
          <Group gap="xs">{children}</Group>
        </Group>
      </Stack>
    </Paper>
  );
}
