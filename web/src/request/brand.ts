import { useQuery } from '@tanstack/react-query';
import type { Brand, BrandChange } from '../../../api/schemas.ts';
import { request } from './request.ts';

export const brandKey = ['brand'];

export function useBrand() {
  return useQuery({
    queryKey: brandKey,
    queryFn: ({ signal }) => request<Brand>('/api/brand', { signal }),
  });
}

export const saveBrand = (change: BrandChange) => request<Brand>('/api/brand', { method: 'PATCH', body: change });
