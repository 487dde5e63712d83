import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../../../../api/schemas.ts';
import { useList } from '../../request/list.ts';

type Props = {
  onChoose: (customerId: string | null) => void;
  /** Other words than those for whose values fill a text, where nobody means samples. */
  words?: { label: string; description: string };
};

/** One customer, found by typing. */
export function CustomerChoice({ onChoose, words }: Props) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<{ value: string; label: string } | null>(null);
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 250);
  const list = useList<Customer>('/api/customers', { search: search === chosen?.label ? '' : search });
  const found = list.items.slice(0, 20).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Select
      label={words?.label ?? t('trial.customer')}
      description={words?.description ?? t('trial.customerHint')}
      placeholder={words ? undefined : t('trial.sample')}
      searchable
      clearable={!words}
      clearButtonProps={{ 'aria-label': t('trial.sample') }}
      nothingFoundMessage={t('trial.nobody')}
      data={chosen && !found.some(({ value }) => value === chosen.value) ? [chosen, ...found] : found}
      // The server has searched already.
      filter={({ options }) => options}
      value={chosen?.value ?? null}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(value) => {
        setChosen(found.find((each) => each.value === value) ?? null);
        onChoose(value);
      }}
    />
  );
}
