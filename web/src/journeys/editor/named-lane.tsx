import { Box, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Step } from '../../../../journeys/definition.ts';
import classes from './named-lane.module.css';
import { useWorkbench } from './workbench.ts';

type Props = {
  name: string;
  steps: Step[];
  onChange: (steps: Step[]) => void;
  /** Beside its name: what removes it. */
  beside?: ReactNode;
  /** Above its steps: when it is taken. */
  children?: ReactNode;
};

/** One way out of a step, indented below it. */
export function NamedLane({ name, steps, onChange, beside, children }: Props) {
  const { Lane } = useWorkbench();
  return (
    <Box component="section" className={classes.lane} aria-label={name}>
      <Group justify="space-between" wrap="nowrap" mb={6}>
        <Text fw={600} size="sm">
          {name}
        </Text>
        {beside}
      </Group>
      {children}
      <Lane name={name} steps={steps} onChange={onChange} />
    </Box>
  );
}
