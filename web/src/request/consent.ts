import { useQuery } from '@tanstack/react-query';
import type { ConsentQuestion, Evidence, Mute } from '../../../api/schemas.ts';
import { request } from './request.ts';

const questions = '/api/consent/questions';

/** What was read in the answers of a customer, open or not; under the lists' key, so that a decision renews it. */
export function useConsentQuestions(customerId: string) {
  return useQuery({
    queryKey: ['list', questions, customerId],
    queryFn: ({ signal }) =>
      request<{ items: ConsentQuestion[] }>(`${questions}?customerId=${customerId}&open=false`, { signal }),
  });
}

export const decideQuestion = (id: string, outcome: 'no_more' | 'go_on') =>
  request<unknown>(`${questions}/${id}/decisions`, { method: 'POST', body: { outcome } });

const mutes = (customerId: string) => `/api/customers/${customerId}/mutes`;
export const mute = (customerId: string) => request<Mute>(mutes(customerId), { method: 'POST', body: {} });
export const unmute = (customerId: string) => request<Mute>(mutes(customerId), { method: 'DELETE' });

export function useEvidence(customerId: string) {
  return useQuery({
    queryKey: ['evidence', customerId],
    queryFn: ({ signal }) => request<Evidence>(`/api/customers/${customerId}/evidence`, { signal }),
    // What was printed is what stood there when it was opened.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}
