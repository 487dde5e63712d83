import { useQuery } from '@tanstack/react-query';
import type { GalleryCards } from '../../../api/schemas.ts';
import { request } from './request.ts';

/** The ready journeys; what each of them needs changes with what the business sets up. */
export function useGallery() {
  return useQuery({
    queryKey: ['gallery'],
    queryFn: ({ signal }) => request<GalleryCards>('/api/gallery', { signal }),
    staleTime: 30_000,
  });
}
