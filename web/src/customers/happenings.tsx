import { Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Happening, Message, Page } from '../../../api/schemas.ts';
import { furnished } from '../furnished.ts';
import { request, withQuery } from '../request/request.ts';
import { Failure } from '../states/failure.tsx';
import { Filter } from '../states/filter.tsx';
import { LoadMore } from '../states/load-more.tsx';
import { Section } from '../states/section.tsx';
import { Waiting } from '../states/waiting.tsx';
import { HappeningItem } from './happening-item.tsx';
import classes from './happenings.module.css';

const MessageDrawer = lazy(furnished(() => import('../messages/message-drawer.tsx')));

const groups = ['events', 'journeys', 'messages', 'consent'] as const;
type Group = (typeof groups)[number];

/** All that happened with one customer, in one order: jobs and papers, journeys, messages both ways, consent. */
export function Happenings({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  const [group, choose] = useState<Group | null>(null);
  const [opened, open] = useState<Message | null>(null);
  const list = useInfiniteQuery({
    queryKey: ['happenings', customerId, group],
    queryFn: ({ pageParam: cursor, signal }) =>
      request<Page<Happening>>(withQuery(`/api/customers/${customerId}/timeline`, { group, cursor }), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (previous) => previous,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={t('happened.title')}>
      <Filter
        label={t('happened.filter')}
        value={group}
        onChange={choose}
        options={[
          { value: null, label: t('happened.all') },
          ...groups.map((value) => ({ value, label: t(`happened.group.${value}`) })),
        ]}
      />
      {list.isPending ? <Waiting rows={4} /> : null}
      <Failure error={list.error} retry={() => void list.refetch()} />
      {list.isSuccess && items.length === 0 ? (
        <Text c="dimmed">{t(group ? 'happened.noneOf' : 'happened.none')}</Text>
      ) : null}
      {items.length > 0 ? (
        <ol className={classes.line} aria-label={t('happened.title')} aria-busy={list.isPlaceholderData}>
          {items.map((item) => (
            <HappeningItem key={item.id} item={item} onOpen={open} />
          ))}
        </ol>
      ) : null}
      <LoadMore list={list} />
      <Suspense>{opened ? <MessageDrawer message={opened} onClose={() => open(null)} /> : null}</Suspense>
    </Section>
  );
}
