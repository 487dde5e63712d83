import { Anchor, Group } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { Link } from 'react-router';

/** Back to what this page belongs to. */
export function UpLink({ to, children }: { to: string; children: string }) {
  return (
    <Anchor component={Link} to={to} size="sm" display="inline-block" mb={6}>
      <Group gap={2} component="span" wrap="nowrap">
        <IconChevronLeft size={16} aria-hidden />
        {children}
      </Group>
    </Anchor>
  );
}
