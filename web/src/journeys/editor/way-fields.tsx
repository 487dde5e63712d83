import { Box, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './way-fields.module.css';

type Props = {
  name: string;
  /** Beside its name: what removes it. */
  beside: ReactNode;
  /** When it is taken. */
  children: ReactNode;
};

/** What is said of one way out of a step; its steps stand in the flow. */
export function WayFields({ name, beside, children }: Props) {
  return (
    <Box component="section" className={classes.way} aria-label={name}>
      <Group justify="space-between" wrap="nowrap" mb={6}>
        <Text fw={600} size="sm">
          {name}
        </Text>
        {beside}
      </Group>
      {children}
    </Box>
  );
}
