import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { SearchAnswer } from '../../../api/schemas.ts';
import { request, withQuery } from '../request/request.ts';

/** The best few for what is typed; asked when the typing rests. */
export function useSearch(typed: string) {
  const [q] = useDebouncedValue(typed, 150);
  return useQuery({
    queryKey: ['search', q],
    queryFn: ({ signal }) => request<SearchAnswer>(withQuery('/api/search', { q }), { signal }),
    enabled: q !== '',
    placeholderData: (previous) => previous,
    gcTime: 0,
  });
}
