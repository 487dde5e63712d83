import { Center } from '@mantine/core';

/** A plain initial: the vendors' logos are theirs. */
export function ProviderMark({ name, size = 44 }: { name: string; size?: number }) {
  return (
    <Center
      aria-hidden
      w={size}
      h={size}
      fz={size * 0.45}
      fw={700}
      c="var(--mantine-color-spruce-light-color)"
      bg="var(--mantine-color-spruce-light)"
      style={{ borderRadius: 12, flex: 'none' }}
    >
      {name.slice(0, 1)}
    </Center>
  );
}
