import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type {
  CustomerRehearsal,
  CustomerRehearsalRequest,
  GalleryRehearsal,
  Rehearsal,
  RehearsalRequest,
} from '../../../api/schemas.ts';
import { request } from './request.ts';

const path = (journeyId: string) => `/api/journeys/${journeyId}/rehearsals`;
const perPage = 50;

/** A journey over what really happened; the list of people grows by pages. */
export function useRehearsal(journeyId: string, asked: RehearsalRequest) {
  return useInfiniteQuery({
    queryKey: ['rehearsal', journeyId, asked],
    queryFn: ({ pageParam: offset, signal }) =>
      request<Rehearsal>(path(journeyId), { method: 'POST', body: { ...asked, offset, limit: perPage }, signal }),
    initialPageParam: 0,
    getNextPageParam: ({ total }: Rehearsal, pages) =>
      total > pages.length * perPage ? pages.length * perPage : undefined,
    placeholderData: (before) => before,
  });
}

export function useCustomerRehearsal(journeyId: string, customerId: string, asked: CustomerRehearsalRequest) {
  return useQuery({
    queryKey: ['rehearsal', journeyId, 'customer', customerId, asked],
    queryFn: ({ signal }) =>
      request<CustomerRehearsal>(`${path(journeyId)}/customers/${customerId}`, { method: 'POST', body: asked, signal }),
  });
}

/** What a ready journey would have done, in one line. */
export function useGalleryRehearsal(key: string, provider: string) {
  return useQuery({
    queryKey: ['rehearsal', 'gallery', key, provider],
    queryFn: ({ signal }) =>
      request<GalleryRehearsal>(`/api/gallery/${key}/rehearsal?provider=${encodeURIComponent(provider)}`, { signal }),
    staleTime: 5 * 60_000,
  });
}
