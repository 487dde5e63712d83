import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { Conversation } from '../../../api/schemas.ts';
import { useList } from '../request/list.ts';
import { Page } from '../shell/page.tsx';
import { Mug } from '../states/drawings/mug.tsx';
import { Talk } from '../states/drawings/talk.tsx';
import { Empty } from '../states/empty.tsx';
import { Failure } from '../states/failure.tsx';
import { Filter } from '../states/filter.tsx';
import { LoadMore } from '../states/load-more.tsx';
import { Waiting } from '../states/waiting.tsx';
import { ConversationRows } from './conversation-rows.tsx';

export default function Conversations() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const unread = search.get('show') === 'unread' ? 'unread' : null;
  const list = useList<Conversation>('/api/conversations', { unread: unread && 'true' });
  const isEmpty = list.isSuccess && list.items.length === 0;
  return (
    <Page title={t('conversation.title')} lead={t('conversation.lead')} width="reading">
      {list.items.length > 0 || unread ? (
        <Filter
          label={t('conversation.filter')}
          value={unread}
          onChange={(value) => setSearch(value ? { show: value } : {})}
          options={[
            { value: null, label: t('conversation.all') },
            { value: 'unread', label: t('conversation.unreadOnly') },
          ]}
        />
      ) : null}
      {list.isPending ? <Waiting rows={5} height={68} /> : null}
      {list.isError && list.items.length === 0 ? (
        <Failure error={list.error} retry={() => void list.refetch()} />
      ) : null}
      {isEmpty && unread ? (
        <Empty
          drawing={<Mug />}
          why={t('conversation.noneUnread')}
          action={
            <Button variant="default" onClick={() => setSearch({})}>
              {t('conversation.showAll')}
            </Button>
          }
        />
      ) : null}
      {isEmpty && !unread ? (
        <Empty
          drawing={<Talk />}
          title={t('conversation.noneTitle')}
          why={t('conversation.noneWhy')}
          action={
            <Button component={Link} to="/settings/notifications">
              {t('conversation.noneAction')}
            </Button>
          }
        />
      ) : null}
      <ConversationRows conversations={list.items} busy={list.isPlaceholderData} />
      <LoadMore list={list} />
    </Page>
  );
}
