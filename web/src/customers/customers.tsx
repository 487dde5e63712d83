import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Customer } from '../../../api/schemas.ts';
import { useIntegrations } from '../request/integrations.ts';
import { useList } from '../request/list.ts';
import { useMatchCount } from '../request/matches.ts';
import { Page } from '../shell/page.tsx';
import { AddressBook } from '../states/drawings/address-book.tsx';
import { LookingGlass } from '../states/drawings/looking-glass.tsx';
import { Empty } from '../states/empty.tsx';
import { Failure } from '../states/failure.tsx';
import { LoadMore } from '../states/load-more.tsx';
import { Row, RowLink, Rows } from '../states/rows.tsx';
import { Waiting } from '../states/waiting.tsx';
import { CustomerTags } from './customer-tags.tsx';

export default function Customers() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 250);
  const integrations = useIntegrations();
  const both = (integrations.data?.items.filter(({ accountName }) => accountName !== null).length ?? 0) > 1;
  const syncing = integrations.data?.items.some((each) => each.state === 'syncing') ?? false;
  const list = useList<Customer>('/api/customers', { search });
  const proposed = useMatchCount(both).data?.proposed ?? 0;
  const empty = list.isSuccess && list.items.length === 0;
  return (
    <Page
      title={t('customer.title')}
      lead={t('customer.lead')}
      actions={
        both ? (
          <Button component={Link} to="/customers/matches" variant="default">
            {t('match.entry.people')}
          </Button>
        ) : null
      }
    >
      {empty && !search ? null : (
        <TextInput
          type="search"
          label={t('customer.search')}
          placeholder={t('customer.searchHint')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(change) => setTyped(change.currentTarget.value)}
          maw={420}
        />
      )}
      {proposed > 0 ? (
        <Anchor component={Link} to="/customers/matches">
          {t('customer.pairs', { count: proposed })}
        </Anchor>
      ) : null}
      <div aria-live="polite">
        {empty && search ? (
          <Empty
            drawing={<LookingGlass />}
            title={t('customer.noMatchTitle')}
            why={t('customer.noMatch', { search })}
            action={
              <Button variant="default" onClick={() => setTyped('')}>
                {t('customer.clear')}
              </Button>
            }
          />
        ) : null}
        {empty && !search ? (
          <Empty
            drawing={<AddressBook />}
            title={t('customer.noneTitle')}
            why={t(syncing ? 'customer.noneSyncing' : 'customer.noneWhy')}
            action={
              <Button component={Link} to="/settings/integrations">
                {t(syncing ? 'customer.noneSync' : 'customer.noneAction')}
              </Button>
            }
          />
        ) : null}
      </div>
      {list.isPending ? <Waiting rows={8} /> : null}
      {list.isError && list.items.length === 0 ? (
        <Failure error={list.error} retry={() => void list.refetch()} />
      ) : null}
      {list.items.length > 0 ? (
        <Rows label={t('customer.results')} busy={list.isPlaceholderData}>
          {list.items.map((customer) => (
            <CustomerRow key={customer.id} customer={customer} />
          ))}
        </Rows>
      ) : null}
      <LoadMore list={list} />
    </Page>
  );
}

function CustomerRow({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  return (
    <Row columns="minmax(0, 5fr) minmax(0, 5fr) minmax(0, 3fr) minmax(0, 4fr)">
      <Stack gap={0}>
        <RowLink to={`/customers/${customer.id}`}>{customer.name}</RowLink>
        {customer.companyName && customer.companyName !== customer.name ? (
          <Text size="sm" c="dimmed">
            {customer.companyName}
          </Text>
        ) : null}
      </Stack>
      <Text size="sm" c={customer.email ? undefined : 'dimmed'}>
        {customer.email ?? t('customer.noEmail')}
      </Text>
      <Text size="sm" c={customer.phone ? undefined : 'dimmed'}>
        {customer.phone ?? t('customer.noPhone')}
      </Text>
      <CustomerTags customer={customer} />
    </Row>
  );
}
