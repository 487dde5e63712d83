import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Bulk, BulkCreation, BulkRehearsal } from '../../../api/schemas.ts';
import { request } from './request.ts';

/** As the form gives it. */
export type PastChoice = Pick<BulkCreation, 'withinDays' | 'file' | 'perDay' | 'spreadHours'>;

const runs = (journeyId: string) => ['bulks', journeyId];

/** What was begun before. */
export const useBulks = (journeyId: string) =>
  useQuery({
    queryKey: runs(journeyId),
    queryFn: ({ signal }) => request<{ items: Bulk[] }>(`/api/journeys/${journeyId}/bulk-enrollments`, { signal }),
  });

export const useBulkRehearsal = (journeyId: string) =>
  useMutation({
    mutationFn: ({ withinDays, file, perDay }: PastChoice) =>
      request<BulkRehearsal>(`/api/journeys/${journeyId}/bulk-rehearsals`, {
        method: 'POST',
        body: { withinDays, file, perDay },
      }),
  });

export function useBulkStart(journeyId: string, done: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (choice: PastChoice) =>
      request<Bulk>(`/api/journeys/${journeyId}/bulk-enrollments`, { method: 'POST', body: choice }),
    onSuccess: done,
    onSettled: () => client.invalidateQueries({ queryKey: runs(journeyId) }),
  });
}

export function useBulkStop(journeyId: string, done: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request<Bulk>(`/api/bulk-enrollments/${id}/stops`, { method: 'POST', body: {} }),
    onSuccess: done,
    onSettled: () => client.invalidateQueries({ queryKey: runs(journeyId) }),
  });
}
