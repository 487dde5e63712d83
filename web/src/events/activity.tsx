import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Delivery, Event } from '../../../api/schemas.ts';
import { useList } from '../request/list.ts';
import { Page } from '../shell/page.tsx';
import { Logbook } from '../states/drawings/logbook.tsx';
import { LookingGlass } from '../states/drawings/looking-glass.tsx';
import { Empty } from '../states/empty.tsx';
import { Failure } from '../states/failure.tsx';
import { Filter } from '../states/filter.tsx';
import { LoadMore } from '../states/load-more.tsx';
import { Waiting } from '../states/waiting.tsx';
import { DeliveryRows } from './delivery-rows.tsx';
import { EventRows } from './event-rows.tsx';

/** What an event came to. */
const outcomes = ['enrolled', 'skipped', 'asked', 'none'] as const;

export default function Activity() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const arrivals = search.get('show') === 'arrived';
  return (
    <Page title={t('event.title')} lead={t(arrivals ? 'event.arrivedLead' : 'event.lead')}>
      <Filter
        label={t('event.tabs')}
        value={arrivals ? 'arrived' : null}
        onChange={(value) => setSearch(value ? { show: value } : {})}
        options={[
          { value: null, label: t('event.happened') },
          { value: 'arrived', label: t('event.arrived') },
        ]}
      />
      {arrivals ? <Arrivals /> : <Events />}
    </Page>
  );
}

function Events() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const outcome = outcomes.find((each) => each === search.get('outcome')) ?? null;
  const list = useList<Event>('/api/events', { outcome });
  const empty = list.isSuccess && list.items.length === 0;
  return (
    <>
      {list.items.length > 0 || outcome ? (
        <Filter
          label={t('event.filter')}
          value={outcome}
          onChange={(value) => setSearch(value ? { outcome: value } : {})}
          options={[
            { value: null, label: t('event.all') },
            ...outcomes.map((value) => ({ value, label: t(`event.outcome.${value}`) })),
          ]}
        />
      ) : null}
      {list.isPending ? <Waiting rows={5} height={84} /> : null}
      {list.isError && list.items.length === 0 ? (
        <Failure error={list.error} retry={() => void list.refetch()} />
      ) : null}
      {empty && outcome ? (
        <Empty
          drawing={<LookingGlass />}
          why={t('event.noneFiltered')}
          action={
            <Button variant="default" onClick={() => setSearch({})}>
              {t('event.showAll')}
            </Button>
          }
        />
      ) : null}
      {empty && !outcome ? (
        <Empty
          drawing={<Logbook />}
          title={t('event.noneTitle')}
          why={t('event.noneWhy')}
          action={
            <Button component={Link} to="/settings/integrations">
              {t('event.noneAction')}
            </Button>
          }
        />
      ) : null}
      <EventRows events={list.items} label={t('event.results')} busy={list.isPlaceholderData} />
      <LoadMore list={list} />
    </>
  );
}

function Arrivals() {
  const { t } = useTranslation();
  const list = useList<Delivery>('/api/deliveries');
  return (
    <>
      {list.isPending ? <Waiting rows={5} height={84} /> : null}
      <Failure error={list.error} retry={() => void list.refetch()} />
      {list.isSuccess && list.items.length === 0 ? <Text c="dimmed">{t('event.noArrivals')}</Text> : null}
      <DeliveryRows deliveries={list.items} label={t('event.arrived')} />
      <LoadMore list={list} />
    </>
  );
}
