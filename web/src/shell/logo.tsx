import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** A tick for the finished job, and the light that goes on afterwards. */
export function Logo({ size = 28 }: { size?: number }) {
  const { t } = useTranslation();
  return (
    <Group gap={10} wrap="nowrap">
      <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect width="32" height="32" rx="9" fill="var(--mantine-color-spruce-filled)" />
        <path
          d="M8 16.5l5 5L19.5 11"
          fill="none"
          stroke="#fff"
          strokeWidth="3.2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
        <circle cx="23.5" cy="20.5" r="2.4" fill="#f4b860" />
      </svg>
      <Text component="span" fw={680} fz="1.0625rem" style={{ letterSpacing: '-0.015em' }}>
        {t('product')}
      </Text>
    </Group>
  );
}
