import { Checkbox, Fieldset, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Organization } from '../../../api/schemas.ts';
import { usePublicHolidays } from '../request/holidays.ts';
import { Failure } from '../states/failure.tsx';
import { inDate } from '../time/date.ts';
import { OwnHolidays } from './own-holidays.tsx';

type Holidays = Organization['holidays'];
type Props = { holidays: Holidays; onChange: (holidays: Holidays) => void };

/** The days on which nothing leaves that asks or offers something. */
export function HolidaysFields({ holidays, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Fieldset
      legend={
        <Text component="span" fw={600}>
          {t('holidays.title')}
        </Text>
      }
      bg="var(--surface)"
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t('holidays.why')}
        </Text>
        <Checkbox
          label={t('holidays.public')}
          checked={holidays.public}
          onChange={(event) => onChange({ ...holidays, public: event.currentTarget.checked })}
        />
        {holidays.public ? <Kept holidays={holidays} onChange={onChange} /> : null}
        <OwnHolidays own={holidays.own} onChange={(own) => onChange({ ...holidays, own })} />
      </Stack>
    </Fieldset>
  );
}

/** Which of the coming public holidays are free. */
function Kept({ holidays, onChange }: Props) {
  const { t } = useTranslation();
  const { data, error } = usePublicHolidays();
  if (error) return <Failure error={error} />;
  if (!data) return <Skeleton h={120} />;
  if (data.items.length === 0) return <Text size="sm">{t('holidays.unknown')}</Text>;
  const { open } = holidays;
  const set = (key: string, free: boolean) =>
    onChange({ ...holidays, open: free ? open.filter((each) => each !== key) : [...open, key] });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" pl="lg">
      {data.items.map(({ key, name, date }) => (
        <Checkbox
          key={key}
          label={`${name}, ${inDate(date)}`}
          checked={!open.includes(key)}
          onChange={(event) => set(key, event.currentTarget.checked)}
        />
      ))}
    </SimpleGrid>
  );
}
