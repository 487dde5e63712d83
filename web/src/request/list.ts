import { useInfiniteQuery } from '@tanstack/react-query';
import type { Page } from '../../../api/schemas.ts';
import { request, withQuery } from './request.ts';

/** Every list of ours: pages by cursor, more on demand. `everyMs` only where something is in motion. */
export function useList<Item>(
  path: string,
  query: Record<string, string | null | undefined> = {},
  options: { everyMs?: number | false | ((items: Item[]) => number | false) } = {},
) {
  const list = useInfiniteQuery({
    queryKey: ['list', path, query],
    queryFn: ({ pageParam, signal }) =>
      request<Page<Item>>(withQuery(path, { ...query, cursor: pageParam }), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: ({ state }) => {
      const { everyMs = false } = options;
      return typeof everyMs === 'function' ? everyMs(state.data?.pages.flatMap((page) => page.items) ?? []) : everyMs;
    },
    placeholderData: (previous) => previous,
  });
  return { ...list, items: list.data?.pages.flatMap((page) => page.items) ?? [] };
}
