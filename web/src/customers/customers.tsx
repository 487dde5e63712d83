import { Anchor, Button } from '@mantine/core';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Customer } from '../../../api/schemas.ts';
import { useIntegrations } from '../request/integrations.ts';
import { useList } from '../request/list.ts';
import { useMatchCount } from '../request/matches.ts';
import { useMe } from '../request/me.ts';
import { withQuery } from '../request/request.ts';
import { Page } from '../shell/page.tsx';
import { AddressBook } from '../states/drawings/address-book.tsx';
import { LookingGlass } from '../states/drawings/looking-glass.tsx';
import { Empty } from '../states/empty.tsx';
import { Failure } from '../states/failure.tsx';
import { LoadMore } from '../states/load-more.tsx';
import { Rows } from '../states/rows.tsx';
import { Waiting } from '../states/waiting.tsx';
import { CustomerFilters } from './customer-filters.tsx';
import { CustomerRow } from './customer-row.tsx';
import { useCustomerFilter } from './use-customer-filter.ts';

export default function Customers() {
  const { t } = useTranslation();
  const filter = useCustomerFilter();
  const integrations = useIntegrations();
  const mayChange = useMe().data?.role !== 'viewer';
  const both = (integrations.data?.items.filter(({ accountName }) => accountName !== null).length ?? 0) > 1;
  const list = useList<Customer>('/api/customers', filter.query);
  const proposed = useMatchCount(both).data?.proposed ?? 0;
  const empty = list.isSuccess && list.items.length === 0;
  return (
    <Page
      title={t('customer.title')}
      lead={t('customer.lead')}
      actions={
        <>
          {list.items.length > 0 ? (
            <Button
              component="a"
              href={withQuery('/api/customers/file', filter.query)}
              download
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
            >
              {t(filter.isNarrow ? 'customer.exportShown' : 'customer.exportAll')}
            </Button>
          ) : null}
          {mayChange ? (
            <Button
              component={Link}
              to="/customers/import"
              variant="default"
              leftSection={<IconUpload size={16} aria-hidden />}
            >
              {t('customer.import')}
            </Button>
          ) : null}
          {both ? (
            <Button component={Link} to="/customers/matches" variant="default">
              {t('match.entry.people')}
            </Button>
          ) : null}
        </>
      }
    >
      {empty && !filter.isNarrow ? null : <CustomerFilters filter={filter} />}
      {proposed > 0 ? (
        <Anchor component={Link} to="/customers/matches">
          {t('customer.pairs', { count: proposed })}
        </Anchor>
      ) : null}
      <div aria-live="polite">
        {empty && filter.isNarrow ? (
          <Empty
            drawing={<LookingGlass />}
            title={t('customer.noMatchTitle')}
            why={filter.search ? t('customer.noMatch', { search: filter.search }) : t('customer.noneFiltered')}
            action={
              <Button variant="default" onClick={filter.clear}>
                {t('customer.clear')}
              </Button>
            }
          />
        ) : null}
        {empty && !filter.isNarrow ? <NoneYet /> : null}
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

function NoneYet() {
  const { t } = useTranslation();
  const syncing = useIntegrations().data?.items.some((each) => each.state === 'syncing') ?? false;
  return (
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
  );
}
