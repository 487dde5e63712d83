import { Checkbox, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** In ISO order: Monday is 1. */
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Days of the week; none: any. */
export function WeekdayChoice({ value, onChange }: { value: readonly number[]; onChange: (days: number[]) => void }) {
  const { t } = useTranslation();
  return (
    <Checkbox.Group
      label={t('builder.weekdays')}
      description={t('builder.weekdaysHint')}
      value={value.map(String)}
      onChange={(chosen) => onChange(chosen.map(Number).sort((a, b) => a - b))}
    >
      <Group gap="sm" mt={6}>
        {days.map((day, index) => (
          <Checkbox key={day} value={String(index + 1)} label={t(`builder.days.${day}`)} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}
