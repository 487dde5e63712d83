import { Button, CloseButton, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Organization } from '../../../api/schemas.ts';
import { inDate } from '../time/date.ts';

type Own = Organization['holidays']['own'];

/** Days that the business itself keeps free. They are saved with the rest of the form. */
export function OwnHolidays({ own, onChange }: { own: Own; onChange: (own: Own) => void }) {
  const { t } = useTranslation();
  const [date, setDate] = useState('');
  const [name, setName] = useState('');
  const add = () => {
    const others = own.filter((day) => day.date !== date);
    onChange([...others, { date, name: name.trim() }].sort((one, other) => one.date.localeCompare(other.date)));
    setDate('');
    setName('');
  };
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        {t('holidays.own')}
      </Text>
      {own.length > 0 ? (
        <List listStyleType="none" spacing={4}>
          {own.map((day) => (
            <List.Item key={day.date}>
              <Group gap="xs">
                <Text size="sm">
                  {day.name}, {inDate(day.date)}
                </Text>
                <CloseButton
                  size="sm"
                  aria-label={t('holidays.remove', { name: day.name })}
                  onClick={() => onChange(own.filter((each) => each !== day))}
                />
              </Group>
            </List.Item>
          ))}
        </List>
      ) : null}
      <Group align="flex-end" gap="sm">
        <TextInput
          label={t('holidays.date')}
          type="date"
          value={date}
          onChange={(event) => setDate(event.currentTarget.value)}
        />
        <TextInput
          label={t('holidays.name')}
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button variant="default" disabled={!date || !name.trim()} onClick={add}>
          {t('holidays.add')}
        </Button>
      </Group>
    </Stack>
  );
}
