import { useQuery } from '@tanstack/react-query';
import type { MatchCount } from '../../../api/schemas.ts';
import { request } from './request.ts';

/** Where the pairs are that somebody has to say something of. */
export type PairsPath = '/api/customers/matches' | '/api/twins';

export const link = (path: PairsPath, id: string) =>
  request<unknown>(`${path}/${id}/links`, { method: 'POST', body: {} });
export const undoLink = (path: PairsPath, id: string) => request<unknown>(`${path}/${id}/links`, { method: 'DELETE' });
export const decline = (path: PairsPath, id: string) =>
  request<unknown>(`${path}/${id}/declines`, { method: 'POST', body: {} });

/** How many pairs of customers wait to be decided; under the lists' key, so that it is new after each decision. */
export function useMatchCount(enabled: boolean) {
  const path = '/api/customers/matches/count';
  return useQuery({
    queryKey: ['list', path],
    queryFn: ({ signal }) => request<MatchCount>(path, { signal }),
    enabled,
  });
}
