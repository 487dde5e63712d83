import { NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useIntegrations } from '../request/integrations.ts';
import type { CustomerFilter, FilterName } from './use-customer-filter.ts';

const kinds = ['lead', 'archived', 'sample', 'gone'] as const;
const reaches = ['email', 'text', 'nothing', 'stopped', 'muted'] as const;
const things = ['open_invoice', 'journey'] as const;

export function CustomerFilters({ filter }: { filter: CustomerFilter }) {
  const { t } = useTranslation();
  const systems = (useIntegrations().data?.items ?? []).map(({ provider, name }) => ({ value: provider, label: name }));
  const select = (name: FilterName, options: { value: string; label: string }[]) => (
    <NativeSelect
      label={t(`customer.filter.${name}`)}
      value={filter.chosen[name] ?? ''}
      onChange={({ currentTarget }) => filter.choose(name, currentTarget.value || null)}
      data={[{ value: '', label: t(`customer.filter.any.${name}`) }, ...options]}
    />
  );
  return (
    <>
      <TextInput
        type="search"
        label={t('customer.search')}
        placeholder={t('customer.searchHint')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={filter.typed}
        onChange={({ currentTarget }) => filter.type(currentTarget.value)}
        maw={420}
      />
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
        {select('source', [...systems, { value: 'import', label: t('customer.filter.import') }])}
        {select(
          'kind',
          kinds.map((value) => ({ value, label: t(`customer.filter.kinds.${value}`) })),
        )}
        {select(
          'reach',
          reaches.map((value) => ({ value, label: t(`customer.filter.reaches.${value}`) })),
        )}
        {select(
          'owns',
          things.map((value) => ({ value, label: t(`customer.filter.things.${value}`) })),
        )}
      </SimpleGrid>
    </>
  );
}
