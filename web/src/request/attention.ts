import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Attention } from '../../../api/schemas.ts';
import { request } from './request.ts';

const path = '/api/attention';
export const failuresPath = `${path}/failures`;

/** How much waits, by what it is; under the lists' key, so that what settles something renews it. */
export function useAttention() {
  return useQuery({
    queryKey: ['list', path],
    queryFn: ({ signal }) => request<Attention>(path, { signal }),
  });
}

/** Says that failed messages were seen; null: all of them. */
export function useSeen() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (messageIds: string[] | null) =>
      request<Attention>(`${failuresPath}/views`, { method: 'POST', body: { messageIds } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['list'] }),
  });
}
