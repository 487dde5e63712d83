import { Checkbox, Fieldset, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Organization } from '../../../api/schemas.ts';
import { hourInWords } from '../time/hour.ts';

type Rules = Organization['sendingWindow']['email'];
type Hours = Rules['everyDay'];
type Props = { title: string; why: string; rules: Rules; onChange: (rules: Rules) => void };

/** The hours of one kind of message: every day, and on Sundays. */
export function HoursFields({ title, why, rules, onChange }: Props) {
  const { t } = useTranslation();
  const { everyDay, sunday } = rules;
  return (
    <Fieldset
      legend={
        <Text component="span" fw={600}>
          {title}
        </Text>
      }
      bg="var(--surface)"
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {why}
        </Text>
        <Pair
          from={t('hours.from')}
          to={t('hours.to')}
          hours={everyDay}
          onChange={(changed) => onChange({ everyDay: changed, sunday })}
        />
        <Checkbox
          label={t('hours.sundays')}
          checked={sunday !== null}
          onChange={(event) => onChange({ everyDay, sunday: event.currentTarget.checked ? everyDay : null })}
        />
        {sunday ? (
          <Pair
            from={t('hours.sundayFrom')}
            to={t('hours.sundayTo')}
            hours={sunday}
            onChange={(changed) => onChange({ everyDay, sunday: changed })}
          />
        ) : (
          <Text size="sm">{t('hours.noSundays', { from: hourInWords(everyDay[0]) })}</Text>
        )}
      </Stack>
    </Fieldset>
  );
}

type PairProps = { from: string; to: string; hours: Hours; onChange: (hours: Hours) => void };

function Pair({ from, to, hours: [begin, end], onChange }: PairProps) {
  const { t } = useTranslation();
  const choices = (first: number) =>
    Array.from({ length: 24 }, (_, index) => first + index).map((hour) => ({
      value: String(hour),
      label: hour === 24 || hour === 0 ? t('hours.midnight') : hourInWords(hour),
    }));
  return (
    <Group align="flex-start" gap="sm">
      <NativeSelect
        label={from}
        value={String(begin)}
        data={choices(0)}
        onChange={(event) => onChange([Number(event.currentTarget.value), end])}
      />
      <NativeSelect
        label={to}
        value={String(end)}
        data={choices(1)}
        error={end > begin ? null : t('hours.backwards')}
        onChange={(event) => onChange([begin, Number(event.currentTarget.value)])}
      />
    </Group>
  );
}
