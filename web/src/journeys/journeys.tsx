import { Button, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Journey } from '../../../api/schemas.ts';
import { useList } from '../request/list.ts';
import { useMe } from '../request/me.ts';
import { Page } from '../shell/page.tsx';
import { Way } from '../states/drawings/way.tsx';
import { Empty } from '../states/empty.tsx';
import { Failure } from '../states/failure.tsx';
import { Filter } from '../states/filter.tsx';
import { LoadMore } from '../states/load-more.tsx';
import { Rows } from '../states/rows.tsx';
import { Waiting } from '../states/waiting.tsx';
import { JourneyRow } from './journey-row.tsx';

export default function Journeys() {
  const { t } = useTranslation();
  const mayChange = useMe().data?.role !== 'viewer';
  const [search, setSearch] = useSearchParams();
  const status = search.get('status') === 'archived' ? 'archived' : null;
  const list = useList<Journey>('/api/journeys', { status });
  const empty = list.isSuccess && list.items.length === 0;
  return (
    <Page
      title={t('journey.title')}
      lead={t('journey.lead')}
      actions={
        mayChange ? (
          <Button component={Link} to="/journeys/new" leftSection={<IconPlus size={16} aria-hidden />}>
            {t('journey.make')}
          </Button>
        ) : null
      }
    >
      <Filter
        label={t('journey.filter')}
        value={status}
        onChange={(value) => setSearch(value ? { status: value } : {})}
        options={[
          { value: null, label: t('journey.current') },
          { value: 'archived', label: t('journey.archivedOnes') },
        ]}
      />
      {list.isPending ? <Waiting rows={3} height={92} /> : null}
      {list.isError && list.items.length === 0 ? (
        <Failure error={list.error} retry={() => void list.refetch()} />
      ) : null}
      {empty && status ? <Text c="dimmed">{t('journey.noneArchived')}</Text> : null}
      {empty && !status ? (
        <Empty
          drawing={<Way />}
          title={t('journey.noneTitle')}
          why={t('journey.noneWhy')}
          action={
            <Button component={Link} to="/journeys/new">
              {t('journey.noneAction')}
            </Button>
          }
        />
      ) : null}
      {list.items.length > 0 ? (
        <Rows label={t('journey.results')} busy={list.isPlaceholderData}>
          {list.items.map((journey) => (
            <JourneyRow key={journey.id} journey={journey} />
          ))}
        </Rows>
      ) : null}
      <LoadMore list={list} />
    </Page>
  );
}
