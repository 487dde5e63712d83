import { Button, Group, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Delivery } from '../../../api/schemas.ts';
import { useList } from '../request/list.ts';
import { useDeliveryTopics } from '../request/settings-lists.ts';
import { Page } from '../shell/page.tsx';
import { Logbook } from '../states/drawings/logbook.tsx';
import { Empty } from '../states/empty.tsx';
import { Failure } from '../states/failure.tsx';
import { LoadMore } from '../states/load-more.tsx';
import { Waiting } from '../states/waiting.tsx';
import { WebhookRows } from './webhooks-log-rows.tsx';

const states = ['received', 'taken', 'processed', 'unreadable', 'not_needed'] as const;

/** Every notice of a vendor, and what came of it. */
export default function WebhooksLog() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const [source, topic, status] = ['from', 'kind', 'state'].map((name) => search.get(name));
  const list = useList<Delivery>('/api/deliveries', { source, topic, status });
  const narrowed = Boolean(source || topic || status);
  return (
    <Page title={t('webhooks.title')} lead={t('webhooks.lead')}>
      <Filters />
      {list.isPending ? <Waiting rows={6} height={60} /> : null}
      {list.isError && list.items.length === 0 ? (
        <Failure error={list.error} retry={() => void list.refetch()} />
      ) : null}
      {list.isSuccess && list.items.length === 0 ? (
        <Empty
          drawing={<Logbook />}
          why={t(narrowed ? 'webhooks.noneFiltered' : 'webhooks.none')}
          action={
            narrowed ? null : (
              <Button component={Link} to="/settings/integrations">
                {t('webhooks.noneAction')}
              </Button>
            )
          }
        />
      ) : null}
      <WebhookRows deliveries={list.items} />
      <LoadMore list={list} />
    </Page>
  );
}

function Filters() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const topics = useDeliveryTopics().data?.items ?? [];
  const source = search.get('from');
  const sources = new Map(topics.map((each) => [each.source, each.sourceName]));
  const kinds = topics.filter((each) => !source || each.source === source);
  const choose = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value) next.set(name, value);
    else next.delete(name);
    if (name === 'from') next.delete('kind');
    setSearch(next);
  };
  const select = (name: string, label: string, any: string, options: { value: string; label: string }[]) => (
    <NativeSelect
      label={label}
      data={[{ value: '', label: any }, ...options]}
      value={search.get(name) ?? ''}
      onChange={(event) => choose(name, event.currentTarget.value)}
    />
  );
  return (
    <Group gap="sm" align="flex-end">
      {select(
        'from',
        t('webhooks.from'),
        t('webhooks.anySource'),
        [...sources].map(([value, label]) => ({ value, label })),
      )}
      {select(
        'kind',
        t('webhooks.kind'),
        t('webhooks.anyKind'),
        [...new Set(kinds.map(({ topic }) => topic))].map((value) => ({ value, label: value })),
      )}
      {select(
        'state',
        t('webhooks.state'),
        t('webhooks.anyState'),
        states.map((value) => ({ value, label: t(`event.deliveryStatus.${value}`) })),
      )}
    </Group>
  );
}
