import { useQuery } from '@tanstack/react-query';
import type { Dashboard } from '../../../api/schemas.ts';
import { request } from './request.ts';

export const periods = [7, 30, 90] as const;
type Period = (typeof periods)[number];

/** The numbers of Home over the last days. */
export function useDashboard(days: Period) {
  return useQuery({
    queryKey: ['dashboard', days],
    queryFn: ({ signal }) => request<Dashboard>(`/api/dashboard?days=${days}`, { signal }),
    placeholderData: (before) => before,
  });
}
