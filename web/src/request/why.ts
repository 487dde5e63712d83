import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Why } from '../../../api/schemas.ts';
import { request } from './request.ts';

const key = 'why';

export const useWhy = (customerId: string) =>
  useQuery({
    queryKey: [key, customerId],
    queryFn: ({ signal }) => request<Why>(`/api/customers/${customerId}/why`, { signal }),
  });

/** Whether an event that came too late starts the journey after all. */
export function useDecisionAnswer(decisionId: string, done: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (answer: 'enroll' | 'skip') =>
      request<unknown>(`/api/decisions/${decisionId}/answers`, { method: 'POST', body: { answer } }),
    onSuccess: done,
    onSettled: () => Promise.all([key, 'list'].map((each) => client.invalidateQueries({ queryKey: [each] }))),
  });
}
