import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';

/** Cards below each other, as the list that they are. */
export function Cards({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }} aria-label={label}>
      {children}
    </Stack>
  );
}
