import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useList } from '../request/list.ts';
import type { PairsPath } from '../request/matches.ts';
import { Pair } from '../states/drawings/pair.tsx';
import { Empty } from '../states/empty.tsx';
import { Failure } from '../states/failure.tsx';
import { Filter } from '../states/filter.tsx';
import { LoadMore } from '../states/load-more.tsx';
import { Waiting } from '../states/waiting.tsx';

type Props<Item, State extends string> = {
  path: PairsPath;
  room: 'people' | 'papers';
  /** In the order of the views; the first is open. */
  states: readonly { state: State; label: string; none: string }[];
  /** Cards of a list. */
  children: (item: Item) => ReactNode;
};

/** Pairs by what was said of them. */
export function PairList<Item, State extends string>({ path, room, states, children }: Props<Item, State>) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const asked = search.get('show');
  const shown = states.find(({ state }) => state === asked) ?? states[0];
  const list = useList<Item>(path, { status: shown?.state });
  return (
    <>
      <Filter
        label={t(`match.${room}.show`)}
        value={shown?.state ?? null}
        onChange={(state) => setSearch(state && state !== states[0]?.state ? { show: state } : {})}
        options={states.map(({ state, label }) => ({ value: state, label }))}
      />
      {list.isPending ? <Waiting rows={3} height={140} /> : null}
      {list.isError && list.items.length === 0 ? (
        <Failure error={list.error} retry={() => void list.refetch()} />
      ) : null}
      {list.isSuccess && list.items.length === 0 ? (
        <Empty drawing={<Pair />} title={t(`match.${room}.noneTitle`)} why={shown?.none ?? ''} />
      ) : null}
      {list.items.length > 0 ? (
        <Stack
          component="ul"
          gap="sm"
          m={0}
          p={0}
          style={{ listStyle: 'none' }}
          aria-label={t(`match.${room}.results`)}
          aria-busy={list.isPlaceholderData}
        >
          {list.items.map(children)}
        </Stack>
      ) : null}
      <LoadMore list={list} />
    </>
  );
}
