import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Message } from '../../../api/schemas.ts';
import { useList } from '../request/list.ts';
import { Page } from '../shell/page.tsx';
import { LookingGlass } from '../states/drawings/looking-glass.tsx';
import { Mailbox } from '../states/drawings/mailbox.tsx';
import { Empty } from '../states/empty.tsx';
import { Failure } from '../states/failure.tsx';
import { Filter } from '../states/filter.tsx';
import { LoadMore } from '../states/load-more.tsx';
import { Waiting } from '../states/waiting.tsx';
import { AskedFor } from './asked-for.tsx';
import { MessageRows } from './message-rows.tsx';
import { NarrowBy } from './narrow-by.tsx';

/** The journeys' own numbers, and what was left out on purpose. */
const views = ['sent', 'failed', 'skipped'] as const;
type View = (typeof views)[number];
const narrowing = ['status', 'reached', 'from', 'to'] as const;

export default function Messages() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const view = views.find((each) => each === search.get('group')) ?? null;
  const filter = view === 'skipped' ? { status: view } : { group: view };
  const journeyId = search.get('journey');
  const channel = search.get('channel');
  // The rows behind one number of Home.
  const asked = Object.fromEntries(narrowing.map((name) => [name, search.get(name)]));
  const isAsked = narrowing.some((name) => asked[name]);
  const list = useList<Message>('/api/messages', { journeyId, channel, ...asked, ...(view ? filter : {}) });
  const journey = journeyId ? list.items[0]?.journey?.name : null;
  const narrowed = Boolean(view || journeyId || channel || isAsked);
  const show = (value: View | null) =>
    setSearch({ ...(journeyId ? { journey: journeyId } : {}), ...(value ? { group: value } : {}) });
  return (
    <Page title={t('message.title')} lead={journey ? t('message.leadOf', { journey }) : t('message.lead')}>
      {isAsked ? <AskedFor search={search} show={() => setSearch({})} /> : null}
      {list.items.length > 0 || narrowed ? (
        <Group justify="space-between" align="flex-end" gap="sm">
          <Filter
            label={t('message.filter')}
            value={isAsked ? undefined : view}
            onChange={show}
            options={[
              { value: null, label: t('message.all') },
              { value: 'sent', label: t('message.group.sent') },
              { value: 'failed', label: t('message.group.failed') },
              { value: 'skipped', label: t('message.status.skipped') },
            ]}
          />
          <NarrowBy />
        </Group>
      ) : null}
      {list.isPending ? <Waiting rows={6} height={68} /> : null}
      {list.isError && list.items.length === 0 ? (
        <Failure error={list.error} retry={() => void list.refetch()} />
      ) : null}
      {list.isSuccess && list.items.length === 0 ? (
        narrowed ? (
          <Empty
            drawing={<LookingGlass />}
            why={t('message.noneFiltered')}
            action={
              <Button variant="default" onClick={() => setSearch({})}>
                {t('message.showAll')}
              </Button>
            }
          />
        ) : (
          <Empty
            drawing={<Mailbox />}
            title={t('message.noneTitle')}
            why={t('message.noneWhy')}
            action={
              <Button component={Link} to="/journeys">
                {t('message.noneAction')}
              </Button>
            }
          />
        )
      ) : null}
      <MessageRows messages={list.items} name="customer" label={t('message.results')} busy={list.isPlaceholderData} />
      <LoadMore list={list} />
    </Page>
  );
}
