import { useQuery } from '@tanstack/react-query';
import type { PublicHolidays } from '../../../api/schemas.ts';
import { request } from './request.ts';

/** The public holidays of the coming year where the business is. */
export function usePublicHolidays() {
  return useQuery({
    queryKey: ['public-holidays'],
    queryFn: ({ signal }) => request<PublicHolidays>('/api/organization/public-holidays', { signal }),
    staleTime: 60 * 60_000,
  });
}
