import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ConversationDetail, ThreadItem } from '../../../api/schemas.ts';
import { useList } from '../request/list.ts';
import { Failure } from '../states/failure.tsx';
import { Waiting } from '../states/waiting.tsx';
import classes from './thread.module.css';
import { ThreadLine } from './thread-line.tsx';

/** Everything that was written, the newest last, as on a phone. */
export function Thread({ conversation }: { conversation: ConversationDetail }) {
  const { t } = useTranslation();
  const list = useList<ThreadItem>(`/api/conversations/${conversation.id}/messages`);
  const name = conversation.customer?.name ?? conversation.address;
  if (list.isPending) return <Waiting rows={4} height={60} />;
  if (list.items.length === 0) return <Failure error={list.error} retry={() => void list.refetch()} />;
  return (
    <div>
      {list.hasNextPage ? (
        <Button
          variant="default"
          size="xs"
          mb="sm"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t('conversation.earlier')}
        </Button>
      ) : null}
      <ol className={classes.thread} aria-label={t('conversation.thread')}>
        {list.items.toReversed().map((item) => (
          <ThreadLine key={item.id} item={item} name={name} />
        ))}
      </ol>
    </div>
  );
}
