import { useInfiniteQuery } from '@tanstack/react-query';
import type { Page } from '../../../api/schemas.ts';
import { request, withQuery } from './request.ts';

/** Every list of ours: pages by cursor, more on demand. */
export function useList<Item>(path: string, query: Record<string, string | null | undefined> = {}) {
  const list = useInfiniteQuery({
    queryKey: ['list', path, query],
    queryFn: ({ pageParam, signal }) =>
      request<Page<Item>>(withQuery(path, { ...query, cursor: pageParam }), { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (previous) => previous,
  });
  return { ...list, items: list.data?.pages.flatMap((page) => page.items) ?? [] };
}
